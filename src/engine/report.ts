import type { DocumentHead } from "../text/document-head.ts";
import type { FaultFields } from "../findings/fault.ts";
import type { Finding, Skipped } from "../findings/finding.ts";
import type { Phase } from "../findings/phase.ts";
import type { GateResult } from "../gates/gate-result.ts";
import type { SkippedGate } from "../gates/plan-gates.ts";
import type { Attempt, Exemption } from "../verify/attempt.ts";
import type { CellSource } from "../toolbox/modes/mode.ts";
import type { InstalledSize, NotTried, RanCommand } from "../verify/trial.ts";
import type { TrialCoverage } from "./trial-coverage.ts";
import type { PlannedStep } from "./steps/step.ts";
import type { StageReport } from "./run-result.ts";

/**
 * All that a run has to tell, JSON-safe: it is the `--json` document, the file report.json, and what
 * the text, Markdown and HTML reports are drawn from.
 */
export interface RunReport extends DocumentHead {
  readonly command: "rehearse" | "build" | "verify" | "check";
  readonly verdict: "green" | "red";
  /** The first phase that failed; null when green. */
  readonly phase: Phase | null;
  readonly exitCode: number;
  readonly project: {
    readonly name: string | null;
    readonly version: string | null;
    /** The project's directory, as the user knows it. */
    readonly directory: string;
    readonly backend: string | null;
    readonly commit: string | null;
    readonly tags: readonly string[];
    /** True when the working tree was rehearsed instead of the commit. */
    readonly worktree: boolean;
    /** Paths that differ from the commit. */
    readonly dirty: readonly string[];
  };
  readonly startedAt: string;
  readonly seconds: number;
  /** What ran: shipwheel itself, uv, pip, the interpreters. */
  readonly tools: readonly ToolReport[];
  readonly stages: readonly StageReport[];
  /** Of a rehearsal: the steps that the release itself has, as `plan` shows them; empty where none can be decided. */
  readonly steps?: readonly PlannedStep[];
  readonly findings: readonly Finding[];
  /** Rules that did not run, with the reason: never counted as passed. */
  readonly skipped: readonly Skipped[];
  /** What the settings silence, each with the reason that they give. */
  readonly ignored: readonly ExemptReport[];
  /** Failures of trials that pass by a waiver and --allow-waived. */
  readonly waived: readonly (ExemptReport & { readonly until: string })[];
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly rules: number;
    readonly skipped: number;
    readonly ignored: number;
    readonly waived: number;
    /** Modules, entry points, scripts, commands and gates that were left out, each once. */
    readonly notTried: number;
    /** Further failures of trials that do not count, each for a reason that `trials[].failures` states; each once. */
    readonly exempt: number;
  };
  /** What the trials showed of the release. */
  readonly shown: TrialCoverage;
  readonly artifacts: readonly ArtifactReport[];
  /** What made the artifacts; absent where nothing was built. */
  readonly build?: BuildReport;
  /** The headers of the metadata as the distributions have them, in order; the description is left out. */
  readonly metadata: readonly MetadataField[];
  /** Of the wheel. */
  readonly entryPoints: readonly EntryPointReport[];
  /** What was signed, by the rehearsal's own Sigstore. */
  readonly attestations: readonly { readonly file: string; readonly kind: string }[];
  readonly trials: readonly TrialReport[];
  /** The project's gates, on each of their Pythons, with how they ended. */
  readonly gates: readonly GateResult[];
  /** Gates that were left out on request, with the reason that was given. */
  readonly skippedGates: readonly SkippedGate[];
  readonly publication: readonly UploadReport[];
  /** Present when the job itself could not be done: the first fault, as every JSON error has it. */
  readonly error?: FaultFields;
  /** Every fault that was met. */
  readonly errors?: readonly FaultFields[];
  readonly output: {
    readonly directory: string;
    readonly record: string;
    readonly report: string;
    readonly logs: string;
  } | null;
  /** Child processes that were started, by program. */
  readonly processes: Readonly<Record<string, number>>;
}

/** A finding that does not count, and why. */
export interface ExemptReport {
  readonly rule: string;
  readonly message: string;
  readonly subject?: string;
  readonly reason: string;
}

