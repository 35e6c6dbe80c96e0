import { jsonString } from "../text/json-value.ts";
import { iniValue, yamlScalar } from "../text/line-value.ts";
import { tomlStrings } from "../text/toml-string.ts";
import type { VersionLocationKind, Statement } from "../version-location.ts";

const TOML_STATES: readonly (readonly [file: string, name: string])[] = [
  ["pyproject.toml", "tool.bumpversion.current_version"],
  ["pyproject.toml", "tool.commitizen.version"],
  ["pyproject.toml", "tool.tbump.version.current"],
  ["pyproject.toml", "tool.bumpver.current_version"],
  ["pyproject.toml", "tool.pycalver.current_version"],
  ["pyproject.toml", "tool.towncrier.version"],
  ["pyproject.toml", "tool.briefcase.version"],
  [".bumpversion.toml", "tool.bumpversion.current_version"],
  [".cz.toml", "tool.commitizen.version"],
  ["cz.toml", "tool.commitizen.version"],
  ["tbump.toml", "version.current"],
  ["bumpver.toml", "bumpver.current_version"],
  ["towncrier.toml", "tool.towncrier.version"],
  ["pixi.toml", "workspace.version"],
  ["pixi.toml", "project.version"],
  ["pyproject.toml", "tool.pixi.workspace.version"],
  ["pyproject.toml", "tool.pixi.project.version"],
];

const INI_STATES: readonly (readonly [file: string, section: string, key: string])[] = [
  [".bumpversion.cfg", "bumpversion", "current_version"],
  ["setup.cfg", "bumpversion", "current_version"],
  ["setup.cfg", "bumpver", "current_version"],
];

/** What other tools that count versions up keep as the current one. */
export const bumpToolState: VersionLocationKind = {
  id: "bump-tool",
  title: "The current version of another tool",
  where:
    "pyproject.toml, `.bumpversion.toml`, `.cz.toml`, `tbump.toml`, `bumpver.toml`, `towncrier.toml`, `pixi.toml`, " +
    "`.bumpversion.cfg`, setup.cfg, `.cz.json`, `.cz.yaml`: bump-my-version, bumpver, commitizen, tbump, towncrier, briefcase, pixi",
  example: 'current_version = "1.2.3"',
  async find({ text }) {
    const found: Statement[] = [];
    for (const file of new Set(TOML_STATES.map(([each]) => each))) {
      const content = await text(file);
      if (content === null) continue;
      const stringAt = tomlStrings(content);
      for (const [, name] of TOML_STATES.filter(([each]) => each === file)) {
        const range = content.includes(name.split(".").at(-2) ?? "") ? stringAt(name.split(".")) : null;
        if (range !== null) found.push({ file, name, ...range, form: "pep440" });
      }
    }
    for (const [file, section, key] of INI_STATES) {
      const content = await text(file);
      const range = content === null ? null : iniValue(content, section, key);
      if (range !== null) found.push({ file, name: `${section}.${key}`, ...range, form: "pep440" });
    }
    for (const file of [".cz.json", "cz.json"]) {
      const content = await text(file);
      const range = content === null ? null : jsonString(content, ["commitizen", "version"]);
      if (range !== null) found.push({ file, name: "commitizen.version", ...range, form: "pep440" });
    }
    for (const file of [".cz.yaml", "cz.yaml"]) {
      const content = await text(file);
      const range =
        content === null ? null : (yamlScalar(content, "version", 2) ?? yamlScalar(content, "version", 4));
      if (range !== null) found.push({ file, name: "commitizen.version", ...range, form: "pep440" });
    }
    return found;
  },
};
