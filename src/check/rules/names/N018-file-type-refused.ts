import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N018: PyPI does not accept this type of file. Found by the reader itself. */
export const fileTypeRefused: Rule = problemRule({
  code: "N018",
  slug: "file-type-refused",
  title: "PyPI does not accept this type of file",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("file-extension"), symptom.refusal("sdist-filename")],
  docs: {
    what: "PyPI accepts only .whl and .tar.gz.",
    why: 'PyPI rejects the upload ("Invalid file extension" or "is invalid, should be ...tar.gz").',
    fix: "build a wheel and a .tar.gz sdist",
    bad: "pkg-1.0.zip, pkg-1.0.egg",
    good: "pkg-1.0.tar.gz, pkg-1.0-py3-none-any.whl",
    peers: ["PyPI"],
  },
});
