import type { Attempt } from "./attempt.ts";
import type { Cell } from "./request.ts";

/** One step of a trial. */
export interface TrialStep {
  readonly id: "environment" | "install" | "files" | "imports" | "scripts" | "commands";
  readonly outcome: "ok" | "warned" | "failed" | "skipped";
  /** In a few words: what was done or why not. */
  readonly detail: string;
  readonly seconds: number;
}

/** A command that a trial ran, with what it said. */
export interface RanCommand {
  /** Program and arguments; the program by its base name. */
  readonly command: readonly string[];
  readonly status: number | null;
  readonly seconds: number;
  /** Both streams, one after the other, bounded. */
  readonly output: string;
}

/** Something that was not tried, and why: reported, never counted as passed. */
export interface NotTried {
  readonly kind: "module" | "entry-point" | "script" | "command" | "installation";
  readonly name: string;
  readonly reason: string;
}

/** What an installed distribution takes on disk, by its RECORD; byte code, which has no size there, is left out. */
export interface InstalledSize {
  readonly name: string;
  readonly version: string;
  readonly files: number;
  readonly bytes: number;
}

/** One cell's history. */
export interface Trial {
  readonly cell: Cell;
  /** `skipped`: this machine has not what it takes; `notTried` says what. */
  readonly outcome: "ok" | "warned" | "failed" | "skipped";
  readonly steps: readonly TrialStep[];
  readonly commands: readonly RanCommand[];
  /** Everything that was tried, with its bare result. */
  readonly attempts: readonly Attempt[];
  /** Modules that were imported without fault (here or in the trial that `sameAs` names). */
  readonly imported: readonly string[];
  /** Those of them that imported only where extras or a plugin's host were installed, too. */
  readonly importedWithMore?: readonly string[];
  /** Modules that every user meets: the roots of the release, and where its scripts start. */
  readonly met?: readonly string[];
  readonly notTried: readonly NotTried[];
  /** The trial whose installed files and dependency versions are identical, so that its imports count for this one. */
  readonly sameAs: string | null;
  /** Installed distributions of other projects, `name==version`, sorted. */
  readonly dependencies: readonly string[];
  /** Every installed distribution with its size, the release itself among them; empty when nothing was installed. */
  readonly footprint: readonly InstalledSize[];
  /** Seconds after the verification began. */
  readonly startedAt: number;
  readonly seconds: number;
}
