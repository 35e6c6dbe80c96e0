import type { Location } from "./location.ts";
import type { Phase } from "./phase.ts";
import type { FaultEntry, Words } from "./fault-entry.ts";
import { FAULTS, type FaultCode, type FaultParameters } from "./fault-table.ts";

/**
 * "We could not do the job": a typed code, what happened, and what to do. Defects of the user's
 * project are findings instead; a broken invariant is a plain `Error`.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly phase: Phase;
  /** Imperative: the command or edit that cures it. */
  readonly remedy: string;
  /** JSON-safe facts; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly location: Location | undefined;

  constructor(code: FaultCode, said: FaultSentences, options: FaultOptions = {}) {
    super(said.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.phase = said.phase;
    this.remedy = said.remedy;
    this.details = options.details ?? {};
    this.location = options.location;
  }
}

/** What is said of a fault, filled in. */
interface FaultSentences {
  readonly phase: Phase;
  readonly message: string;
  readonly remedy: string;
}

/** What else a fault can carry. */
export interface FaultOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly location?: Location;
}

/** What satisfies each member of a union: one of several codes needs the parameters of all of them. */
type Every<Union> = (Union extends unknown ? (each: Union) => void : never) extends (every: infer All) => void
  ? All
  : never;

/** Parameters may be left out where a code needs none. */
type FaultArguments<Parameters> = Parameters extends Words | { readonly known?: string }
  ? [parameters?: Parameters, options?: FaultOptions]
  : [parameters: Parameters, options?: FaultOptions];

/** Makes a fault from the table; the caller throws it. */
export function fault<Code extends FaultCode>(
  code: Code,
  ...[parameters, options]: FaultArguments<Every<FaultParameters[Code]>>
): Fault {
  const entry: FaultEntry<FaultParameters[Code]> = FAULTS[code];
  const filled = (parameters ?? {}) as FaultParameters[Code];
  return new Fault(
    code,
    { phase: entry.phase, message: entry.message(filled), remedy: entry.remedy(filled) },
    options,
  );
}

/** A fault as it stands in every JSON document. */
export interface FaultFields {
  readonly phase: Phase;
  readonly code: string;
  readonly message: string;
  readonly cause: string | null;
  readonly remedy: string;
  readonly location?: Location;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The JSON-safe form of a fault. */
export function faultFields(known: Fault): FaultFields {
  return {
    phase: known.phase,
    code: known.code,
    message: known.message,
    cause: known.cause instanceof Error ? known.cause.message : null,
    remedy: known.remedy,
    ...(known.location === undefined ? {} : { location: known.location }),
    ...(Object.keys(known.details).length === 0 ? {} : { details: known.details }),
  };
}
