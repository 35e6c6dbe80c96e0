import type { Backend, BackendFacts } from "./backend.ts";
import type { GitState, TrackedFile } from "./git-state.ts";
import type { Neighbours } from "./siblings/neighbours.ts";
import type { IniFile } from "./formats/ini.ts";
import type { LeavingLink } from "./leaving-links.ts";
import type { SetupPy } from "./setup-py.ts";
import type { StaticProject } from "./static-project.ts";
import type { TomlFile } from "./formats/toml-file.ts";

/** A file of the tree; `path` is POSIX and relative to the root. */
export type TreeFile = TrackedFile;

/** A Python project's source tree, read once: what git tracks (or, without git, all but caches and VCS folders). */
export interface SourceTree {
  /** Absolute, in the platform's form. */
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly TreeFile[];
  /** Null for a plain directory. */
  readonly git: GitState | null;
  readonly pyproject: TomlFile | null;
  readonly setupPy: SetupPy | null;
  readonly setupCfg: IniFile | null;
  readonly backend: Backend;
  readonly backendFacts: BackendFacts;
  readonly project: StaticProject;
  /** The rest of the repository, as far as it speaks of this project. */
  readonly neighbours: Neighbours;
  /** Texts that are not on the disk: this tree is one that would be. */
  readonly unsaved?: ReadonlyMap<string, string>;
  has(path: string): boolean;
  /** A file's text (malformed UTF-8 replaced), read at most once; null when it is not a file of the tree or larger than 4 MiB. */
  readText(path: string): Promise<string | null>;
  /** Links of the tree that lead out of the repository, or into its `.git`. */
  leavingLinks(): Promise<readonly LeavingLink[]>;
  /** A file's bytes under the same conditions. */
  readBytes(path: string): Promise<Uint8Array | null>;
}
