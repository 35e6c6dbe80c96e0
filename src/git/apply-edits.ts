import { dirname, join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { fault } from "../findings/fault.ts";

/**
 * Makes edits: all, or none when a file changed since it was read (fault `run/file-changed`), is a link
 * (`run/linked-file`) or cannot be written
 * (those that were made are taken back). File modes are kept.
 */
export async function applyEdits(
  root: string,
  edits: readonly FileEdit[],
  ports: Pick<Ports, "files">,
): Promise<void> {
  for (const edit of edits) {
    const target = await behindLink(root, edit.path, ports);
    if (target !== null) throw fault("run/linked-file", { file: edit.path, target });
    if ((await present(root, edit.path, ports)) !== edit.before) {
      throw fault("run/file-changed", { file: edit.path });
    }
  }
  const made: FileEdit[] = [];
  try {
    for (const edit of edits) {
      await put(root, edit.path, edit.after, ports);
      made.push(edit);
    }
  } catch (error) {
    for (const edit of made.toReversed()) await put(root, edit.path, edit.before, ports);
    throw error;
  }
}

/** Where a path really leads, when a link below the root leads it elsewhere; null for the usual case. */
async function behindLink(
  root: string,
  path: string,
  { files }: Pick<Ports, "files">,
): Promise<string | null> {
  const [base, real] = await Promise.all(
    [root, join(root, path)].map((each) => files.realPath(each).catch(() => null)),
  );
  return base == null || real == null || real === join(base, path) ? null : real;
}

async function present(root: string, path: string, { files }: Pick<Ports, "files">): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      await files.read(join(root, path)),
    );
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}

async function put(
  root: string,
  path: string,
  text: string | null,
  { files }: Pick<Ports, "files">,
): Promise<void> {
  const target = join(root, path);
  if (text === null) return files.remove(target);
  await files.makeDirectory(dirname(target));
  const mode = (await files.stat(target))?.mode;
  return files.write(target, text, mode === undefined ? {} : { mode });
}
