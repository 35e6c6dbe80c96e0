import { problemRule } from "../../problem-rules.ts";
import type { Rule } from "../../rule.ts";
import { symptom } from "../../../values/finding.ts";

/** T001: a platform tag that PyPI does not take. Found by the reader itself. */
export const platformTagRefused: Rule = problemRule({
  code: "T001",
  slug: "platform-tag-refused",
  title: "a platform tag that PyPI does not take",
  severity: "error",
  on: "wheel",
  pypiOnly: true,
  explains: [symptom.refusal("platform-tag")],
  docs: {
    what: "PyPI takes manylinux, musllinux, macosx, win and a few other tags.",
    why: 'PyPI refuses the upload ("has an unsupported platform tag").',
    fix: "repair the wheel with auditwheel, or build in a manylinux image (cibuildwheel)",
    bad: "pkg-1.0-cp312-cp312-linux_x86_64.whl",
    good: "pkg-1.0-cp312-cp312-manylinux_2_28_x86_64.whl",
    peers: ["PyPI", "auditwheel"],
  },
});
