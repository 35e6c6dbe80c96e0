import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Generator } from "./generators.ts";

/** A page that is not what its generator writes; `text` is null where it should not be. */
export interface StalePage {
  readonly path: string;
  readonly text: string | null;
}

/** The pages of one generator that are stale below a folder. */
export async function stalePages({ folder, write }: Generator, root: string): Promise<readonly StalePage[]> {
  const read = (path: string): string | null => {
    const file = join(root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  };
  const pages = await write((path) => read(path) ?? "");
  const wrong = [...pages].filter(([path, text]) => read(path) !== text);
  const there =
    folder === undefined || !existsSync(join(root, folder)) ? [] : readdirSync(join(root, folder));
  const left = there.map((name) => `${folder}/${name}`).filter((path) => !pages.has(path));
  return [...wrong.map(([path, text]) => ({ path, text })), ...left.map((path) => ({ path, text: null }))];
}
