import type { Ports } from "../../ports/ports.ts";
import type { Completed } from "../../ports/processes.ts";

/** What an installer asks of the outside world. */
export type InstallerPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/** pip as a tool that works on an environment from outside. */
export interface PipCommand {
  /** The first words of a pip command for the environment whose Python this is. */
  command(python: string): readonly string[];
}

/** What every installation of a run shares. */
export interface InstallSettings {
  /**
   * The variables by which pip and uv take the user's own indexes (`PIP_INDEX_URL`, `UV_DEFAULT_INDEX`, …); without
   * credentials, which are in a private netrc file.
   */
  readonly indexVariables: Readonly<Record<string, string>>;
  readonly uv: string;
  /** By the executable of the interpreter; needed for each one that an installer with `needsPip` uses. */
  readonly pips: ReadonlyMap<string, PipCommand>;
  /** Variables for the installers: PATH, HOME, proxies, certificates; scrubbed of all `PIP_*`, `UV_*`, `PYTHON*`. */
  readonly environmentBase: Readonly<Record<string, string>>;
  /** Seconds for each installation. */
  readonly installTimeout: number;
}

/** The dependencies that are known before the build. */
export interface DependencyRequest extends InstallSettings {
  /** Those of the project without extras, when they are known statically; empty: nothing is installed early. */
  readonly requirements: readonly string[];
}

/** The rehearsed release, and where it is offered. */
export interface ReleaseRequest extends InstallSettings {
  readonly project: { readonly name: string; readonly version: string };
  /** Project page parents: one serves the rehearsed project and redirects other names; the other serves it alone. */
  readonly routes: { readonly redirecting: string; readonly own: string };
}

/** The environment that is installed into. */
export interface InstallTarget {
  readonly cell: {
    readonly artefact: "wheel" | "sdist";
    readonly python: { readonly executable: string };
    readonly extras: readonly string[];
  };
  /** The cell's own: the environment, generated files and the home lie in it. */
  readonly directory: string;
  /** The environment's Python. */
  readonly python: string;
  /** Whether the dependencies were installed early. */
  readonly preinstalled: boolean;
}

/** What an installer printed and how it ended. */
export interface InstallResult {
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly argv: readonly string[];
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** How an installer words its refusals; the patterns of a list are tried in order. */
export interface InstallerMessages {
  /** Captures the line by which it could not reach an index. */
  readonly unreachable: readonly RegExp[];
  /** Captures the entry point that it does not take. */
  readonly invalidEntryPoint: readonly RegExp[];
  /** Captures the name of which the index has no project. */
  readonly absentRequirement: readonly RegExp[];
  /** Captures a project and the Pythons that it asks for; global. */
  readonly pythonRequired: readonly RegExp[];
  /** Captures the project that could not be built. */
  readonly failedBuild: readonly RegExp[];
  /** Captures a requirement that no version meets; global. */
  readonly unmetRequirement: readonly RegExp[];
}

/** A tool that puts distributions into an environment. One file each; `registry.ts` names them all. */
export interface Installer {
  readonly messages: InstallerMessages;
  /** How a person starts an installation with it. */
  readonly command: string;
  /** Whether the pinned pip has to be found or provided for it. */
  readonly needsPip: boolean;
  /** Whether uv's cache holds what it has just installed. */
  readonly fillsCacheOfUv: boolean;
  /** Installs the dependencies from the user's own index into a bare environment. */
  prepare(
    target: Omit<InstallTarget, "preinstalled">,
    request: DependencyRequest,
    ports: InstallerPorts,
  ): Promise<InstallResult>;
  /** Installs the rehearsed release by name and version from the rehearsal's index. */
  install(target: InstallTarget, request: ReleaseRequest, ports: InstallerPorts): Promise<InstallResult>;
}

/** Puts what a process said into one text, standard error last. */
export function installResult(argv: readonly string[], completed: Completed): InstallResult {
  const output = [completed.stdout, completed.stderr]
    .map((text) => text.trim())
    .filter((text) => text !== "");
  return {
    ok: completed.status === 0,
    timedOut: completed.timedOut,
    argv,
    status: completed.status,
    output: output.join("\n"),
    seconds: completed.seconds,
  };
}
