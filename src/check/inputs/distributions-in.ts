import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";

const PROJECT: ReadonlySet<string> = new Set(["pyproject.toml", "setup.py", "setup.cfg"]);
const DISTRIBUTION = /^[^.].*\.(?:whl|tar\.gz)$/;

/** The wheels and sdists of a directory that holds some and is no project (`dist/`); every other path as it is. */
export async function distributionsIn(
  path: string,
  { files }: Pick<Ports, "files">,
): Promise<readonly string[]> {
  const real = await files.realPath(path).catch(() => null);
  const stat = real === null ? null : await files.stat(real);
  if (stat?.kind !== "directory") return [path];
  // What may not be listed is told by who reads the tree.
  const entries = await files.list(path).catch(() => []);
  if (entries.some(({ name }) => PROJECT.has(name))) return [path];
  const found = entries.filter(({ name, kind }) => kind === "file" && DISTRIBUTION.test(name));
  return found.length === 0 ? [path] : found.map(({ name }) => join(path, name)).toSorted();
}
