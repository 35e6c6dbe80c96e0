import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N019: the wheel's file name is invalid. Found by the reader itself. */
export const wheelNameUnreadable: Rule = problemRule({
  code: "N019",
  slug: "wheel-name-unreadable",
  title: "the wheel's file name is invalid",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("wheel-filename"), symptom.refusal("wheel-name-unparsable")],
  docs: {
    what: "name-version(-build)-python-abi-platform.whl; a build number begins with a digit.",
    why: 'PyPI rejects the upload ("Invalid wheel filename"), and installers ignore the file.',
    fix: "build again; do not rename wheels",
    bad: "pkg-1.0-final-py3-none-any.whl",
    good: "pkg-1.0-1-py3-none-any.whl",
    peers: ["PyPI", "pip", "uv"],
  },
});
