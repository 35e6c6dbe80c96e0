import { matchesFromTop } from "../../text/glob.ts";
import type { SourceTree } from "../source-tree.ts";
import { child, scalarText, type YamlFile, type YamlNode } from "../formats/yaml-file.ts";
import { yamlFile } from "../formats/yaml-files.ts";

/** The pipeline file, unless the project's settings name another one. */
export const PIPELINE_FILE = ".gitlab-ci.yml";

/** A pipeline: its own file, then all of the tree that it includes, and what it includes from elsewhere. */
export interface GitLabPipeline {
  readonly files: readonly YamlFile[];
  /** Of these the ones that make up the pipeline itself: its own file and what that includes. */
  readonly own: readonly YamlFile[];
  /** As the file names them: `project: group/ci`. */
  readonly elsewhere: readonly string[];
}

const known = new WeakMap<SourceTree, Promise<GitLabPipeline>>();

/** Reads the pipeline of a tree once for all who ask. Files below `.gitlab/` are parts of child pipelines. */
export function gitLabPipeline(tree: SourceTree): Promise<GitLabPipeline> {
  const made = known.get(tree) ?? readPipeline(tree);
  known.set(tree, made);
  return made;
}

async function readPipeline(tree: SourceTree): Promise<GitLabPipeline> {
  const paths = tree.files.map(({ path }) => path);
  const wanted = new Set(
    paths.filter((path) => path === PIPELINE_FILE || /^\.gitlab\/.+\.ya?ml$/.test(path)),
  );
  const files: YamlFile[] = [];
  const elsewhere = new Set<string>();
  const own = new Set([PIPELINE_FILE]);
  for (const path of wanted) {
    const file = await yamlFile(tree, path);
    if (file === null) continue;
    files.push(file);
    for (const each of includesOf(child(file.root, "include"))) {
      if ("elsewhere" in each) elsewhere.add(each.elsewhere);
      else
        for (const found of paths)
          if (matchesFromTop(each.local, found)) {
            wanted.add(found);
            if (own.has(path)) own.add(found);
          }
    }
  }
  return { files, own: files.filter((file) => own.has(file.path)), elsewhere: [...elsewhere] };
}

/** GitLab's own templates publish nothing. */
function includesOf(
  node: YamlNode | null,
): readonly ({ readonly local: string } | { readonly elsewhere: string })[] {
  if (node === null) return [];
  if (node.kind === "list") return node.items.flatMap(includesOf);
  const text = scalarText(node) ?? scalarText(child(node, "local"));
  if (text !== null)
    return [/^https?:/.test(text) ? { elsewhere: text } : { local: text.replace(/^\.?\//, "") }];
  return ["project", "remote", "component"].flatMap((kind) => {
    const value = scalarText(child(node, kind));
    return value === null ? [] : [{ elsewhere: `${kind}: ${value}` }];
  });
}
