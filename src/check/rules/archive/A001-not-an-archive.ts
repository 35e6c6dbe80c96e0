import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A001: the file is not a zip or tar archive. Found by the reader itself. */
export const notAnArchive: Rule = problemRule({
  code: "A001",
  slug: "not-an-archive",
  title: "the file is not a zip or tar archive",
  severity: "error",
  on: "dist",
  explains: [
    symptom.refusal("not-a-zip"),
    symptom.refusal("not-a-tar"),
    symptom.refusal("archive-unreadable"),
  ],
  docs: {
    what: "The file cannot be opened as the type of archive that its name indicates.",
    why: 'PyPI rejects the upload ("Invalid distribution file. File is not a zipfile" or "a tarfile"), and no installer can read it.',
    fix: "build it again; check whether a proxy's error page or an LFS pointer replaced the file",
    bad: "an HTML error page saved as pkg-1.0-py3-none-any.whl",
    good: "a wheel that `python3 -m zipfile -l` lists",
    peers: ["PyPI", "twine", "pip"],
  },
});
