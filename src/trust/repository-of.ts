import type { GitState } from "../tree/git-state.ts";
import { known, type Claimed } from "./job-claims.ts";

/** `owner/name` (or a longer path) of `https://host/owner/name.git` and of `git@host:owner/name.git`. */
export function repositoryOf(git: Pick<GitState, "remoteUrl"> | null): Claimed {
  if (git === null) return { unknown: "the directory is not a git repository" };
  const remote = git.remoteUrl;
  if (remote === null) return { unknown: "the repository has no remote" };
  const path =
    /^[a-z+]+:\/\/[^/]+\/(.+)$/i.exec(remote)?.[1] ?? /^(?:[^@/]+@)?[^:/]{2,}:(?!\/)(.+)$/.exec(remote)?.[1];
  const name = path?.replace(/\/+$/, "").replace(/\.git$/, "");
  return name !== undefined && /^[\w.-]+(?:\/[\w.-]+)+$/.test(name)
    ? known(name)
    : { unknown: `the remote is no address of a repository host` };
}
