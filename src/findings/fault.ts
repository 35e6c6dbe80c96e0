import type { Location } from "./location.ts";
import type { Phase } from "./phase.ts";
import type { FaultParameters } from "./fault-entry.ts";
import { FAULTS, type FaultCode } from "./fault-table.ts";

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

  constructor(code: FaultCode, parameters: FaultParameters, options: FaultOptions = {}) {
    const entry = FAULTS[code];
    super(entry.message(parameters), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.phase = entry.phase;
    this.remedy = entry.remedy(parameters);
    this.details = options.details ?? {};
    this.location = options.location;
  }
}

/** What else a fault can carry. */
export interface FaultOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly location?: Location;
}

/** Makes a fault from the table; the caller throws it. */
export function fault(code: FaultCode, parameters: FaultParameters = {}, options: FaultOptions = {}): Fault {
  return new Fault(code, parameters, options);
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
