import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** T002: a macOS tag that PyPI does not take. Found by the reader itself. */
export const macosTagRefused: Rule = problemRule({
  code: "T002",
  slug: "macos-tag-refused",
  title: "a macOS tag that PyPI does not take",
  severity: "error",
  on: "wheel",
  pypiOnly: true,
  explains: [symptom.refusal("platform-tag")],
  docs: {
    what: "From macOS 11 the minor number is 0, and the major one has to exist.",
    why: 'PyPI rejects the upload ("has an unsupported platform tag").',
    fix: "retag: `wheel tags --platform-tag macosx_11_0_arm64`",
    bad: "macosx_11_3_arm64",
    good: "macosx_11_0_arm64",
    peers: ["PyPI"],
  },
});
