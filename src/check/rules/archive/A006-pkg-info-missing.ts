import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A006: the sdist has no PKG-INFO. Found by the reader itself. */
export const pkgInfoMissing: Rule = problemRule({
  code: "A006",
  slug: "pkg-info-missing",
  title: "the sdist has no PKG-INFO",
  severity: "error",
  on: "sdist",
  explains: [symptom.refusal("pkg-info-missing"), symptom.refusal("sdist-top-level")],
  docs: {
    what: "PKG-INFO in the top-level folder contains the metadata of an sdist.",
    why: 'PyPI rejects the upload ("PKG-INFO not found").',
    fix: "build the sdist with its backend: `uv build --sdist`",
    bad: "tar czf pkg-1.0.tar.gz src",
    good: "pkg-1.0/PKG-INFO is there",
    peers: ["PyPI", "twine"],
  },
});
