import { fault } from "../findings/fault.ts";
import type { GateSkips } from "../gates/plan-gates.ts";
import type { BuilderId } from "../toolbox/pinned/builders.ts";
import type { TargetId } from "../index-client/targets.ts";
import type { InstallerId } from "../toolbox/installers/registry.ts";
import type { ModeId } from "../toolbox/modes/registry.ts";
import type { BuildConfig } from "../config/sections/build.ts";
import type { MatrixSize } from "../config/sections/verify.ts";

/** What a person asked for; the command line's own values win over the configuration. */
export interface RunRequest {
  /** Absolute path of the project. */
  readonly directory: string;
  /** Build the dirty working tree instead of the commit. */
  readonly worktree: boolean;
  /** Accept a directory without a git repository. */
  readonly allowNoGit: boolean;
  /**
   * The version to rehearse before its tag is made; null: the one that HEAD has. Absent: the next one, where the
   * version comes from the tags and HEAD has none.
   */
  readonly as?: string | null;
  /** Ask the user's own index about the project, too. */
  readonly online?: boolean;
  /** Whether the project is on PyPI already; wins over the configuration. */
  readonly existing?: boolean;
  /** Load the plugins with rules that the configuration names. */
  readonly plugins?: boolean;
  /** Let the configuration's waivers pass the failures that they name. */
  readonly allowWaived?: boolean;
  /** `none`: the gates are skipped, which is told. `later`: the release itself runs them. Default: they run. */
  readonly gates?: "none" | "later";
  /** Gates that are left out, and why. */
  readonly skipGates?: GateSkips;
  /** The kind of index that the release is for; default: as the settings say. */
  readonly target?: TargetId;
  /** Never fetch tools. */
  readonly offline: boolean;
  readonly builder?: BuilderId;
  readonly installers?: readonly InstallerId[];
  /** How much of the matrix is tried. */
  readonly matrix?: MatrixSize;
  /** Ways to install that are tried besides. */
  readonly modes?: readonly ModeId[];
  /** A choice of cells. */
  readonly cells?: string;
  /** Versions or paths of interpreters. */
  readonly pythons?: readonly string[];
  /** Absolute paths of files that exist already: `verify` builds nothing. */
  readonly distributions?: readonly string[];
  /** Seconds. */
  readonly buildTimeout?: number;
  /** Absolute path of a directory with wheels that were built elsewhere: they are released beside the sdist. */
  readonly wheels?: string;
  /** Exact versions that take the place of the build requirements, and the requirements that they answer to. */
  readonly materials?: { readonly requirements: readonly string[]; readonly satisfies: readonly string[] };
  /** `build` locks the build requirements: what is locked already is not used. */
  readonly lock?: boolean;
  /** What is asked of the build besides the settings. */
  readonly build?: BuildChoices;
}

/** Settings of the build that the command line turns on. */
export type BuildChoices = Partial<Omit<BuildConfig, "lock">>;

/** The flags of every command that runs stages, in camelCase: what the command line and the library take. */
export interface RunOptions {
  /** Build the working tree instead of HEAD. */
  readonly worktree?: boolean | undefined;
  /** Accept a directory that is not a git repository. */
  readonly allowNoGit?: boolean | undefined;
  /**
   * The version of the release to come, where it comes from tags; `head`: as HEAD is. Default: the next one, where HEAD
   * has none.
   */
  readonly as?: string | undefined;
  /** Look up the project on the configured index. */
  readonly online?: boolean | undefined;
  /** Whether the project is on PyPI already. */
  readonly existing?: boolean | undefined;
  /** Load the plugins that the configuration names: they run as your own code. */
  readonly plugins?: boolean | undefined;
  /** Let the configuration's waivers pass the failures of trials that they name. */
  readonly allowWaived?: boolean | undefined;
  /** False: skip all gates. */
  readonly gates?: boolean | undefined;
  /** Names of gates to skip; needs `reason`. */
  readonly skipGate?: readonly string[] | undefined;
  /** Why gates are skipped; kept in the record and shown in the report. */
  readonly reason?: string | undefined;
  /** Never fetch tools or dependencies. */
  readonly offline?: boolean | undefined;
  /** The build frontend; default: as configured. */
  readonly builder?: BuilderId | undefined;
  /** The installers to try; default: as configured. */
  readonly installer?: readonly InstallerId[] | undefined;
  /** How much of the matrix is tried; default: as configured. */
  readonly matrix?: MatrixSize | undefined;
  /** Ways to install that are tried beside virtual environments; default: as configured. */
  readonly mode?: readonly ModeId[] | undefined;
  /** A choice of cells, as `verify.cells` of the settings. */
  readonly cells?: string | undefined;
  /** Versions or paths of interpreters; the first one runs the build. Default: as configured. */
  readonly python?: readonly string[] | undefined;
  /** Seconds for one build. */
  readonly buildTimeout?: number | undefined;
  /** Directory with wheels that were built elsewhere: they are released beside the sdist. */
  readonly wheels?: string | undefined;
  /** Build twice under different conditions, and compare the bytes. */
  readonly reproducible?: boolean | undefined;
  /** Write sdist and wheel anew, so that equal contents are equal bytes. */
  readonly normalize?: boolean | undefined;
  /** Make the README's relative links absolute in what is built. */
  readonly absoluteLinks?: boolean | undefined;
  /** Also build the wheel from the tree, and compare it with the one from the sdist. */
  readonly compareTree?: boolean | undefined;
}

function buildChoices(options: RunOptions): BuildChoices {
  return {
    ...(options.reproducible === true ? { reproducible: true } : {}),
    ...(options.normalize === true ? { normalize: true } : {}),
    ...(options.absoluteLinks === true ? { "absolute-links": true } : {}),
    ...(options.compareTree === true ? { "compare-tree": true } : {}),
  };
}

/** Throws `usage/gate-reason` for gates that are skipped without a reason, and for a reason of nothing. */
function gateSkips({ skipGate = [], reason }: RunOptions): Pick<RunRequest, "skipGates"> {
  const names = [...new Set(skipGate)];
  const [name] = names;
  const why = reason?.trim() ?? "";
  if (name === undefined && reason === undefined) return {};
  if (name === undefined || why === "") throw fault("usage/gate-reason", { gate: name ?? "" });
  return { skipGates: { names, reason: why } };
}

/** The request that options stand for. */
export function runRequest(directory: string, options: RunOptions): RunRequest {
  const { as, existing, builder, installer, matrix, mode, cells, python, buildTimeout } = options;
  return {
    directory,
    worktree: options.worktree === true,
    allowNoGit: options.allowNoGit === true,
    offline: options.offline === true,
    ...(as === undefined ? {} : { as: as === "head" ? null : as }),
    ...(options.online === true ? { online: true } : {}),
    ...(existing === undefined ? {} : { existing }),
    ...(options.plugins === true ? { plugins: true } : {}),
    ...(options.allowWaived === true ? { allowWaived: true } : {}),
    ...(options.gates === false ? { gates: "none" as const } : {}),
    ...gateSkips(options),
    ...(builder === undefined ? {} : { builder }),
    ...(installer === undefined ? {} : { installers: [...new Set(installer)] }),
    ...(matrix === undefined ? {} : { matrix }),
    ...(mode === undefined ? {} : { modes: [...new Set(mode)] }),
    ...(cells === undefined ? {} : { cells }),
    ...(python === undefined ? {} : { pythons: python }),
    ...(buildTimeout === undefined ? {} : { buildTimeout }),
    build: buildChoices(options),
    ...(options.wheels === undefined ? {} : { wheels: options.wheels }),
  };
}
