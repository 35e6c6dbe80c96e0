import type { GitState } from "../tree/git-state.ts";
import { known, type Claimed } from "./job-claims.ts";

/** The hosts whose identities an index takes, by the names that remotes give them. */
const HOSTS = {
  github: ["github.com", "www.github.com", "ssh.github.com"],
  gitlab: ["gitlab.com", "www.gitlab.com", "altssh.gitlab.com"],
} as const;

/**
 * The repository that a host's claims name: `owner/name` (or a longer path) of `https://host/owner/name.git` and of
 * `git@host:owner/name`. Of a remote elsewhere nothing is known: an identity of another host is another identity.
 */
export function repositoryOf(
  git: Pick<GitState, "remoteUrl" | "undecidedRemotes"> | null,
  host: keyof typeof HOSTS,
): Claimed {
  if (git === null) return { unknown: "the directory is not a git repository" };
  if (git.undecidedRemotes !== undefined)
    return {
      unknown: `of the remotes ${git.undecidedRemotes.join(", ")} none is named origin or tracked by the branch`,
    };
  const remote = git.remoteUrl;
  if (remote === null) return { unknown: "the repository has no remote" };
  const [, found, path] =
    /^[a-z+]+:\/\/(?:[^@/]*@)?([^/:]*)(?::\d+)?\/(.+)$/i.exec(remote) ??
    /^(?:[^@/]+@)?([^:/]{2,}):(?!\/)(.+)$/.exec(remote) ??
    [];
  const name = path?.replace(/^\/+|\/+$/g, "").replace(/\.git$/, "");
  if (found === undefined || name === undefined || !/^[\w.-]+(?:\/[\w.-]+)+$/.test(name))
    return { unknown: "the remote is not the URL of a repository host" };
  return HOSTS[host].some((each) => each === found.toLowerCase())
    ? known(name)
    : { unknown: `the remote's host is ${found}, but the index accepts identities of ${HOSTS[host][0]}` };
}
