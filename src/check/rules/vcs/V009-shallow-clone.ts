import { defineRule, type Rule } from "../../engine/rule.ts";

/** V009: a shallow clone, and the version comes from the history. */
export const shallowClone: Rule = defineRule({
  code: "V009",
  slug: "shallow-clone",
  title: "a shallow clone, and the version comes from the history",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "The tags are not there, and the version is counted from them.",
    why: "The build makes 0.1.dev1 or the like.",
    fix: "git fetch --unshallow --tags; in GitHub Actions: fetch-depth: 0",
    bad: "actions/checkout without fetch-depth: 0",
    good: "fetch-depth: 0",
    peers: [],
  },
  *check({ tree }) {
    if (tree?.git?.shallow !== true || !tree.backendFacts.versionFromVcs(tree.pyproject)) return;
    // A shallow checkout of the tag itself knows the one tag that matters.
    if (tree.git.tagsAtHead.length > 0 || tree.project.version !== null) return;
    yield {
      message: "the clone is shallow, and the version comes from the tags",
      location: { file: "pyproject.toml" },
      subject: "shallow",
    };
  },
});
