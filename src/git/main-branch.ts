import { gitRunner, type GitActionPorts } from "./git-runner.ts";

/**
 * The branch that releases are cut from: the default branch as the remote said it when it was cloned, else `main`, else
 * `master`, else the branch that is checked out where there is no other.
 */
export async function mainBranch(root: string, ports: GitActionPorts): Promise<string> {
  const git = gitRunner(root, ports);
  const { stdout } = await git.run([
    "for-each-ref",
    "--format=%(refname) %(symref)",
    "refs/heads",
    "refs/remotes",
  ]);
  const refs = stdout.split("\n").flatMap((line) => {
    const [ref = "", target = ""] = line.split(" ");
    return ref === "" ? [] : [{ ref, target }];
  });
  const stated = refs.filter(({ ref, target }) => ref.endsWith("/HEAD") && target !== "");
  const origin = stated.find(({ ref }) => ref === "refs/remotes/origin/HEAD") ?? stated[0];
  if (origin !== undefined) return origin.target.slice(origin.ref.length - "HEAD".length);
  const names = new Set(refs.map(({ ref }) => ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "")));
  for (const usual of ["main", "master"]) if (names.has(usual)) return usual;
  if (names.size > 1) return "main";
  const head = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return head.status === 0 ? head.stdout.trim() : "main";
}
