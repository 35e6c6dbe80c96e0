import type { Phase } from "./phase.ts";

/** Parameters that are text. Without names: a fault whose sentences are filled with nothing. */
export type Words<Names extends string = never> = [Names] extends [never]
  ? Readonly<Record<string, never>>
  : Readonly<Record<Names, string>>;

/** Parameters that are numbers. */
export type Numbers<Names extends string> = Readonly<Record<Names, number>>;

/** A fault as a table holds it: its phase, its sentence and its cure, made of the parameters that its code declares. */
export interface FaultEntry<Parameters> {
  readonly phase: Phase;
  readonly message: (parameters: Parameters) => string;
  readonly remedy: (parameters: Parameters) => string;
}

/** One entry for each code that `Declared` gives parameters to. */
export type FaultEntries<Declared> = { readonly [Code in keyof Declared]: FaultEntry<Declared[Code]> };

/** One row of a fault table: phase, sentence, cure. */
export function faultEntry<Parameters>(
  phase: Phase,
  message: FaultEntry<Parameters>["message"],
  remedy: FaultEntry<Parameters>["remedy"],
): FaultEntry<Parameters> {
  return { phase, message, remedy };
}
