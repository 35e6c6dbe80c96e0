import type { Phase } from "./phase.ts";

/** Values that are filled into a fault's sentences. */
export type FaultParameters = Readonly<Record<string, string | number>>;

interface FaultEntry {
  readonly phase: Phase;
  readonly message: (p: FaultParameters) => string;
  readonly remedy: (p: FaultParameters) => string;
}

function entry(phase: Phase, message: FaultEntry["message"], remedy: FaultEntry["remedy"]): FaultEntry {
  return { phase, message, remedy };
}

/** The stable code of a fault, `area/name`; sorted. */
export type FaultCode = "config/no-project" | "config/toml-syntax" | "run/interrupted";

/** Every fault: its phase, its sentence, its cure; sorted by code. */
export const FAULTS: Readonly<Record<FaultCode, FaultEntry>> = {
  "config/no-project": entry(
    "config",
    (p) => `${p["directory"]} holds no Python project: neither pyproject.toml nor setup.py nor setup.cfg`,
    () => "run shipwheel in the project's directory, or name it: shipwheel rehearse PATH",
  ),
  "config/toml-syntax": entry(
    "config",
    (p) => `${p["file"]} is not valid TOML: ${p["reason"]}`,
    (p) => `repair line ${p["line"]} of ${p["file"]}`,
  ),
  "run/interrupted": entry(
    "interrupted",
    () => "interrupted",
    () => "run the same command again; nothing was published",
  ),
};
