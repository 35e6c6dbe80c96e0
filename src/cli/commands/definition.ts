import type { Option } from "commander";
import type { Outcome, Session } from "../session.ts";

/** What a command's body is given: parsed arguments and options, nothing of the parser. */
export interface Invocation {
  readonly session: Session;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** One command: how it is called, and the body that parses, calls one function and renders. */
export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly options: () => readonly Option[];
  readonly run: (invocation: Invocation) => Promise<Outcome>;
  /** Commands below this one, `version bump`; without one of them the command itself runs. */
  readonly subcommands?: readonly CommandDefinition[];
}
