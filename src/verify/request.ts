import type { Marker } from "../version/marker.ts";
import type { Finding } from "../findings/finding.ts";
import type { DependencyRequest, InstallTarget, ReleaseRequest } from "../toolbox/installers/installer.ts";
import type { CellFilter } from "./matrix/cell-expression.ts";
import type { VerifyConfig } from "../config/sections/verify.ts";
import type { InstallerId } from "../toolbox/installers/registry.ts";
import type { CellSource, ModeFiles, ModeTools } from "../toolbox/modes/mode.ts";
import type { ModeId } from "../toolbox/modes/registry.ts";

/** The two kinds of artefact that a release has. */
export type ArtefactKind = "wheel" | "sdist";

/** A Python that trials run on. */
export interface TrialPython {
  /** Absolute path of the executable. */
  readonly executable: string;
  /** `major.minor.patch`. */
  readonly version: string;
  /** The environment for PEP 508 markers. */
  readonly markers: Readonly<Record<string, string>>;
}

/** One entry point of the wheel's entry_points.txt. */
export interface RehearsedEntryPoint {
  /** `console_scripts`, `gui_scripts` or any other group. */
  readonly group: string;
  readonly name: string;
  readonly module: string;
  /** Dotted path within the module, or null. */
  readonly attribute: string | null;
  readonly extras: readonly string[];
}

/** One `Requires-Dist` line, already understood. */
export interface RehearsedRequirement {
  readonly name: string;
  /** As written in the metadata. */
  readonly raw: string;
  /** The extras that ask for it; empty: always (or by another marker). */
  readonly extras: readonly string[];
  /** Its environment marker, or null. */
  readonly marker: Marker | null;
  /** True for `name @ URL`. */
  readonly direct: boolean;
}

/** What is known of the release that is to be installed; from the rehearsed wheel. */
export interface RehearsedProject {
  readonly name: string;
  readonly version: string;
  /** File name of the wheel, for locations. */
  readonly wheelFile: string;
  readonly requiresPython: string | null;
  readonly classifiers: readonly string[];
  readonly requirements: readonly RehearsedRequirement[];
  /** Names of the extras that the metadata declares. */
  readonly extras: readonly string[];
  readonly entryPoints: readonly RehearsedEntryPoint[];
  /** Every file member of the wheel: name in the archive to digest. */
  readonly files: ReadonlyMap<string, { readonly sha256: string; readonly size: number }>;
  /** Names of the sdist's members, with its top folder; null without an sdist. */
  readonly sources: readonly string[] | null;
}

/** What the project's configuration says of one console script. */
export interface ScriptExpectation {
  /** Arguments of the trial run; default `["--help"]`. */
  readonly args?: readonly string[];
  /** Accepted exit statuses; default `[0]`. */
  readonly exit?: readonly number[];
  /** Not run at all, for this reason. */
  readonly skip?: string;
  /** Text for its standard input. */
  readonly input?: string;
  /** Arguments that print the version; false: it prints none. Default: `--version`, when the help mentions it. */
  readonly versionArgs?: readonly string[] | false;
}

/** The part of the configuration that this stage reads. */
export interface VerifyExpectations {
  readonly scripts: Readonly<Record<string, ScriptExpectation>>;
  /** Modules (and everything below them) that are not imported, each with its reason. */
  readonly skipImports: readonly { readonly module: string; readonly reason: string }[];
  /** Further smoke commands, run in each trial's environment; a string is split like a shell does, without a shell. */
  readonly commands: VerifyConfig["commands"];
  /** Seconds for each import that gets nowhere. */
  readonly importTimeout: number;
  /** Seconds for all imports of one trial together. */
  readonly importBudget: number;
  /** Seconds for each run of a script or smoke command. */
  readonly scriptTimeout: number;
  /** Seconds for each installation. */
  readonly installTimeout: number;
}

