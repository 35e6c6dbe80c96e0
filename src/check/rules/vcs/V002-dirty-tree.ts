import { changeCause, uncommittedChanges } from "../../../versioning/uncommitted-changes.ts";
import { judgedAs } from "./version-rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { DIRTY_TREE } from "../../../versioning/version-rules.ts";

/** V002: the working tree differs from the commit. */
export const dirtyTree: Rule = defineRule({
  ...DIRTY_TREE.name,
  title: "the working tree differs from the commit",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "Files were changed, added or removed since the last commit. This is a warning for `check`, and an error for `plan`, `rehearse` and `release`, which build the commit.",
    why: "The release is built from the commit, not from the working tree.",
    fix: "commit or stash the changes; to rehearse them uncommitted, use shipwheel rehearse --worktree",
    bad: "git status shows changes",
    good: "a clean git status",
    peers: ["check-sdist"],
  },
  *check({ tree, history, purpose }) {
    if (purpose === "release") yield* judgedAs(DIRTY_TREE, history);
    const dirty = tree?.git?.dirty ?? [];
    if (tree === undefined || dirty.length === 0) return;
    const changed = dirty.filter((entry) => entry.kind === "changed");
    if (purpose === "release" && changed.length > 0) return;
    yield {
      ...uncommittedChanges(
        (changed.length === 0 ? dirty : changed).map((entry) => entry.path),
        changeCause(tree),
      ),
      // A new file is in no release yet, and may never be meant for one.
      ...(changed.length === 0 && { severity: "info" }),
    };
  },
});
