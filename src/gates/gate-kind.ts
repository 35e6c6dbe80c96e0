import type { SourceTree } from "../tree/source-tree.ts";

/** What a project sets for one of its gates, defaults filled in. */
export interface GateSettings {
  /** Files and directories; empty: those that the kind finds. */
  readonly paths: readonly string[];
  /** More arguments; of a kind that runs another tool, its command. */
  readonly args: readonly string[];
  /** The whole command, where the gate is one of the project's own. */
  readonly run: readonly string[];
  /** A dependency group (PEP 735) or extra with what the gate needs; null: the one that names its tool. */
  readonly group: string | null;
  readonly requirements: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Minor versions; empty: as the kind goes. */
  readonly python: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** False: its failure is a warning. */
  readonly required: boolean;
}

/** The wheel of the release, as far as a gate needs it. */
export interface GateWheel {
  /** Absolute path. */
  readonly path: string;
  /** Whether every Python on every platform can install it. */
  readonly isPure: boolean;
  /** Its importable names at the top. */
  readonly topLevel: readonly string[];
  /** Its modules of Python, as paths in the wheel. */
  readonly modules: ReadonlySet<string>;
}

/** Where a gate runs. */
export interface GatePlace {
  readonly tree: SourceTree;
  readonly settings: Pick<GateSettings, "paths" | "args" | "run">;
  /** Absolute path of a copy of the project, which is the working directory. */
  readonly project: string;
  /** Absolute path of a directory outside the copy, for what the tools write. */
  readonly output: string;
  /** Null: nothing was built. */
  readonly wheel: GateWheel | null;
}

/** One command of a gate. `python` as the program is the environment's. */
export interface GateStep {
  readonly argv: readonly string[];
  /** What a person types to do the same; default: `argv`. */
  readonly shown?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a gate is about to do: its commands, one after the other, and files below {@link GatePlace.output} that they need. */
export interface GateCommands {
  readonly steps: readonly GateStep[];
  readonly files?: Readonly<Record<string, string>>;
  /** What the kind wants to know again when it judges. */
  readonly facts?: readonly string[];
}

/** How one command of a gate ended. */
export interface GateRun {
  /** Null: a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the commands of a gate left behind. */
export interface GateTrace {
  /** One for each step. */
  readonly runs: readonly GateRun[];
  readonly tree: SourceTree;
  /** Those of {@link GateCommands}. */
  readonly facts: readonly string[];
  /** Text of a file below the output directory; empty where there is none. */
  readonly text: (name: string) => string;
  /** Paths of all files below a directory of the output, relative to it. */
  readonly list: (directory: string) => readonly string[];
}

/**
 * What a gate came to. `vacuous`: it ended and had checked nothing. `broken`: it ended before it could check, which
 * says nothing about the project.
 */
export interface GateVerdict {
  readonly outcome: "passed" | "failed" | "vacuous" | "broken";
  /** How many things it looked at; null: nobody knows. */
  readonly checked: number | null;
  /** What it counts: `test`, `file`. */
  readonly unit: string;
  /** How many defects it reports; null: nobody knows. */
  readonly findings: number | null;
  /** In a few words. */
  readonly detail: string;
  /** What to change, where more is known than that it reports defects. */
  readonly remedy?: string;
  /** What it reports, a line each, where the tool writes it for machines only. */
  readonly report?: readonly string[];
}

/** A kind of check that a release can depend on. One file each, and a line in `registry.ts`. */
export interface GateKind {
  readonly id: string;
  /** In a few words: what it runs. */
  readonly summary: string;
  /** The project on PyPI that has the program; null: it needs none. */
  readonly tool: string | null;
  /** `release`: the wheel is installed beside the tool. */
  readonly environment: "release" | "tool";
  /** Whether it runs on every declared Python. */
  readonly onEveryPython: boolean;
  /** Whether the modules that the wheel holds are removed from the copy, so that only the installed ones can be imported. */
  readonly withoutSources: boolean;
  /** Kinds that check the same more directly: where the project has one of them, this one is not proposed. */
  readonly coveredBy: readonly string[];
  /** What in the tree shows that the project uses it; null: nothing does. */
  readonly detect: (tree: SourceTree) => Promise<string | null>;
  /** What `init` writes for it; default: `true`. */
  readonly proposal?: Readonly<Record<string, boolean>>;
  readonly commands: (place: GatePlace) => Promise<GateCommands>;
  readonly judge: (trace: GateTrace) => GateVerdict;
}
