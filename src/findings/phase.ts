/**
 * The kind of a failure. The same word is the heading a person reads, the
 * `phase` of the JSON output and, through {@link EXIT_CODES}, the exit code.
 */
export type Phase =
  | "usage"
  | "config"
  | "version"
  | "check"
  | "build"
  | "verify"
  | "auth"
  | "publish"
  | "unavailable"
  | "incomplete"
  | "tool"
  | "internal"
  | "interrupted";

/** The process exit code of each phase; 0 is success. A contract: never renumbered. */
export const EXIT_CODES: Readonly<Record<Phase, number>> = {
  usage: 2,
  config: 2,
  version: 1,
  check: 1,
  build: 3,
  verify: 4,
  auth: 5,
  publish: 6,
  unavailable: 7,
  incomplete: 8,
  tool: 9,
  internal: 70,
  interrupted: 130,
};

/** The order in which a release meets the phases; the first red one names the verdict. */
export const PHASE_ORDER: readonly Phase[] = [
  "usage",
  "config",
  "tool",
  "version",
  "check",
  "build",
  "verify",
  "auth",
  "publish",
  "unavailable",
  "incomplete",
  "internal",
  "interrupted",
];
