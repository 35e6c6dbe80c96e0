import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** A025: the sdist has two members of the same name. Found by the reader itself. */
export const duplicateTarMember: Rule = problemRule({
  code: "A025",
  slug: "duplicate-tar-member",
  title: "the sdist has two members of the same name",
  severity: "warning",
  on: "sdist",
  severities: { "duplicate-member": "info", "duplicate-member-differs": "error" },
  docs: {
    what: "The later member wins when it is unpacked.",
    why: "If the contents differ, a reviewer may read one file while the other is installed.",
    fix: "find the step that adds the file twice",
    bad: "LICENSE listed by two settings",
    good: "every name once",
    peers: [],
  },
});
