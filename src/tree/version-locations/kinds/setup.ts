import { findCalls, moduleConstants } from "../../../python-source/python-literals.ts";
import type { VersionLocationKind } from "../version-location.ts";
import { iniValue } from "../text/line-value.ts";

/** setup.py: the literal that its one setup() call is given, directly or by a constant. */
export const setupPyVersion: VersionLocationKind = {
  id: "setup-py",
  title: "The argument `version` of setup()",
  where: "setup.py, when it is a literal or a constant of the file",
  example: 'setup(name="demo", version="1.2.3")',
  async find({ text }) {
    const content = await text("setup.py");
    if (content === null) return [];
    const calls = findCalls(content, ["setup", "setuptools.setup", "distutils.core.setup"]);
    const given = calls.length === 1 ? calls[0]?.keywords.get("version") : undefined;
    const value = given?.kind === "name" ? moduleConstants(content).get(given.text) : given;
    if (value?.kind !== "string") return [];
    const written = content.slice(value.offset, value.end);
    const at = written.indexOf(value.value);
    // An implicit join or an escape has no one place to edit.
    if (!/^[uU]?(["'])[^"'\\]*\1$/.test(written) || at === -1 || value.value === "") return [];
    const start = value.offset + at;
    const end = start + value.value.length;
    return [{ file: "setup.py", name: "setup(version)", start, end, form: "pep440" }];
  },
};

/** setup.cfg: a version that is no `attr:` or `file:`. */
export const setupCfgVersion: VersionLocationKind = {
  id: "setup-cfg",
  title: "The version of [metadata]",
  where: "setup.cfg, when it is a literal",
  example: "version = 1.2.3",
  async find({ text }) {
    const content = await text("setup.cfg");
    const range = content === null ? null : iniValue(content, "metadata", "version");
    return range === null ? [] : [{ file: "setup.cfg", name: "metadata.version", ...range, form: "pep440" }];
  },
};
