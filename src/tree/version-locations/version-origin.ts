import { dirname, join } from "node:path/posix";
import { normalizeName } from "../../version/names.ts";
import { requiresAny } from "../backends/reading.ts";
import { readLayout } from "../layout.ts";
import { isTable } from "../pyproject-project.ts";
import { tokenizePython } from "../../python-source/python-literals.ts";
import type { SourceTree } from "../source-tree.ts";
import type { KeyPath } from "../formats/toml-file.ts";
import { ownModules } from "./own-packages.ts";

/** Where the build takes the version from, as far as the tree says it without running anything. */
export interface VersionOrigin {
  /**
   * The place of a literal: a file and, when the file states several things, the name in it. Several are candidates
   * of which the first that holds a literal counts. Empty: there is none, or only running tells.
   */
  readonly places: readonly { readonly file: string; readonly name: string | null }[];
  /** The setting that takes the version from the history of a version control system, for example `[tool.setuptools_scm]`; null without one. */
  readonly scm: string | null;
}

const NOWHERE: VersionOrigin = { places: [], scm: null };

/** Reads which declaration gives the version (PEP 621 `dynamic`, and each backend's own settings). */
export function readVersionOrigin(tree: SourceTree): VersionOrigin {
  const scm = scmSetting(tree);
  return { places: places(tree, scm), scm };
}

function places(tree: SourceTree, scm: string | null): VersionOrigin["places"] {
  const get = (...path: KeyPath): unknown => tree.pyproject?.get(path);
  if (typeof get("project", "version") === "string")
    return [{ file: "pyproject.toml", name: "project.version" }];
  const hasProject = isTable(get("project"));
  const poetry = typeof get("tool", "poetry", "version") === "string";
  if (poetry && (tree.backend.id === "poetry" || !hasProject)) {
    // poetry-dynamic-versioning wants a placeholder there.
    return scm === null ? [{ file: "pyproject.toml", name: "tool.poetry.version" }] : NOWHERE.places;
  }
  if (hasProject && !isDynamic(tree)) return NOWHERE.places;
  if (scm !== null) return NOWHERE.places;
  return fromBackend(tree, get);
}

