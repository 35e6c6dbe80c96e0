import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A001: the file is no zip or tar archive. Found by the reader itself. */
export const notAnArchive: Rule = problemRule({
  code: "A001",
  slug: "not-an-archive",
  title: "the file is no zip or tar archive",
  severity: "error",
  on: "dist",
  explains: [
    symptom.refusal("not-a-zip"),
    symptom.refusal("not-a-tar"),
    symptom.refusal("archive-unreadable"),
  ],
  docs: {
    what: "The file cannot be opened as the kind of archive that its name promises.",
    why: 'PyPI rejects the upload ("Invalid distribution file. File is not a zipfile" or "a tarfile"), and no installer can read it.',
    fix: "build it again; look for a proxy or an LFS pointer in its place",
    bad: "an HTML error page saved as pkg-1.0-py3-none-any.whl",
    good: "a wheel that `python3 -m zipfile -l` lists",
    peers: ["PyPI", "twine", "pip"],
  },
});
