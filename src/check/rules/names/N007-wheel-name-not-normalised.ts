import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N007: the wheel's file name is not normalized. Found by the reader itself. */
export const wheelNameNotNormalised: Rule = problemRule({
  code: "N007",
  slug: "wheel-name-not-normalised",
  title: "the wheel's file name is not normalized",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("wheel-name-not-normalized"), symptom.refusal("filename-of-other-project")],
  docs: {
    what: "The project name in the file name must be lower case, with `_` for every run of `-_.`.",
    why: 'PyPI rejects the upload ("should contain the normalized project name").',
    fix: "build with a current backend",
    bad: "My.Pkg-1.0-py3-none-any.whl",
    good: "my_pkg-1.0-py3-none-any.whl",
    peers: ["PyPI"],
  },
});
