import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R008: the wheel has several .dist-info folders. Found by the reader itself. */
export const severalDistInfo: Rule = problemRule({
  code: "R008",
  slug: "several-dist-info",
  title: "the wheel has several .dist-info folders",
  severity: "error",
  on: "wheel",
  docs: {
    what: "A wheel contains one project and one .dist-info folder.",
    why: "pip and uv refuse to install it.",
    fix: "build in a clean directory",
    bad: "pkg-0.9.dist-info beside pkg-1.0.dist-info",
    good: "pkg-1.0.dist-info alone",
    peers: ["pip", "uv"],
  },
});
