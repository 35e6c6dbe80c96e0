import { readManifestIn } from "../../rules/agreement/manifest-in.ts";
import { matchesGlob } from "../../../text/glob.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { dottedPattern } from "./package-discovery.ts";
import type { PredictedWheel } from "./prediction.ts";
import { setuptoolsPackages, type DataPattern } from "./setuptools-packages.ts";

/**
 * setuptools: the packages that are listed or found, their modules, and the data that is declared for them. Patterns
 * are relative to the package that they are given for, and reach into folders that are packages themselves; what
 * MANIFEST.in includes belongs to the innermost package (setuptools.command.build_py, version 84).
 */
export async function setuptoolsWheel(tree: SourceTree): Promise<PredictedWheel | null> {
  const plan = setuptoolsPackages(tree);
  if (plan === null) return null;
  const all = tree.files.flatMap((file) => (file.kind === "submodule" ? [] : [file.path]));
  const chosen = new Map<string, string>();
  const folders = new Map(plan.packages.map((each) => [each.folder, each]));
  const manifest = plan.includesData ? readManifestIn((await tree.readText("MANIFEST.in")) ?? "", all) : null;
  for (const path of all) {
    const isManifest =
      manifest !== null && (manifest.included.has(path) || (plan.isScm && !manifest.excluded.has(path)));
    let isInnermost = true;
    for (const { name, folder } of around(folders, path)) {
      const inside = folder === "" ? path : path.slice(folder.length + 1);
      const isCode = !inside.includes("/") && /(\.pyi?|^py\.typed)$/.test(inside);
      const isData =
        (isInnermost && isManifest) ||
        patternsOf(plan.dataPatterns, name).some((pattern) => fitsData(pattern, inside));
      const isLeftOut = (): boolean =>
        patternsOf(plan.dataExcludes, name).some((pattern) => dottedPattern(pattern).test(inside));
      if (isCode || (isData && !isLeftOut())) chosen.set(`${name.replaceAll(".", "/")}/${inside}`, path);
      isInnermost = false;
    }
  }
  for (const { name, path } of plan.modules) if (tree.has(path)) chosen.set(`${name}.py`, path);
  return chosen;
}

/** What the folders around a path stand for, the innermost first. */
function* around<Value>(folders: ReadonlyMap<string, Value>, path: string): Generator<Value> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const found = folders.get(path.slice(0, end));
    if (found !== undefined) yield found;
  }
  const root = folders.get("");
  if (root !== undefined) yield root;
}

function patternsOf(patterns: readonly DataPattern[], name: string): readonly string[] {
  return patterns.flatMap((each) => (each.name === "" || each.name === name ? [each.pattern] : []));
}

/** Python's `glob` with `recursive`: within a folder, but for `**`; jokers leave hidden names out. */
function fitsData(pattern: string, path: string): boolean {
  // A set of letters is taken for any letter.
  const bare = pattern.replace(/^(\.\/)+/, "").replaceAll(/\[[^\]/]+\]/g, "?");
  if (bare.endsWith("/") || (!bare.includes("/") && path.includes("/") && bare !== "**")) return false;
  return matchesGlob(bare, path) && (!HIDDEN.test(path) || HIDDEN.test(bare));
}

const HIDDEN = /(^|\/)\./;
