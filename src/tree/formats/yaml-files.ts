import type { SourceTree } from "../source-tree.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

/** What a reader may have been given; a check of an archive alone has no tree. */
export interface MaybeTree {
  readonly tree?: SourceTree | undefined;
}

/** A reader of the files of a tree whose paths match, each parsed once for all who ask. */
export function yamlFilesOf(
  isOne: (path: string) => boolean,
): (inputs: MaybeTree) => Promise<readonly YamlFile[]> {
  const known = new WeakMap<SourceTree, Promise<readonly YamlFile[]>>();
  return ({ tree }) => {
    if (tree === undefined) return Promise.resolve([]);
    const files = known.get(tree) ?? readFiles(tree, isOne);
    known.set(tree, files);
    return files;
  };
}

async function readFiles(tree: SourceTree, isOne: (path: string) => boolean): Promise<readonly YamlFile[]> {
  const paths = tree.files.map(({ path }) => path).filter(isOne);
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = await tree.readText(path);
      return text === null ? [] : [await parseYamlFile(path, text)];
    }),
  );
  return files.flat();
}
