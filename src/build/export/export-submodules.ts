import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { git, tryGit } from "../git-command.ts";

type ExportPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/** A submodule as an index records it. */
export interface Gitlink {
  /** POSIX, relative to the repository that records it. */
  readonly path: string;
  readonly commit: string;
}

/** The submodules in the output of `git ls-files -z --stage`. */
export function gitlinks(staged: string): readonly Gitlink[] {
  return staged.split("\0").flatMap((record) => {
    const [mode, commit = ""] = record.split(" ");
    return mode === "160000" ? [{ path: record.slice(record.indexOf("\t") + 1), commit }] : [];
  });
}

/** The submodules that are initialised in the user's checkout; only their content can be exported. */
export async function initialised(
  links: readonly Gitlink[],
  checkout: string,
  ports: Pick<ExportPorts, "files">,
): Promise<readonly Gitlink[]> {
  const stats = await Promise.all(links.map(({ path }) => ports.files.stat(join(checkout, path, ".git"))));
  return links.filter((_, at) => stats[at] != null);
}

/**
 * Checks out the initialised submodules of an exported repository, and theirs, as `git clone` and
 * `git submodule update` would: `root/PATH` is at the recorded commit and has a `.git` file. Each borrows the objects
 * of the user's own submodule. Throws `build/export-failed` when the user's submodule lacks the commit.
 */
export async function exportSubmodules(checkout: string, root: string, ports: ExportPorts): Promise<void> {
  if ((await ports.files.stat(join(root, ".gitmodules"))) === null) return;
  const links = gitlinks(await git(root, ["ls-files", "-z", "--stage"], ports));
  for (const link of await initialised(links, checkout, ports)) {
    const [from, to] = [join(checkout, link.path), join(root, link.path)];
    await cloneSubmodule(root, from, link, ports);
    const done = await tryGit(to, ["checkout", "--quiet", "--detach", link.commit], ports);
    if (done.status !== 0) {
      const reason = `the submodule ${link.path} lacks commit ${link.commit.slice(0, 12)}: git submodule update --init --recursive`;
      throw fault("build/export-failed", { directory: checkout, reason });
    }
    await exportSubmodules(from, to, ports);
  }
}

/** Clones a submodule without its files; its repository goes where git keeps those of submodules. */
export async function cloneSubmodule(
  root: string,
  from: string,
  { path }: Gitlink,
  ports: ExportPorts,
): Promise<void> {
  const to = join(root, path);
  const repository = join(await repositoryOf(root, ports), "modules", ...path.split("/"));
  await ports.files.makeDirectory(join(repository, ".."));
  const clone = ["clone", "--quiet", "--shared", "--no-checkout", "--template="];
  await git(root, [...clone, `--separate-git-dir=${repository}`, from, to], ports);
  // Else `git submodule status`, which backends ask, calls it uninitialised.
  await tryGit(root, ["submodule", "--quiet", "init", "--", path], ports);
}

async function repositoryOf(root: string, ports: ExportPorts): Promise<string> {
  return (await git(root, ["rev-parse", "--absolute-git-dir"], ports)).trim();
}
