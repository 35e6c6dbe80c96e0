import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind, Statement } from "../version-location.ts";
import { jsonString } from "../text/json-value.ts";

/** package.json of a mixed repository, when it is this project's: the same name, or the source of its version. */
export const nodePackage: VersionLocationKind = {
  id: "package-json",
  title: "The npm package of a mixed repository",
  where:
    "package.json that the build reads, or whose name is the project's (a scope does not count) and whose version is or was the project's; " +
    "the root entries of package-lock.json",
  example: '"version": "1.2.3-rc.1"',
  async find({ text, name, origin }) {
    const content = await text("package.json");
    if (content === null) return [];
    const range = jsonString(content, ["version"]);
    const named = jsonString(content, ["name"]);
    if (range === null) return [];
    const isSource = origin.places.some((place) => place.file === "package.json");
    const own = named === null ? "" : content.slice(named.start, named.end).replace(/^@[^/]*\//, "");
    if (!isSource && (own === "" || normalizeName(own) !== name)) return [];
    const judgedBy = isSource ? null : content.slice(range.start, range.end);
    const found: Statement[] = [
      { file: "package.json", name: "version", ...range, form: "semver", judgedBy },
    ];
    const lock = await text("package-lock.json");
    for (const path of lock === null ? [] : [["version"], ["packages", "", "version"]]) {
      const entry = jsonString(lock ?? "", path);
      if (entry !== null)
        found.push({
          file: "package-lock.json",
          name: path.filter(Boolean).join("."),
          ...entry,
          form: "semver",
        });
    }
    return found;
  },
};
