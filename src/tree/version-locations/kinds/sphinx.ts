import type { VersionLocationKind, Statement } from "../version-location.ts";
import { pythonAssignments } from "../text/python-assignments.ts";

const CONF = /^(docs?|documentation|doc_src|sphinx)\/(?:[^/]+\/){0,2}conf\.py$/;

/** Sphinx's conf.py: `release` is the version, `version` its first numbers. */
export const sphinxConf: VersionLocationKind = {
  id: "sphinx",
  title: "Sphinx's `release` and `version`",
  where: "`conf.py` below `docs/` or `doc/`; `version` of one or two numbers is the short form X.Y",
  example: 'release = "1.2.3"',
  async find({ tree, text }) {
    const found: Statement[] = [];
    for (const { path } of tree.files.filter((file) => CONF.test(file.path))) {
      const content = await text(path);
      if (content === null) continue;
      for (const { name, kind, start, end } of pythonAssignments(content)) {
        if (kind !== "string" || (name !== "release" && name !== "version")) continue;
        const isShort = name === "version" && /^[vV]?\d+(\.\d+)?$/.test(content.slice(start, end));
        found.push({ file: path, name, start, end, form: isShort ? "short" : "pep440" });
      }
    }
    return found;
  },
};
