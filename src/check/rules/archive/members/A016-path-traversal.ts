import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** A016: a member leaves the directory that it is unpacked into. Found by the reader itself. */
export const pathTraversal: Rule = problemRule({
  code: "A016",
  slug: "path-traversal",
  title: "a member leaves the directory that it is unpacked into",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("zip-structure"), symptom.refusal("sdist-top-level")],
  docs: {
    what: "`..`, an absolute path, a drive or a backslash in a member's name.",
    why: "pip rejects it; other tools may write outside their directory. PyPI and uv accept the file: nobody tells you before your users.",
    fix: "rename the member; build from a clean export",
    bad: "../../etc/cron.d/x",
    good: "pkg/x",
    peers: ["wheel-inspect", "check-wheel-contents", "pip"],
  },
});
