import type { YamlFile } from "../formats/yaml-file.ts";
import { yamlFilesOf, type MaybeTree } from "../formats/yaml-files.ts";
import { readWorkflow, type Workflow } from "./model.ts";

/** The files of `.github/workflows`. */
export const workflowFiles: (inputs: MaybeTree) => Promise<readonly YamlFile[]> = yamlFilesOf((path) =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
);

const readable = new WeakMap<readonly YamlFile[], readonly Workflow[]>();

/** The workflows of the tree that can be read, each read once for all rules. */
export async function workflows(inputs: MaybeTree): Promise<readonly Workflow[]> {
  const files = await workflowFiles(inputs);
  const made = readable.get(files) ?? files.filter(isWhole).flatMap((file) => readWorkflow(file) ?? []);
  readable.set(files, made);
  return made;
}

/** Whether everything of a file was read: what stands behind an error of syntax is a guess. */
export function isWhole({ problems }: YamlFile): boolean {
  return problems.every(({ duplicate }) => duplicate);
}
