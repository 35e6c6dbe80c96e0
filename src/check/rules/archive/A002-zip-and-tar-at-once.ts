import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A002: the file is both a zip and a tar archive. Found by the reader itself. */
export const zipAndTarAtOnce: Rule = problemRule({
  code: "A002",
  slug: "zip-and-tar-at-once",
  title: "the file is both a zip and a tar archive",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("zip-and-tar")],
  docs: {
    what: "The bytes are valid as a zip archive and as a tar archive.",
    why: 'PyPI rejects the upload ("File is both a zip and a tar file"), because two readers would see different contents.',
    fix: "build it again with a PEP 517 backend",
    bad: "a zip appended to a tar",
    good: "one archive format",
    peers: ["PyPI"],
  },
});
