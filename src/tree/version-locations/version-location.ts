import type { Location } from "../../findings/location.ts";
import type { SourceTree } from "../source-tree.ts";
import type { VersionOrigin } from "./version-origin.ts";

/**
 * How a version is spelled: `pep440` as Python has it; `semver` as npm, Cargo and Helm need it; `short` the first
 * numbers of the release only (Sphinx's `version`); `tuple` a Python tuple or list.
 */
export type VersionForm = "pep440" | "semver" | "short" | "tuple";

/** A place that states the project's version as a literal. */
export interface VersionLocation {
  /** Id of the kind, for example `dunder-version`. */
  readonly kind: string;
  /** The key or name that states it, for example `project.version` or `__version__`. */
  readonly name: string;
  readonly location: Location;
  /** As written between `start` and `end`, without quotes; of a tuple what stands between the brackets. */
  readonly text: string;
  readonly form: VersionForm;
  /** Offset in `content` (UTF-16 code units). */
  readonly start: number;
  /** One past the end. */
  readonly end: number;
  /** True for the one place from which the build takes the version. */
  readonly isSource: boolean;
  /** The whole file as read, byte order mark included. */
  readonly content: string;
  /** A date (`YYYY-MM-DD`) that tells when that version was released, and goes along with it. */
  readonly date: { readonly start: number; readonly end: number } | null;
}

/** What a kind's finder says of one place; offsets are those of {@link LocationProject.text}. */
export interface Statement {
  readonly file: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly form: VersionForm;
  readonly date?: { readonly start: number; readonly end: number };
  /**
   * For a place that may have a version of its own: the version by which it is judged. It counts only when that is,
   * or was, the project's.
   */
  readonly judgedBy?: string | null;
  /** A place beside the source that may hold a placeholder: it counts when it is the project's version, or an earlier one. */
  readonly standsIn?: boolean;
}

/** A lock file of the repository. */
export interface LockFile {
  /** Relative to the project: `uv.lock`, or `../../uv.lock` of its workspace. */
  readonly file: string;
  readonly text: string;
  /** Whether a path that the lock file names is the project's directory. */
  readonly isProject: (path: string) => boolean;
}

/** The project as a finder sees it. */
export interface LocationProject {
  readonly tree: SourceTree;
  /** Normalised (PEP 503); null when nobody says it. */
  readonly name: string | null;
  readonly origin: VersionOrigin;
  /** A tracked file's text without byte order mark; null when it is none, not UTF-8, or larger than 4 MiB. */
  readonly text: (path: string) => Promise<string | null>;
  /** The lock files of a name in the whole repository, the project's own first. */
  readonly locks: (name: "uv.lock" | "poetry.lock") => Promise<readonly LockFile[]>;
}

/** One kind of place: one file in `kinds/`, one line in `registry.ts`. */
export interface VersionLocationKind {
  readonly id: string;
  /** What the place is, for the reference page. */
  readonly title: string;
  /** Where it is looked for. */
  readonly where: string;
  /** One line as it is written. */
  readonly example: string;
  /** Candidates; one whose text is no version is dropped later. */
  find(project: LocationProject): Promise<readonly Statement[]>;
}
