import type { PredictedWheel } from "./prediction.ts";
import { hatchWheel } from "./hatch-wheel.ts";
import { setuptoolsWheel } from "./setuptools-wheel.ts";
import { matchesGlob } from "../../../text/glob.ts";
import { isTable } from "../../../tree/pyproject-project.ts";
import { directory } from "../../../tree/backends/reading.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { KeyPath } from "../../../tree/formats/toml-file.ts";
import { below, firstThere, moduleName, parentOf, strings } from "./tree-selection.ts";

/**
 * Predicts the wheel of a tree by its backend's rules, without building; null where these cannot be told from the
 * files alone (hooks, scripts, other build systems).
 */
export function predictedWheel(tree: SourceTree): Promise<PredictedWheel | null> {
  // Several rules ask the same of one tree.
  const known = PREDICTED.get(tree) ?? predictWheel(tree);
  PREDICTED.set(tree, known);
  return known;
}

const PREDICTED = new WeakMap<SourceTree, Promise<PredictedWheel | null>>();

/** Whether the wheel gets something beside what lies in site-packages, or what is compiled for it. */
export function installsElsewhere(tree: SourceTree): boolean {
  const { pyproject, setupPy } = tree;
  const hatch = ["tool", "hatch", "build", "targets", "wheel"];
  const tables: readonly KeyPath[] = [
    ...["ext-modules", "data-files", "script-files"].map((key) => ["tool", "setuptools", key]),
    ...["shared-data", "shared-scripts"].map((key) => [...hatch, key]),
  ];
  return (
    tables.some((path) => pyproject?.get(path) !== undefined) ||
    ["ext_modules", "data_files", "scripts", "cffi_modules", "rust_extensions"].some(
      (key) => setupPy?.has(key) === true,
    ) ||
    tree.setupCfg?.sections.has("options.data_files") === true
  );
}

async function predictWheel(tree: SourceTree): Promise<PredictedWheel | null> {
  if (tree.pyproject === null && !tree.backendFacts.readsSetupPy) return null;
  switch (tree.backend.id) {
    case "setuptools":
      return await setuptoolsWheel(tree);
    case "hatchling":
      return await hatchWheel(tree);
    case "flit":
      return flitWheel(tree);
    case "uv_build":
      return uvWheel(tree);
    case "poetry":
      return poetryWheel(tree);
    default:
      return null;
  }
}

/** flit: the module's folder or file, at the root or in src. */
function flitWheel(tree: SourceTree): PredictedWheel | null {
  const [named] = strings(tree, ["tool", "flit", "module", "name"]);
  const path = (named ?? moduleName(tree)).replaceAll(".", "/");
  for (const root of ["", "src"]) {
    const base = root === "" ? path : `${root}/${path}`;
    if (tree.has(`${base}/__init__.py`)) return below(tree, base, root);
    if (tree.has(`${base}.py`)) return below(tree, `${base}.py`, root);
  }
  return null;
}

/** uv's build backend: the module's folder below module-root, without the excludes. */
function uvWheel(tree: SourceTree): PredictedWheel | null {
  const base = ["tool", "uv", "build-backend"];
  const root = directory(strings(tree, [...base, "module-root"])[0] ?? "src");
  const names = strings(tree, [...base, "module-name"]);
  if (tree.pyproject?.get([...base, "namespace"]) === true) return null;
  const chosen = new Map<string, string>();
  for (const name of names.length > 0 ? names : [moduleName(tree)]) {
    const path = name.replaceAll(".", "/");
    const found = below(tree, root === "" ? path : `${root}/${path}`, root);
    if (found === null) return null;
    for (const [installed, source] of found) chosen.set(installed, source);
  }
  const excludes = [
    ...strings(tree, [...base, "wheel-exclude"]),
    ...strings(tree, [...base, "source-exclude"]),
  ];
  return without(chosen, excludes);
}

/** Poetry: `packages`, else what bears the project's name; everything in it but `exclude`. */
function poetryWheel(tree: SourceTree): PredictedWheel | null {
  const base = ["tool", "poetry"];
  const listed = tree.pyproject?.get([...base, "packages"]);
  if (tree.pyproject?.get([...base, "build"]) !== undefined) return null;
  const chosen = new Map<string, string>();
  if (Array.isArray(listed)) {
    for (const item of listed as readonly unknown[]) {
      if (!isTable(item) || typeof item["include"] !== "string" || item["to"] !== undefined) return null;
      if (item["format"] !== undefined) continue;
      if (/[*?[]/.test(item["include"])) return null;
      const root = typeof item["from"] === "string" ? directory(item["from"]) : "";
      const path = directory(item["include"]);
      const found = below(tree, root === "" ? path : `${root}/${path}`, root);
      if (found === null) return null;
      for (const [installed, source] of found) chosen.set(installed, source);
    }
  } else {
    const name = moduleName(tree);
    const place = firstThere(tree, [name, `src/${name}`, `${name}.py`, `src/${name}.py`]);
    if (place === null) return null;
    for (const [installed, source] of below(tree, place, parentOf(place)) ?? [])
      chosen.set(installed, source);
  }
  if (tree.pyproject?.get([...base, "include"]) !== undefined) return null;
  return without(chosen, strings(tree, [...base, "exclude"]));
}

function without(chosen: ReadonlyMap<string, string>, excludes: readonly string[]): PredictedWheel {
  const patterns = excludes.map((pattern) => pattern.replace(/^\//, ""));
  return new Map(
    [...chosen].filter(
      ([, source]) =>
        !patterns.some((pattern) => {
          const bare = directory(pattern);
          return matchesGlob(pattern, source) || source === bare || source.startsWith(`${bare}/`);
        }),
    ),
  );
}
