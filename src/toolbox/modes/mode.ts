import type { Ports } from "../../ports/ports.ts";
import type { InstallerId } from "../installers/registry.ts";
import type { InstallerPorts, InstallResult, ReleaseRequest } from "../installers/installer.ts";

/** Where a cell's installer takes the release from. */
export type CellSource = "index" | "file" | "tree";

/** What a way to install asks of the outside world. */
export type ModePorts = InstallerPorts & Pick<Ports, "clock">;

/** The files of the release, for ways that do not ask an index. */
export interface ModeFiles {
  /** Absolute path. */
  readonly wheel: string;
  readonly sdist: string | null;
  /** A copy of the project's sources that the cell may write into; null where only distributions were given. */
  readonly tree: ((into: string) => Promise<string>) | null;
}

/** The programs that only some ways need; null: not here, with the reason. */
export interface ModeTools {
  /** The first words of a pipx command. */
  readonly pipx: () => Promise<readonly string[]>;
}

/** What every way to install is given. */
export interface ModeRequest extends ReleaseRequest {
  readonly files: ModeFiles;
  readonly tools: ModeTools;
}

/** The sandbox of one cell. */
export interface ModeTarget {
  /** It is the cell's own; its path may hold blanks. */
  readonly directory: string;
  readonly python: { readonly executable: string; readonly version: string };
  readonly extras: readonly string[];
}

/** How what was installed is started. */
export interface Entrance {
  /** The directory of scripts that the user has on PATH; null: a runner starts them by name. */
  readonly bin: string | null;
  /** The command that a person types for a script, where that is not its name. */
  readonly runner: ((name: string, args: readonly string[]) => readonly string[]) | null;
  /** The first words of a command of the environment's Python; null: there is none at hand. */
  readonly python: readonly string[] | null;
  /** Variables that must stay set for the program to work. */
  readonly env: Readonly<Record<string, string>>;
  /** Said beside the result: what the installer rejected, as it should. */
  readonly note?: string;
  /** Ends what still runs for it. */
  readonly end?: () => Promise<unknown>;
}

/** How an installation ended. */
export type ModeResult =
  | { readonly kind: "installed"; readonly results: readonly InstallResult[]; readonly entrance: Entrance }
  | { readonly kind: "failed"; readonly results: readonly InstallResult[]; readonly reason: string }
  /** The tool is not here, or this machine cannot do it: told, and never counted as passed. */
  | { readonly kind: "not-tried"; readonly reason: string };

/** A way in which people install a release. One file each; `registry.ts` names them all. */
export interface Mode {
  /** For the reference: what it is, in a few words. */
  readonly summary: string;
  readonly source: CellSource;
  /** Which of the installers puts the files there in the end. */
  readonly installer: InstallerId;
  /** Whether the pinned pip has to be found or provided for it. */
  readonly needsPip?: boolean;
  /** The command that a person types. */
  readonly command: string;
  install(target: ModeTarget, request: ModeRequest, ports: ModePorts): Promise<ModeResult>;
}
