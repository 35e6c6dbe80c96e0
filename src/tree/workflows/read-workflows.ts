import type { SourceTree } from "../source-tree.ts";
import { parseYamlFile, type YamlFile } from "../yaml-file.ts";
import { readWorkflow, type Workflow } from "./model.ts";

/** What a reader may have been given; a check of an archive alone has no tree. */
export interface MaybeTree {
  readonly tree?: SourceTree | undefined;
}

const known = new WeakMap<SourceTree, Promise<readonly YamlFile[]>>();

/** The files of `.github/workflows`, each parsed once for all rules. */
export function workflowFiles({ tree }: MaybeTree): Promise<readonly YamlFile[]> {
  if (tree === undefined) return Promise.resolve([]);
  const files = known.get(tree) ?? readFiles(tree);
  known.set(tree, files);
  return files;
}

async function readFiles(tree: SourceTree): Promise<readonly YamlFile[]> {
  const paths = tree.files
    .map(({ path }) => path)
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = await tree.readText(path);
      return text === null ? [] : [await parseYamlFile(path, text)];
    }),
  );
  return files.flat();
}

const readable = new WeakMap<readonly YamlFile[], readonly Workflow[]>();

/** The workflows of the tree that can be read, each read once for all rules. */
export async function workflows(inputs: MaybeTree): Promise<readonly Workflow[]> {
  const files = await workflowFiles(inputs);
  const made = readable.get(files) ?? files.flatMap((file) => readWorkflow(file) ?? []);
  readable.set(files, made);
  return made;
}
