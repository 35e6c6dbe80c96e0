import { defineRule, type Rule } from "../../engine/rule.ts";

/** V003: the commit is not on the remote, or not on a branch that releases are made from. */
export const commitNotPushed: Rule = defineRule({
  code: "V003",
  slug: "commit-not-pushed",
  title: "the commit is not on the remote, or not on a release branch",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "HEAD has commits that its upstream branch lacks, or a release tag is on a branch other than main, master, trunk, develop, release/* or a version line.",
    why: "Nobody can trace a release to a commit that was not pushed; a release from a side branch lacks the changes on main.",
    fix: "push the branch before the tag, and merge it before the release",
    bad: "main is two commits ahead of origin/main",
    good: "git push origin main",
    peers: [],
  },
  *check({ tree, tags }) {
    const git = tree?.git;
    if (git == null) return;
    const isTagged = tags?.releases.some((tag) => tag.atHead) === true;
    const ahead = git.upstream?.ahead ?? 0;
    if (ahead > 0) {
      yield {
        message: `HEAD is ${ahead} ${ahead === 1 ? "commit" : "commits"} ahead of ${git.upstream?.name}`,
        // Before the release that is how work looks.
        severity: isTagged ? "warning" : "info",
        location: { file: "." },
        subject: "ahead",
        help: `push it before the tag: git push`,
      };
    }
    if (!isTagged || git.branch === null || RELEASE_BRANCH.test(git.branch)) return;
    yield {
      message: `the release is tagged on ${git.branch}, which is not a release branch`,
      severity: "info",
      confidence: "likely",
      location: { file: "." },
      subject: "branch",
      help: "merge it into main, and tag main",
    };
  },
});

const RELEASE_BRANCH =
  /^(main|master|trunk|default|stable|develop|dev|production|next|maint.*|rel(ease)?s?([-/_].*)?|hotfix.*|v?\d+(\.\d+)*(\.(x|\d+))?([-_].*)?|.*[-/]stable|stable[-/].*)$/i;
