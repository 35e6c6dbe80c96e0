import type { VersionLocationKind, Statement } from "../version-location.ts";
import { jsonString } from "../text/json-value.ts";
import { yamlScalar } from "../text/line-value.ts";

/** CITATION.cff: `version`, and the date that goes with it. */
export const citation: VersionLocationKind = {
  id: "citation",
  title: "How to cite the software",
  where: "CITATION.cff: `version`, and `date-released` along with it",
  example: "version: 1.2.3",
  async find({ text }) {
    const content = await text("CITATION.cff");
    const range = content === null ? null : yamlScalar(content, "version");
    if (content === null || range === null) return [];
    const date = yamlScalar(content, "date-released");
    const isDate = date !== null && /^\d{4}-\d{2}-\d{2}$/.test(content.slice(date.start, date.end));
    return [{ file: "CITATION.cff", name: "version", ...range, form: "pep440", ...(isDate && { date }) }];
  },
};

/** codemeta.json and .zenodo.json. */
export const codemeta: VersionLocationKind = {
  id: "codemeta",
  title: "Metadata for archives of research software",
  where: "codemeta.json: `version`, `softwareVersion`; .zenodo.json: `version`",
  example: '"softwareVersion": "1.2.3"',
  async find({ text }) {
    const found: Statement[] = [];
    for (const [file, name] of PLACES) {
      const content = await text(file);
      const range = content === null ? null : jsonString(content, [name]);
      if (range !== null) found.push({ file, name, ...range, form: "pep440" });
    }
    return found;
  },
};

const PLACES = [
  ["codemeta.json", "version"],
  ["codemeta.json", "softwareVersion"],
  [".zenodo.json", "version"],
] as const;
