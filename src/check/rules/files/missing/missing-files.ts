import { posix } from "node:path";
import { installedPath, isAside } from "../../../views/packages/missing-modules.ts";
import { rootOfModule, type OwnSources } from "../../../views/packages/own-sources.ts";
import type { ScannedModule, ScannedPath } from "../../../scan/import-scan.ts";
import type { WheelView } from "../../../views/packages/wheel-view.ts";

/** A literal path that the code reads, that the sources have and the wheel lacks. */
export interface MissingFile {
  readonly module: ScannedModule;
  readonly use: ScannedPath;
  /** Below site-packages: the file, or the outermost folder that the wheel lacks. */
  readonly installed: string;
  /** In the sources; a folder ends in a slash. */
  readonly source: string;
  /** Other paths that are lost with the same folder, as installed. */
  readonly all: readonly string[];
  /** False below a condition. */
  readonly isCertain: boolean;
}

/** What the shipped code reads from its own folders and does not find there, each missing file or folder once. */
export function missingFiles(view: WheelView, sources: OwnSources): readonly MissingFile[] {
  const found = new Map<string, MissingFile>();
  for (const module of view.modules) {
    if (isAside(module.path)) continue;
    const uses = module.paths.filter(({ base, path }) => base === "package" && !view.paths.has(path));
    if (uses.length === 0) continue;
    const root = rootOfModule(sources, installedPath(module));
    if (root === null) continue;
    for (const use of uses) {
      const source = posix.normalize(posix.join(root, use.path));
      // What the sources lack may be a file that the program makes itself.
      if (!sources.paths.has(source) && !sources.folders.has(source)) continue;
      const installed = outermost(use.path, view, module);
      const folder = posix.normalize(posix.join(root, installed));
      const isCertain = use.conditional !== true;
      const known = found.get(installed);
      if (known !== undefined) {
        const worse = isCertain && !known.isCertain ? { ...known, module, use, isCertain } : known;
        found.set(installed, { ...worse, all: [...new Set([...known.all, use.path])] });
        continue;
      }
      const shown = sources.paths.has(folder) ? folder : `${folder}/`;
      found.set(installed, { module, use, installed, source: shown, all: [use.path], isCertain });
    }
  }
  return [...found.values()];
}

/** The outermost folder of a missing path that is below the module's own package and not in the wheel. */
function outermost(path: string, view: WheelView, module: ScannedModule): string {
  const top = module.module.split(".")[0] ?? "";
  let found = path;
  for (let parent = posix.dirname(path); parent.startsWith(`${top}/`); parent = posix.dirname(parent)) {
    if (view.paths.has(parent)) break;
    found = parent;
  }
  return found;
}
