import { plural } from "../../text/plural.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type Probe } from "../probe.ts";

/** Whether a release can be made of this checkout. */
export const git: Probe = defineProbe({
  id: "git-state",
  title: "git state",
  run({ tree }) {
    const said = { id: "git-state", title: "git state" };
    const state = tree.git;
    if (state === null)
      return Promise.resolve([
        unknown(said, "the directory is not a git repository", "run git init, and commit"),
      ]);
    const lines: DoctorLine[] = [];
    if (state.shallow)
      lines.push(
        wrong(
          { id: "git-history", title: "git history" },
          "the clone is shallow: tags and distances are missing",
          "git fetch --unshallow --tags (in a workflow: fetch-depth: 0)",
        ),
      );
    const { upstream } = state;
    if (upstream !== undefined && upstream.behind > 0)
      lines.push(
        wrong(
          { id: "git-upstream", title: "git upstream" },
          `${state.branch ?? "HEAD"} is ${plural(upstream.behind, "commit")} behind ${upstream.name}`,
          "git pull",
        ),
      );
    const dirty = state.dirty.length;
    const place = state.branch === null ? "detached HEAD" : `branch ${state.branch}`;
    lines.unshift(
      dirty === 0
        ? ok(said, `${place}, clean`)
        : wrong(
            said,
            `${place}, ${plural(dirty, "uncommitted change")}`,
            "commit or stash them: a release is built from a commit",
          ),
    );
    return Promise.resolve(lines);
  },
});
