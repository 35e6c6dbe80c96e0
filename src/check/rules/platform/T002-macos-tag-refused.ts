import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** T002: PyPI does not accept the macOS tag. Found by the reader itself. */
export const macosTagRefused: Rule = problemRule({
  code: "T002",
  slug: "macos-tag-refused",
  title: "PyPI does not accept the macOS tag",
  severity: "error",
  on: "wheel",
  pypiOnly: true,
  explains: [symptom.refusal("platform-tag")],
  docs: {
    what: "From macOS 11 on, the minor number must be 0 and the major version must exist.",
    why: 'PyPI rejects the upload ("has an unsupported platform tag").',
    fix: "retag the wheel: `wheel tags --platform-tag macosx_11_0_arm64`",
    bad: "macosx_11_3_arm64",
    good: "macosx_11_0_arm64",
    peers: ["PyPI"],
  },
});
