import type { SourceTree } from "../../../tree/source-tree.ts";
import { parseYamlFile, type YamlFile } from "../../../tree/yaml-file.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import { readWorkflow, type Workflow } from "./model.ts";

/** Larger files are not read: GitHub takes none above 512 kB. UTF-16 code units. */
const LONGEST = 2 ** 20;

const known = new WeakMap<SourceTree, Promise<readonly YamlFile[]>>();

/** The files of `.github/workflows`, each parsed once for all rules. */
export function workflowFiles({ tree }: RuleInputs): Promise<readonly YamlFile[]> {
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
      return text === null || text.length > LONGEST ? [] : [await parseYamlFile(path, text)];
    }),
  );
  return files.flat();
}

/** The workflows of the tree that can be read. */
export async function workflows(inputs: RuleInputs): Promise<readonly Workflow[]> {
  return (await workflowFiles(inputs)).flatMap((file) => readWorkflow(file) ?? []);
}
