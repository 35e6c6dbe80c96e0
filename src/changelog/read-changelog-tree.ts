import type { Ports } from "../ports/ports.ts";
import { readProject } from "../tree/read-project.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { ChangelogRequest } from "./entry.ts";

/** The tree whose changelog is meant. With a version that is named it needs no Python project: this one is such a tree. */
export function readChangelogTree(
  directory: string,
  { version }: Pick<ChangelogRequest, "version">,
  ports: Ports,
): Promise<SourceTree> {
  return (version === null ? readProject : readSourceTree)(directory, { allowNoGit: true }, ports);
}
