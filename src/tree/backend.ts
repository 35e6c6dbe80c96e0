import type { IniFile } from "./formats/ini.ts";
import type { SetupPy } from "./setup-py.ts";
import type { KeyPath, TomlFile } from "./formats/toml-file.ts";

/** The backend of a tree, as PEP 517 and 518 define it. */
export interface Backend {
  /** Id of its {@link BackendFacts}. */
  readonly id: string;
  /** The object to call, for example `hatchling.build`. */
  readonly buildBackend: string;
  /** `build-system.backend-path`: the backend lies in the tree. */
  readonly backendPath: readonly string[];
  readonly requires: readonly string[];
  /** True without a `build-backend`: setuptools is meant by convention. */
  readonly legacy: boolean;
}

/** A list of patterns in pyproject.toml that keeps paths out of the wheel, and how the backend reads it. */
export interface ExcludeList {
  readonly key: KeyPath;
  /** Of paths as git or as a glob, or of the dotted names of packages. */
  readonly syntax: "gitignore" | "glob" | "package";
}

/** A path that the settings name, and where they do. */
export interface NamedPath {
  readonly path: KeyPath;
  readonly text: string;
}

/** What a backend is set up by. */
export interface BackendSettings {
  readonly pyproject: TomlFile | null;
  readonly setupPy: SetupPy | null;
  readonly setupCfg: IniFile | null;
  readonly backend: Backend;
  /** Whether the tree has a file. */
  has(path: string): boolean;
}

/** A package of the tree: the folder is `root/name`, its dotted name begins with `top`. */
export interface PackagePlace {
  readonly root: string;
  readonly top: string;
  readonly name: string;
}

/** What shipwheel knows of a backend: one file each in `backends/`, one line each in its registry. */
export interface BackendFacts {
  readonly id: string;
  /** Values of `build-backend` that mean it. */
  readonly objects: readonly string[];
  /** Distributions that provide it. */
  readonly distributions: readonly string[];
  /** Keys of [project] that it takes although PEP 621 does not know them. */
  readonly extraProjectKeys: readonly string[];
  /** Directories (POSIX, relative to the root, empty for the root) in which modules are looked for, as configured; null: by convention. */
  sourceRoots(pyproject: TomlFile | null): readonly string[] | null;
  /** How a file inside a package gets into the wheel: for the help of findings. */
  readonly shipDataHelp: string;
  /** How a file of the tree gets into the sdist: for the help of findings. */
  shipInSdistHelp(path: string): string;
  /** Where the version comes from when it is dynamic: a file or a tool's table that is configured, or null. */
  readonly versionFromVcs: (pyproject: TomlFile | null) => boolean;
  /** Whether MANIFEST.in says what the sdist holds; null: not known. */
  readonly readsManifestIn: boolean | null;
  /** The settings that do instead: for the help of findings. */
  readonly sdistSettings: string | null;
  /** Whether setup.py and setup.cfg are its settings, too. */
  readonly readsSetupPy: boolean;
  /** Whether it leaves out what .gitignore names, tracked or not. */
  readonly excludesByGitignore: boolean;
  /** Whether the sdist gets the repository's .gitignore. */
  readonly addsGitignoreToSdist: boolean;
  readonly wheelExcludes: readonly ExcludeList[];
  /** Whether data files are listed by the package that they are in. */
  readonly listsDataByPackage: boolean;
  /** Whether it is for code that is compiled. */
  readonly compiles: boolean;
  /** Whether the project's crate is built. */
  readonly buildsCrate: boolean;
  /** Whether the members of an sdist always bear the time of the build. */
  readonly stampsSdist: boolean;
  /** Whether it builds in spite of keys of [project] that it does not know. */
  readonly toleratesUnknownKeys: boolean;
  /** Whether it takes `license-files` as a draft of PEP 639 had it; null: not known. */
  readonly takesLicenseFilesTable: boolean | null;
  /** Whether its solver makes people cap requires-python below the next major version. */
  readonly wantsUpperCap: boolean;
  /** Where the options of setuptools-scm are, and whether nothing is counted from tags without them. */
  readonly scmOptions: { readonly path: KeyPath; readonly areNeeded: boolean } | null;
  /** Its own setting of how a counted version is written. */
  readonly scmFormat: KeyPath | null;
  /** Paths that the build cannot do without. */
  includedPaths(pyproject: TomlFile): Iterable<NamedPath>;
  /** How to fill a dynamic field that nothing fills; null when something does, or when that cannot be known. */
  howToFill(tree: BackendSettings, field: string): string | null;
  /** The setting that ships a package; null: not known. */
  packageHelp(place: PackagePlace): string | null;
  /** How a package that the tree has gets into the list; null: nothing special. */
  listPackageHelp(name: string): string | null;
  /** How a module (a folder ends in a slash) gets into the wheel; null: nothing special. */
  shipModuleHelp(source: string, name: string): string | null;
}
