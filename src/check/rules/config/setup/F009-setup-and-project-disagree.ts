import { readSetupCfg } from "../../../../tree/setup-cfg.ts";
import { normalizeName } from "../../../../version/names.ts";
import { sameVersion } from "../../../../version/same-version.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** F009: setup.py or setup.cfg contradicts [project]. */
export const setupAndProjectDisagree: Rule = defineRule({
  code: "F009",
  slug: "setup-and-project-disagree",
  title: "setup.py or setup.cfg contradicts [project]",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "The same field has different values in two files.",
    why: "[project] silently overrides the other file, and people read and edit the wrong one.",
    fix: "drop the argument from setup.py or setup.cfg",
    bad: 'setup(version="1.2.1")  # project.version is 1.2.2',
    good: "setup()",
    peers: [],
  },
  *check({ tree }) {
    if (tree === undefined || tree.project.source !== "project") return;
    const others = [
      ...(tree.setupPy === null ? [] : [{ file: "setup.py", facts: tree.setupPy.project }]),
      ...(tree.setupCfg === null ? [] : [{ file: "setup.cfg", facts: readSetupCfg(tree.setupCfg) }]),
    ];
    for (const { file, facts } of others) {
      for (const field of ["name", "version", "requiresPython"] as const) {
        const [ours, theirs] = [tree.project[field], facts[field]];
        if (ours === null || theirs === null || isSame(field, ours.value, theirs.value)) continue;
        const key = field === "requiresPython" ? "requires-python" : field;
        yield {
          message: `${file} says ${key} ${theirs.value}, pyproject.toml says ${ours.value}`,
          location: theirs.location,
          related: [ours.location],
          subject: `${file} ${key}`,
          help: `drop it from ${file}: [project] overrides it`,
        };
      }
    }
  },
});

function isSame(field: "name" | "version" | "requiresPython", a: string, b: string): boolean {
  if (field === "name") return normalizeName(a) === normalizeName(b);
  if (field === "version") return sameVersion(a, b);
  return a.replaceAll(/\s/g, "") === b.replaceAll(/\s/g, "");
}
