import type { TomlFile } from "./toml-file.ts";

/** The build back-ends that shipwheel knows by name. */
export type BackendId =
  | "setuptools"
  | "hatchling"
  | "flit"
  | "poetry"
  | "pdm"
  | "uv_build"
  | "maturin"
  | "scikit-build"
  | "meson"
  | "unknown";

/** The back-end of a tree, as PEP 517 and 518 define it. */
export interface Backend {
  readonly id: BackendId;
  /** The object to call, for example `hatchling.build`. */
  readonly buildBackend: string;
  /** `build-system.backend-path`: the back-end lies in the tree. */
  readonly backendPath: readonly string[];
  readonly requires: readonly string[];
  /** True without a `build-backend`: setuptools is meant by convention. */
  readonly legacy: boolean;
}

/** What shipwheel knows of a back-end: one file each in `backends/`, one line each in its registry. */
export interface BackendFacts {
  readonly id: BackendId;
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
}
