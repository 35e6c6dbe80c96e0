import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** A016: an archive member escapes the extraction directory. Found by the reader itself. */
export const pathTraversal: Rule = problemRule({
  code: "A016",
  slug: "path-traversal",
  title: "an archive member escapes the extraction directory",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("zip-structure"), symptom.refusal("sdist-top-level")],
  docs: {
    what: "A member's name contains `..`, an absolute path, a drive letter or a backslash.",
    why: "pip rejects the archive; other tools may write outside the extraction directory. PyPI and uv accept the file, so your users are the first to notice.",
    fix: "rename the member; build from a clean export",
    bad: "../../etc/cron.d/x",
    good: "pkg/x",
    peers: ["wheel-inspect", "check-wheel-contents", "pip"],
  },
});
