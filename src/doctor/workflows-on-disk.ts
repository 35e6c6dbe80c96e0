import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { withTexts } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { PIPELINE_FILE } from "../tree/workflows/gitlab-pipeline.ts";

/** More than any workflow has. */
const MOST_BYTES = 1024 * 1024;

/**
 * The tree with the workflows that git does not track yet: who has just written one asks about that one. Of a project
 * below a repository's top they are at the top.
 */
export async function withWorkflowsOnDisk(
  tree: SourceTree,
  { files }: Pick<Ports, "files">,
): Promise<SourceTree> {
  const top = tree.git?.topLevel ?? tree.root;
  const folder = ".github/workflows";
  const listed = await files.list(join(top, ...folder.split("/"))).catch(() => []);
  const paths = [
    PIPELINE_FILE,
    ...listed.flatMap(({ name, kind }) =>
      kind === "file" && /\.ya?ml$/.test(name) ? [`${folder}/${name}`] : [],
    ),
  ];
  const texts = new Map<string, string>();
  for (const path of paths.filter((each) => !tree.has(each))) {
    const place = join(top, ...path.split("/"));
    const stat = await files.stat(place).catch(() => null);
    const text =
      stat?.kind === "file" && stat.size < MOST_BYTES ? await files.readText(place).catch(() => null) : null;
    if (text !== null) texts.set(path, text);
  }
  return texts.size === 0 ? tree : withTexts(tree, texts);
}
