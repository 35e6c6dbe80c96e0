import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A021: a member is encrypted. Found by the reader itself. */
export const encryptedMember: Rule = problemRule({
  code: "A021",
  slug: "encrypted-member",
  title: "a member is encrypted",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure"), symptom.refusal("archive-unreadable")],
  docs: {
    what: "Installers have no way to ask for a password.",
    why: "PyPI answers with HTTP 500; installers fail.",
    fix: "build the wheel without encryption",
    bad: "zip -e",
    good: "no passwords",
    peers: ["PyPI"],
  },
});
