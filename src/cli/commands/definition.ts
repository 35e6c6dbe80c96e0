import type { OptionDeclarations, OptionsOf } from "../options/declaration.ts";
import type { LookingOptions } from "../../git/looking-ports.ts";
import type { OptionOrigin } from "../options/read-options.ts";
import type { Outcome, Session } from "../session.ts";

/** What a command's body is given: parsed arguments and options, nothing of the parser. */
export interface Invocation<Options = unknown> {
  readonly session: Session;
  readonly args: readonly string[];
  readonly options: Options;
  /** Where each of them comes from. */
  readonly origins: Readonly<Record<string, OptionOrigin>>;
}

/** A command line that works, and what it is for. */
export interface Example {
  readonly run: string;
  readonly what: string;
}

/** The headings of the help, in their order. */
export type CommandGroup =
  | "Release"
  | "Check and build"
  | "Publish and verify"
  | "Version and changelog"
  | "shipwheel itself";

/** One command: how it is called, and the body that parses, calls one function and renders. */
export interface CommandDefinition<Declarations extends OptionDeclarations = OptionDeclarations> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly options: Declarations;
  /** How it looks, where it only does that (see {@link lookingPorts}); null: it does more. */
  onlyLooks?(options: OptionsOf<Declarations>): LookingOptions | null;
  /** Where the help lists it; a command below another one has none. */
  readonly group?: CommandGroup;
  /** Two, of which the first is what most people type. */
  readonly examples: readonly [Example, Example];
  /** What a terminal shows before anything is loaded, started or fetched, where the command may take a while. */
  readonly opening?: string;
  run(invocation: Invocation<OptionsOf<Declarations>>): Promise<Outcome>;
  /** Commands below this one, `version bump`; without one of them the command itself runs. */
  readonly subcommands?: readonly CommandDefinition[];
}

/** Gives a command's `run` the types of the options that it declares. */
export function defineCommand<const Declarations extends OptionDeclarations>(
  command: CommandDefinition<Declarations>,
): CommandDefinition {
  return command;
}
