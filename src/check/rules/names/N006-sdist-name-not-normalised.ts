import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N006: the sdist's file name is not normalized. Found by the reader itself. */
export const sdistNameNotNormalised: Rule = problemRule({
  code: "N006",
  slug: "sdist-name-not-normalised",
  title: "the sdist's file name is not normalized",
  severity: "error",
  on: "sdist",
  explains: [
    symptom.refusal("sdist-filename"),
    symptom.refusal("sdist-filename-unparsable"),
    symptom.refusal("filename-of-other-project"),
  ],
  docs: {
    what: "PEP 625: {name}-{version}.tar.gz, lower case, `_` for every run of `-_.`.",
    why: 'PyPI rejects the upload ("is invalid, should be ...").',
    fix: "build with setuptools 69.3 or newer, or any other current backend",
    bad: "My-Pkg-1.0.tar.gz",
    good: "my_pkg-1.0.tar.gz",
    peers: ["PyPI"],
  },
});
