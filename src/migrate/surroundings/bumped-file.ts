import type { FileEdit } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";

/** bump2version and its successors fail over a file that is gone: the version that it stated is in pyproject.toml. */
export function bumpedText(text: string): string {
  return text.replaceAll(
    /^(\[(?:bumpversion|bump-my-version):(?:file|part):)setup\.py((?:[ \t(].*)?\]\r?\n)((?:(?!\[).*(?:\r?\n|$))*?)(?=\[|(?![\s\S]))/gm,
    (_, open: string, close: string, body: string) =>
      `${open}pyproject.toml${close}${body.replaceAll(
        /^(search|replace)([ \t]*=[ \t]*)version[ \t]*=[ \t]*(["'])(\{\w+\})\3,?/gm,
        '$1$2version = "$4"',
      )}`,
  );
}

/** Where such tools keep what they change. `changed`: files that change besides, with their new texts. */
export async function bumpedFile(
  tree: SourceTree,
  changed: ReadonlyMap<string, string>,
): Promise<readonly FileEdit[]> {
  const edits: FileEdit[] = [];
  for (const path of [".bumpversion.cfg", "setup.cfg"]) {
    const before = tree.has(path) ? await tree.readText(path) : null;
    if (before === null) continue;
    const text = changed.get(path) ?? before;
    const after = bumpedText(text);
    if (after !== text) edits.push({ path, before, after });
  }
  return edits;
}