/** Defaults for everything that the configuration leaves open. */
export const DEFAULT_EXPECTATIONS: VerifyExpectations = {
  scripts: {},
  skipImports: [],
  commands: [],
  importTimeout: 60,
  importBudget: 300,
  scriptTimeout: 60,
  installTimeout: 600,
};

/** What is tried beyond an installation; see `scenarios/`. */
export type ScenarioId = "tests" | "upgrade" | "plugins";

/** One cell of the matrix. */
export interface Cell {
  /** For example `wheel-uv-3.11`. */
  readonly id: string;
  readonly artefact: ArtefactKind;
  /** `venv`: an environment of the installer's, filled from the index; `stranger`: resolved from the public index alone. */
  readonly mode: "venv" | "stranger" | ScenarioId | ModeId;
  readonly source: CellSource;
  readonly extras: readonly string[];
  readonly installer: InstallerId;
  readonly python: TrialPython;
}

/** A cell of a mode beside the virtual environments. */
export interface ModeCell extends Cell {
  readonly mode: ModeId;
}

/** A cell that nobody can try here. */
export interface AbsentCell {
  readonly id: string;
  readonly artefact: ArtefactKind;
  readonly mode: Cell["mode"];
  /** As it was asked for: `3.14`. */
  readonly python: string;
  readonly reason: string;
}

/** What making the environments needs: known before anything is built. */
export interface PrepareRequest extends DependencyRequest {
  readonly cells: readonly Cell[];
  /** Below it each cell gets a directory of its own. Absolute; may hold blanks and any letters. */
  readonly directory: string;
  /** Whether sdists are installed one at a time, because their builds share a directory. */
  readonly sdistsInTurn?: boolean;
}

/** Where a cell's environment is. */
export interface PreparedEnvironment extends InstallTarget {
  readonly cell: Cell;
  /** The virtual environment. */
  readonly environment: string;
  /** The directory of its scripts. */
  readonly scripts: string;
  readonly seconds: number;
}

/** Environments on their way; a failure of one shows where it is awaited. */
export type PreparedEnvironments = ReadonlyMap<string, Promise<PreparedEnvironment>>;

/** What `verifyRelease` needs. */
export interface VerifyRequest extends PrepareRequest, ReleaseRequest {
  readonly project: RehearsedProject;
  readonly expectations: VerifyExpectations;
  /** From `prepareEnvironments`; without it the environments are made now. */
  readonly prepared?: PreparedEnvironments;
  /** From `checkDeclaredPythons`, started early; without it the check runs now. */
  readonly declared?: Promise<DeclaredOutcome>;
  /** Where the requirements must be; absent: the user's indexes are those of everybody. */
  readonly publicIndex?: PublicIndex;
  /** Sets of extras that are declared not to go together. */
  readonly extrasApart?: readonly (readonly string[])[];
  /** What else is tried, once a virtual environment has shown what is right. */
  readonly further?: FurtherTrials;
}

/** The index from which a stranger installs. */
export interface PublicIndex {
  /** What people call it. */
  readonly title: string;
  /** The parent of its project pages. */
  readonly url: string;
}

/** Where extras are tried, and which of these cells. */
export interface ExtrasAxis {
  readonly pythons: readonly TrialPython[];
  readonly filter: CellFilter | null;
}

/** The trials beside those of the installers. */
export interface FurtherTrials {
  readonly cells: readonly ModeCell[];
  /** Where extras are cells of their own; null: they are resolved only. */
  readonly extras: ExtrasAxis | null;
  readonly absent: readonly AbsentCell[];
  readonly files: ModeFiles;
  readonly tools: ModeTools;
  /** What the settings say of tests, upgrades and plugins. */
  readonly scenarios: Pick<VerifyConfig, "tests" | "upgrade" | "plugins">;
}

/** What the resolution for every declared Python showed. */
export interface DeclaredOutcome {
  readonly findings: readonly Finding[];
  readonly pythons: readonly {
    readonly version: string;
    readonly outcome: "ok" | "failed" | "unknown";
    readonly detail?: string;
  }[];
}
