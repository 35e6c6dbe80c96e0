import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R002: a file of the wheel is not in RECORD. Found by the reader itself. */
export const fileNotInRecord: Rule = problemRule({
  code: "R002",
  slug: "file-not-in-record",
  title: "a file of the wheel is not in RECORD",
  severity: "error",
  on: "wheel",
  docs: {
    what: "RECORD must list every member.",
    why: "PyPI sends a warning to all maintainers, and uninstalling leaves the file behind.",
    fix: "build again; add files before the wheel is written",
    bad: "zip -g pkg.whl pkg/extra.py",
    good: "every file has its row",
    peers: ["wheel-inspect"],
  },
});
