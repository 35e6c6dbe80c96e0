import { gitRunner, type GitActionPorts } from "./git-runner.ts";

/** The branch that releases are cut from: `master` where the repository has it and no `main`. */
export async function mainBranch(root: string, ports: GitActionPorts): Promise<string> {
  const asked = ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes"];
  const { stdout } = await gitRunner(root, ports).run(asked);
  const names = new Set(stdout.split("\n").map((name) => name.replace(/^[^/]+\/(?=main$|master$)/, "")));
  return !names.has("main") && names.has("master") ? "master" : "main";
}
