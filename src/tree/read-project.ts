import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { isNotAProject, projectsBelow } from "./not-a-project.ts";
import { readSourceTree } from "./read-source-tree.ts";
import type { SourceTree } from "./source-tree.ts";

/** So many members are named. */
const FEW = 5;

/**
 * Reads the source tree of a project that a release can be made of. Throws `config/workspace-root` where a
 * pyproject.toml declares none, with the projects below it, and the faults of {@link readSourceTree}.
 */
export async function readProject(
  directory: string,
  options: { readonly allowNoGit: boolean },
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): Promise<SourceTree> {
  const tree = await readSourceTree(directory, options, ports);
  if (!isNotAProject(tree)) return tree;
  const members = await projectsBelow(tree);
  const more = members.length > FEW ? ` and ${members.length - FEW} more` : "";
  throw fault(
    "config/workspace-root",
    { directory, members: members.slice(0, FEW).join(", ") + more, first: members[0] ?? "" },
    { location: { file: "pyproject.toml" }, details: { members } },
  );
}