/** What made the artifacts, as far as it can decide their bytes. */
export interface BuildReport {
  /** Of the interpreter, such as `3.13.1`. */
  readonly python: string;
  /** Seconds since 1970; null: the build was told none. */
  readonly sourceDateEpoch: number | null;
  /** What the project and its backend require, word for word. */
  readonly requires: readonly string[];
  /** What the build environment had; with a lock, the digests of the files that it allows. */
  readonly environment: readonly { readonly requirement: string; readonly sha256: readonly string[] }[];
  /** The lock that was used, or written by `build --lock`. */
  readonly lock: { readonly file: string; readonly sha256: string } | null;
  /** Files that were written anew, with their digests before and after; `kept` says why one was not. */
  readonly normalized: readonly {
    readonly file: string;
    readonly before: string;
    readonly after: string;
    readonly kept: string | null;
  }[];
  /** Whether a second build under other conditions made the same bytes; null: there was none. */
  readonly reproducible: boolean | null;
  /** The README as it was built; null: as it is in the tree. */
  readonly readme: {
    readonly file: string;
    /** The tag, or the commit, at which its links lead. */
    readonly tag: string;
    readonly diff: string;
    /** Relative targets that stay, with the reason. */
    readonly left: readonly { readonly target: string; readonly reason: string }[];
  } | null;
  /** How the wheel from the tree differs from the one from the sdist; null: it was not built. */
  readonly treeWheel:
    | readonly {
        readonly member: string;
        readonly kind: string;
        /** What makes the difference. */
        readonly cause: string;
      }[]
    | null;
  /** What the second build made differently. */
  readonly differences: readonly {
    readonly file: string;
    readonly member: string | null;
    readonly kind: string;
    readonly cause: string;
    readonly first: string;
    readonly second: string;
  }[];
}

/** One distribution that would ship. */
export interface ArtifactReport {
  readonly file: string;
  readonly path: string;
  readonly kind: "wheel" | "sdist";
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Number of members. */
  readonly entries: number;
  /** Every member but directories, with its unpacked bytes. */
  readonly members: readonly { readonly path: string; readonly size: number }[];
}

/** A program that took part. */
export interface ToolReport {
  readonly name: string;
  readonly version: string;
}

/** One header of core metadata; the name in lower case. */
export interface MetadataField {
  readonly name: string;
  readonly value: string;
}

/** One line of entry_points.txt. */
export interface EntryPointReport {
  readonly group: string;
  readonly name: string;
  /** As written: `module:attribute`. */
  readonly target: string;
}

/** One cell of the matrix: artifact x source x Python x mode x extras. */
export interface TrialReport {
  /** Its name, for example `wheel-uv-3.11` or `pipx-3.11`. */
  readonly id: string;
  readonly artifact: "wheel" | "sdist";
  /** Where the installer takes it from. */
  readonly source: CellSource;
  /** `venv`, or another way to install. */
  readonly mode: string;
  readonly extras: readonly string[];
  /** The installer of a virtual environment, else the mode. */
  readonly installer: string;
  readonly python: string;
  readonly outcome: "ok" | "warned" | "failed" | "skipped";
  /** Seconds after the run began. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly detail?: string;
  readonly steps: readonly {
    readonly name: string;
    readonly outcome: "ok" | "warned" | "failed" | "skipped";
    readonly seconds: number;
    readonly detail?: string;
  }[];
  /** Modules that were imported. */
  readonly imported: readonly string[];
  /** Modules, entry points and scripts that were not tried, each with its reason: never counted as passed. */
  readonly notTried: readonly NotTried[];
  /** Installed distributions of other projects, `name==version`. */
  readonly dependencies: readonly string[];
  /** Every installed distribution with what it takes on disk, byte code left out; the largest first. */
  readonly footprint: readonly InstalledSize[];
  readonly commands: readonly RanCommand[];
  /** Everything that failed, by its bare result; `exemption` says why one does not count, and null that it does. */
  readonly failures: readonly {
    readonly kind: Attempt["kind"];
    readonly name: string;
    readonly detail: string;
    readonly exemption: Exemption | null;
    /** The rule of the finding that explains it. */
    readonly rule: string | null;
  }[];
}

/** What the index said to one file. */
export interface UploadReport {
  readonly file: string;
  readonly outcome: "stored" | "duplicate" | "diverged" | "refused" | "kept";
  readonly status: number;
  /** The server's words, verbatim; empty when it was stored. */
  readonly message: string;
}
