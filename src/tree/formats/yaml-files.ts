import type { SourceTree } from "../source-tree.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

/** What a reader may have been given; a check of an archive alone has no tree. */
export interface MaybeTree {
  readonly tree?: SourceTree | undefined;
}

const parsed = new WeakMap<SourceTree, Map<string, Promise<YamlFile | null>>>();

/** A file of a tree, parsed once for all who ask; null for one that cannot be read. */
export function yamlFile(tree: SourceTree, path: string): Promise<YamlFile | null> {
  const files = parsed.get(tree) ?? new Map<string, Promise<YamlFile | null>>();
  parsed.set(tree, files);
  const file = files.get(path) ?? parseFile(tree, path);
  files.set(path, file);
  return file;
}

async function parseFile(tree: SourceTree, path: string): Promise<YamlFile | null> {
  const text = await tree.readText(path);
  return text === null ? null : parseYamlFile(path, text);
}

/** A reader of the files of a tree whose paths match. */
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
  const files = await Promise.all(paths.map((path) => yamlFile(tree, path)));
  return files.filter((file) => file !== null);
}
