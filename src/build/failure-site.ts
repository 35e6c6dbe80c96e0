import { isAbsolute, join, relative, sep } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Location } from "../findings/location.ts";
import type { StageFailure } from "./hooks.ts";
import type { BuildWorkspace } from "./workspace.ts";

/** What locating a failure needs to know of a tree. */
export type FailedTree = Pick<SourceTree, "root" | "files" | "has" | "readText" | "backend" | "backendFacts">;

/** Where a build ran, in terms of the user's tree. */
export interface FailureSite {
  readonly tree: FailedTree;
  /** The exported project. */
  readonly project: string;
  /** The unpacked sdist; null when the build did not come so far. */
  readonly sdist: string | null;
}

/** The site of a failed build. */
export async function failureSite(
  tree: FailedTree,
  project: string,
  workspace: BuildWorkspace,
  { files }: Pick<Ports, "files">,
): Promise<FailureSite> {
  const [folder] = await files.list(workspace.unpacked).catch(() => []);
  return { tree, project, sdist: folder === undefined ? null : join(workspace.unpacked, folder.name) };
}

/**
 * Text in which paths of the build's private directories are written as paths relative to the project, so that a
 * message names what the user knows.
 */
export function withoutTemporaryPaths(text: string, site: FailureSite, workspace: BuildWorkspace): string {
  const start = workspace.directory.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`${start}[^\\s'"\`:;,)]*`, "g"), (path) => {
    const library = /[\\/]site-packages[\\/](.+)$/.exec(path)?.[1];
    if (library !== undefined) return library;
    const base = site.sdist !== null && path.startsWith(workspace.unpacked) ? site.sdist : site.project;
    const isSource = path.startsWith(workspace.unpacked) || path.startsWith(workspace.sources);
    const way = relative(base, path).split(sep).join("/");
    return isSource ? way || "." : (path.split(/[\\/]/).at(-1) ?? path);
  });
}

/** The file of the tree that a tool means by a path; null when it is none of the tree's. */
export function treeFile(path: string, { tree, project, sdist }: FailureSite): string | null {
  const clean = path.split("\\").join("/");
  if (isAbsolute(path)) {
    const base = [project, sdist].find((each) => each !== null && path.startsWith(each + sep));
    const way = base == null ? null : relative(base, path).split(sep).join("/");
    return way !== null && tree.has(way) ? way : null;
  }
  const way = clean.replace(/^(?:\.{1,2}\/)+/, "");
  if (tree.has(way)) return way;
  // Below a build directory, a member's path begins with the folder of the sdist, or with less than the tree's.
  const ends = tree.files.filter((file) => way.endsWith(`/${file.path}`) || file.path.endsWith(`/${way}`));
  return ends.length === 1 ? (ends[0]?.path ?? null) : null;
}

/** The place that Python's traceback names, in the tree. */
export function placeInTree(failure: StageFailure, site: FailureSite): Location | null {
  const { place } = failure;
  if (place === null) return null;
  // setuptools runs the text of setup.py without its name.
  if (place.file.endsWith("<string>")) {
    return site.tree.has("setup.py") ? { file: "setup.py", line: place.line } : null;
  }
  const inside = [site.project, site.sdist]
    .filter((each) => each !== null)
    .map((base) => relative(base, place.file))
    .find((way) => way !== "" && !way.startsWith("..") && !isAbsolute(way));
  if (inside === undefined) return null;
  const excerpt = place.text.trim();
  return { file: inside.split(sep).join("/"), line: place.line, ...(excerpt === "" ? {} : { excerpt }) };
}

const LISTS = /(?:^|\/)(?:[\w.-]*requirements?[\w.-]*\.(?:txt|in)|requirements\/[\w.-]+\.(?:txt|in))$/i;

/** The line of a settings or requirements file that holds a text word for word. */
export async function lineWith(text: string, { tree }: FailureSite): Promise<Location | null> {
  const candidates = ["pyproject.toml", "setup.cfg", "setup.py"].filter((path) => tree.has(path));
  const lists = tree.files.filter((file) => file.kind === "file" && LISTS.test(file.path));
  for (const file of [...lists.map((each) => each.path), ...candidates]) {
    const lines = (await tree.readText(file))?.split(/\r?\n/) ?? [];
    const at = lines.findIndex((line) =>
      candidates.includes(file)
        ? line.includes(`"${text}"`) || line.includes(`'${text}'`)
        : line.trim() === text,
    );
    if (at !== -1) return { file, line: at + 1, excerpt: lines[at]?.trim() ?? "" };
  }
  return null;
}

/** Why a build from the sdist does not find a file: the tree has it and the sdist does not, or a link that leads nowhere. */
export interface AbsentFile {
  /** In the tree. */
  readonly path: string;
  readonly kind: "not-in-sdist" | "dangling-link";
}

/** Looks for the reason why a file was not found; null when the tree does not know it, or the sdist has it. */
export async function absentFile(
  name: string,
  { tree, sdist, project }: FailureSite,
  { files }: Pick<Ports, "files">,
): Promise<AbsentFile | null> {
  const clean = name.replace(/^(?:\.{1,2}\/)+/, "");
  const named = tree.files.filter((file) => file.path === clean || file.path.endsWith(`/${clean}`));
  for (const { path, kind } of named) {
    const place = join(sdist ?? project, path);
    const stat = await files.stat(place);
    if (stat === null && sdist !== null) return { path, kind: "not-in-sdist" };
    const isDangling = stat?.kind === "symlink" && (await files.realPath(place).catch(() => null)) === null;
    if (isDangling && kind === "symlink") return { path, kind: "dangling-link" };
  }
  return null;
}
