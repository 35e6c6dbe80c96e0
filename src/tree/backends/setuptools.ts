import type { BackendFacts, BackendSettings } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { stringList } from "../pyproject-project.ts";
import { directory, hasTable, requiresAny, strings } from "./reading.ts";

/** The build backend setuptools. */
export const setuptools: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "setuptools",
  objects: ["setuptools.build_meta", "setuptools.build_meta:__legacy__"],
  distributions: ["setuptools"],
  sourceRoots: (pyproject) => {
    const where = strings(pyproject?.get(["tool", "setuptools", "packages", "find", "where"]));
    if (where.length > 0) return where.map(directory);
    const packageDir = pyproject?.get(["tool", "setuptools", "package-dir", ""]);
    return typeof packageDir === "string" ? [directory(packageDir)] : null;
  },
  shipDataHelp: "list it under [tool.setuptools.package-data], or in MANIFEST.in with include-package-data",
  shipInSdistHelp: (path) => `add "include ${path}" to MANIFEST.in`,
  versionFromVcs: (pyproject) =>
    hasTable(pyproject, ["tool", "setuptools_scm"]) ||
    hasTable(pyproject, ["tool", "setuptools-scm"]) ||
    requiresAny(pyproject, ["setuptools-scm", "setuptools-git-versioning", "versioneer"]),
  readsManifestIn: true,
  readsSetupPy: true,
  wheelExcludes: [{ key: ["tool", "setuptools", "packages", "find", "exclude"], syntax: "package" }],
  listsDataByPackage: true,
  stampsSdist: true,
  scmOptions: { path: ["tool", "setuptools_scm"], areNeeded: true },
  *includedPaths(pyproject) {
    const base = ["tool", "setuptools"];
    if (hasTable(pyproject, [...base, "package-dir"])) return;
    for (const [position, { value }] of stringList(pyproject, [...base, "packages"]).entries())
      yield { path: [...base, "packages", position], text: value.replaceAll(".", "/") };
  },
  howToFill: unfilled,
  packageHelp: ({ root }) =>
    `set [tool.setuptools.packages.find] where = ["${root === "" ? "." : root}"], or find_packages("${root === "" ? "." : root}") in setup.py`,
  listPackageHelp: (name) =>
    `add "${name}" to the list of packages, or let setuptools find them: packages = find_packages(), or [tool.setuptools.packages.find]`,
  shipModuleHelp(source, name) {
    // It passes by folders without __init__.py.
    if (source.endsWith("/")) return `add an empty ${source}__init__.py`;
    return source.endsWith("/__init__.py")
      ? `add "${name}" to the list of packages, or let setuptools find them`
      : null;
  },
};

function unfilled(tree: BackendSettings, field: string): string | null {
  const { pyproject } = tree;
  // setup.py and setup.cfg may fill it; plugins of the build may, too.
  if (pyproject === null || tree.setupPy !== null) return null;
  const metadata = tree.setupCfg?.sections.get("metadata");
  const options = tree.setupCfg?.sections.get("options");
  const key = {
    readme: "long_description",
    dependencies: "install_requires",
    "requires-python": "python_requires",
  }[field];
  const cfgKey = key ?? field.replaceAll("-", "_");
  if (metadata?.has(cfgKey) === true || options?.has(cfgKey) === true) return null;
  if (
    ["scripts", "gui-scripts", "entry-points", "optional-dependencies"].includes(field) &&
    tree.setupCfg !== null
  )
    return null;
  if (pyproject.get(["tool", "setuptools", "dynamic", field]) !== undefined) return null;
  const plain = tree.backend.requires.every((text) => /^(setuptools|wheel)\b(?![-_.])/i.test(text.trim()));
  if (!plain || setuptools.versionFromVcs(pyproject)) return null;
  return field === "version"
    ? '[tool.setuptools.dynamic] version = { attr = "pkg.__version__" }, or set it statically'
    : `[tool.setuptools.dynamic] ${field} = { file = "..." }, or set it statically`;
}
