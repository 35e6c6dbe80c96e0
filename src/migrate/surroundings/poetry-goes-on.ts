import type { SourceTree } from "../../tree/source-tree.ts";
import { commandPlace, lineOf } from "./command-files.ts";

const COMMAND = /(?<![\w./-])poetry[ \t]+(?:install|sync|run|lock|export|add|check|shell)\b/g;

/** What Poetry needs from now on, where people go on to install with it. */
export async function poetryGoesOn(tree: SourceTree): Promise<readonly string[]> {
  const places: string[] = [];
  for (const { path, kind } of tree.files) {
    if (kind !== "file" || commandPlace(path) === null) continue;
    const text = (await tree.readText(path)) ?? "";
    const lines = new Set(Array.from(text.matchAll(COMMAND), ({ index }) => lineOf(text, index)));
    const [first] = lines;
    if (first !== undefined) places.push(`${path}:${first}`);
  }
  const where = places.length === 0 ? "" : ` (${places.join(", ")})`;
  const notes: string[] = [];
  if (tree.has("poetry.lock"))
    notes.push(
      `poetry.lock no longer fits pyproject.toml, so poetry install fails${where}: run poetry lock with Poetry 2.2 or newer, and commit it; or delete it`,
    );
  else if (places.length > 0)
    notes.push(
      `poetry install needs Poetry 2.2 or newer, which reads [project] and [dependency-groups]${where}`,
    );
  return notes;
}