function fromBackend(tree: SourceTree, get: (...path: KeyPath) => unknown): VersionOrigin["places"] {
  const file = (value: unknown, name: string | null = null): VersionOrigin["places"] =>
    typeof value === "string" ? [{ file: value.replace(/^\.\//, ""), name }] : NOWHERE.places;
  switch (tree.backend.id) {
    case "hatchling":
      if (get("tool", "hatch", "version", "source") === "nodejs") return file("package.json", "version");
      return file(get("tool", "hatch", "version", "path"));
    case "flit":
      return moduleFiles(tree, flitModule(get("tool", "flit", "module", "name"), tree), "__version__");
    case "pdm":
      return file(get("tool", "pdm", "version", "path"));
    case "scikit-build":
      return file(get("tool", "scikit-build", "metadata", "version", "input"));
    case "maturin":
      return cargoPlaces(tree, get("tool", "maturin", "manifest-path"));
    case "meson":
      return file("meson.build");
    case "setuptools":
      return fromSetuptools(tree, get, file);
    default:
      return NOWHERE.places;
  }
}

function fromSetuptools(
  tree: SourceTree,
  get: (...path: KeyPath) => unknown,
  file: (value: unknown, name?: string | null) => VersionOrigin["places"],
): VersionOrigin["places"] {
  const attribute = get("tool", "setuptools", "dynamic", "version", "attr");
  if (typeof attribute === "string") return attributePlaces(tree, attribute);
  const named = get("tool", "setuptools", "dynamic", "version", "file");
  if (named !== undefined) return file(Array.isArray(named) ? named[0] : named);
  if (tree.setupPy?.has("version") === true) {
    return tree.setupPy.project.version === null
      ? mentioned(tree, tree.setupPy.text)
      : file("setup.py", "setup(version)");
  }
  const declared = tree.setupCfg?.sections.get("metadata")?.get("version")?.value;
  // setup(**arguments): the version may be anywhere that setup.py reads.
  if (declared === undefined)
    return tree.setupPy === null ? NOWHERE.places : mentioned(tree, tree.setupPy.text);
  const [, directive, target = ""] = /^(attr|file):\s*([^\s,]+)/.exec(declared) ?? [];
  if (directive === "attr") return attributePlaces(tree, target);
  return directive === "file" ? file(target) : file("setup.cfg", "metadata.version");
}

/** `pkg.sub.__version__`: the module's file, and the package's siblings from which it may take the name. */
function attributePlaces(tree: SourceTree, attribute: string): VersionOrigin["places"] {
  const parts = attribute.split(".");
  const name = parts.pop() ?? "";
  return parts.length === 0 ? NOWHERE.places : moduleFiles(tree, parts.join("."), name);
}

function moduleFiles(tree: SourceTree, module: string, name: string): VersionOrigin["places"] {
  const path = module.replaceAll(".", "/");
  const layout = readLayout(tree);
  const configured = tree.setupPy?.packageDir?.get(module.split(".")[0] ?? "");
  const roots = [...new Set(["", "src", "lib", ...layout.roots])];
  const bases = roots.map((root) => (root === "" ? path : `${root}/${path}`));
  if (configured !== undefined) bases.unshift([configured, ...path.split("/").slice(1)].join("/"));
  const files = bases
    .flatMap((base) => [`${base}/__init__.py`, `${base}.py`])
    .filter((each) => tree.has(each));
  return files.map((each) => ({ file: each, name }));
}

/** Files that a setup.py with a computed version names as literals, when they are Python files or version files of the tree. */
function mentioned(tree: SourceTree, text: string): VersionOrigin["places"] {
  const name = tree.project.name === null ? null : normalizeName(tree.project.name.value);
  const directories = ownModules({ tree, name }).modules.flatMap((each) => each.directory ?? []);
  const named = namedPaths(text);
  // `join(HERE, NAME, "__init__.py")`: the rest of the path is computed, and can only be the package's.
  const inside = named
    .filter((each) => /^\w+\.py$/.test(each))
    .flatMap((each) => directories.map((own) => own + each));
  const candidates = [...named, ...inside].filter(
    (each) => tree.has(each) && each !== "setup.py" && /(\.py|(^|\/)_?version(\.txt)?)$/i.test(each),
  );
  const imported = [...text.matchAll(/^\s*(?:from\s+([\w.]+)\s+)?import\s+([\w.]+)/gm)].flatMap((match) =>
    [match[1], match[2]].flatMap((module) =>
      module === undefined ? [] : moduleFiles(tree, module, "").map((each) => each.file),
    ),
  );
  return [...new Set([...candidates, ...imported])].map((file) => ({ file, name: null }));
}

/** Strings, and runs of strings with a comma or a slash between them: `join("pkg", "__init__.py")`, `here / "pkg" / "x.py"`. */
function namedPaths(text: string): readonly string[] {
  const tokens = tokenizePython(text);
  return tokens.flatMap((token, at) => {
    if (token.kind !== "string" || token.value === null) return [];
    const parts = [token.value];
    for (
      let next = at + 1;
      /^[,/]$/.test(tokens[next]?.text ?? "") && tokens[next + 1]?.value != null;
      next += 2
    )
      parts.push(tokens[next + 1]?.value ?? "");
    return parts.map((_, length) => join(...parts.slice(0, length + 1))).toReversed();
  });
}

function flitModule(configured: unknown, tree: SourceTree): string {
  if (typeof configured === "string") return configured;
  return (tree.project.name?.value ?? "").replaceAll(/[-.]+/g, "_");
}

/** The crate's manifest, and above it the one of its workspace. */
function cargoPlaces(tree: SourceTree, configured: unknown): VersionOrigin["places"] {
  const usual = ["Cargo.toml", "rust/Cargo.toml"].find((path) => tree.has(path));
  const manifest = typeof configured === "string" ? join(configured) : (usual ?? "Cargo.toml");
  const places = [{ file: manifest, name: "package.version" }];
  for (let directory = dirname(manifest); ; directory = dirname(directory)) {
    places.push({ file: join(directory, "Cargo.toml"), name: "workspace.package.version" });
    if (directory === ".") return places;
  }
}

function isDynamic(tree: SourceTree): boolean {
  return tree.project.dynamic.includes("version");
}

/** The table or requirement by which a tool takes the version from history. */
function scmSetting(tree: SourceTree): string | null {
  const { pyproject, setupPy } = tree;
  for (const [path, title, value] of SCM_TABLES) {
    const found = pyproject?.get(path);
    if (value === null ? isTable(found) : found === value) return title;
  }
  for (const requirement of SCM_REQUIREMENTS) {
    if (isDynamic(tree) && requiresAny(pyproject, [requirement]))
      return `build-system.requires ${requirement}`;
  }
  if (setupPy?.has("use_scm_version") === true) return "setup(use_scm_version=...)";
  if (setupPy?.has("pbr") === true || setupPy?.has("use_incremental") === true) return "setup(pbr=...)";
  return setupPy !== null && /versioneer\.get_version\(/.test(setupPy.text) ? "versioneer" : null;
}

const SCM_TABLES: readonly (readonly [KeyPath, string, string | null])[] = [
  [["tool", "setuptools_scm"], "[tool.setuptools_scm]", null],
  [["tool", "vcs-versioning"], "[tool.vcs-versioning]", null],
  [["tool", "hatch", "version", "source"], '[tool.hatch.version] source = "vcs"', "vcs"],
  [
    ["tool", "hatch", "version", "source"],
    '[tool.hatch.version] source = "uv-dynamic-versioning"',
    "uv-dynamic-versioning",
  ],
  [["tool", "hatch", "version", "source"], '[tool.hatch.version] source = "versioningit"', "versioningit"],
  [["tool", "hatch", "version", "source"], '[tool.hatch.version] source = "scm"', "scm"],
  [["tool", "pdm", "version", "source"], '[tool.pdm.version] source = "scm"', "scm"],
  [["tool", "poetry-dynamic-versioning"], "[tool.poetry-dynamic-versioning]", null],
  [["tool", "versioningit"], "[tool.versioningit]", null],
  [["tool", "versioneer"], "[tool.versioneer]", null],
  [["tool", "setuptools-git-versioning"], "[tool.setuptools-git-versioning]", null],
];

const SCM_REQUIREMENTS = ["setuptools-scm", "hatch-vcs", "flit-scm", "versioneer", "pbr"] as const;
