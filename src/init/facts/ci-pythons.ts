import type { SourceTree } from "../../tree/source-tree.ts";

const PIPELINES = /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^tox\.ini$|^noxfile\.py$/;

/** The minor versions that CI names, oldest first. */
export async function ciPythons(tree: Pick<SourceTree, "files" | "readText">): Promise<readonly string[]> {
  const minors = new Set<number>();
  for (const { path } of tree.files) {
    if (!PIPELINES.test(path)) continue;
    const text = (await tree.readText(path)) ?? "";
    for (const [line] of text.matchAll(/^.*(?:python|envlist).*$(?:\n\s+-\s*["']?3\.\d+.*$)*/gim))
      for (const [, dotted, joined] of line.matchAll(/(?<![\d.])3\.(\d{1,2})(?![\d.])|\bpy3(\d{1,2})\b/g))
        minors.add(Number(dotted ?? joined));
  }
  return [...minors].toSorted((a, b) => a - b).map((minor) => `3.${minor}`);
}
