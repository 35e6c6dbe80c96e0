import { listed } from "../../../text/plural.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V002: the working tree differs from the commit. */
export const dirtyTree: Rule = defineRule({
  code: "V002",
  slug: "dirty-tree",
  title: "the working tree differs from the commit",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "Files were changed, added or removed since the last commit.",
    why: "What you see is not what is released, or the release is of something that no commit holds.",
    fix: "commit or discard the changes",
    bad: "git status shows changes",
    good: "a clean git status",
    peers: ["check-sdist"],
  },
  *check({ tree }) {
    const dirty = tree?.git?.dirty ?? [];
    if (dirty.length === 0) return;
    const names = listed(dirty.map((entry) => entry.path));
    const onlyUntracked = dirty.every((entry) => entry.kind === "untracked");
    yield {
      message: `${dirty.length === 1 ? "one path differs" : `${dirty.length} paths differ`} from the commit: ${names}`,
      location: { file: dirty[0]?.path ?? "." },
      subject: "dirty",
      ...(onlyUntracked && { severity: "info" }),
      details: { paths: dirty.slice(0, 100).map((entry) => entry.path) },
    };
  },
});
