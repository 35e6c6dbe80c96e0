import { dirname, join } from "node:path";
import { parseFileName } from "../../distribution/file-names.ts";
import type { Ports } from "../../ports/ports.ts";
import { parseTomlFile, type TomlFile } from "../../tree/formats/toml-file.ts";
import { Fault } from "../../findings/fault.ts";
import { normalizeName } from "../../version/names.ts";

/** The project that distributions were built from, by where they lie. */
export interface ProjectAround {
  readonly root: string;
  readonly pyproject: TomlFile;
}

/**
 * The project in whose folder (`dist/`, or deeper) the distributions lie, and which has their name: its settings are
 * theirs, so that a file is judged as its tree is. Null for files of another project, or of none.
 */
export async function projectAround(
  archives: readonly string[],
  { files }: Pick<Ports, "files">,
): Promise<ProjectAround | null> {
  const [first] = archives;
  if (first === undefined) return null;
  const root = await nearestProject(dirname(first), files);
  if (root === null) return null;
  const pyproject = await readToml(join(root, "pyproject.toml"), files);
  const name = pyproject?.get(["project", "name"]) ?? pyproject?.get(["tool", "poetry", "name"]);
  if (pyproject === null || typeof name !== "string") return null;
  const isOwn = archives.every((path) => {
    const parsed = parseFileName(path.slice(dirname(path).length + 1));
    return parsed.kind !== "invalid" && normalizeName(parsed.name) === normalizeName(name);
  });
  return isOwn ? { root, pyproject } : null;
}

async function nearestProject(from: string, files: Ports["files"]): Promise<string | null> {
  for (let at = from; ; at = dirname(at)) {
    const found = await files.stat(join(at, "pyproject.toml")).catch(() => null);
    if (found?.kind === "file") return at;
    if (dirname(at) === at) return null;
  }
}

async function readToml(path: string, files: Ports["files"]): Promise<TomlFile | null> {
  try {
    return parseTomlFile("pyproject.toml", await files.read(path));
  } catch (error) {
    // A file that is no TOML is told by the check of the tree.
    if (error instanceof Fault) return null;
    throw error;
  }
}
