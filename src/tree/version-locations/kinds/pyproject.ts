import type { VersionLocationKind } from "../version-location.ts";
import { tomlStrings } from "../text/toml-string.ts";

/** [project] and [tool.poetry]: the version of the project itself. A placeholder below a tool that replaces it is none. */
export const pyprojectVersion: VersionLocationKind = {
  id: "pyproject",
  title: "The project's own version",
  where: "pyproject.toml: `project.version`, `tool.poetry.version`",
  example: 'version = "1.2.3"',
  async find({ text, origin }) {
    const content = await text("pyproject.toml");
    if (content === null) return [];
    const stringAt = tomlStrings(content);
    const names = ["project.version", ...(origin.scm === null ? ["tool.poetry.version"] : [])];
    return names.flatMap((name) => {
      const range = stringAt(name.split("."));
      return range === null ? [] : [{ file: "pyproject.toml", name, ...range, form: "pep440" as const }];
    });
  },
};
