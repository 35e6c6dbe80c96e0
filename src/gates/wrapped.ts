import type { GateTrace, GateVerdict } from "./gate-kind.ts";
import { innerVacuity } from "./inner-tool.ts";
import { broken, failed, passed, said, vacuous } from "./verdicts.ts";

/** The shells' and uv's statuses of a program that is not there or cannot be started. */
const NOT_STARTED: ReadonlySet<number | null> = new Set([126, 127, null]);

/** Judges a command that is only known by its exit status and by what tools inside it print. */
export function judgeWrapped({ runs }: GateTrace): GateVerdict {
  const last = runs.at(-1);
  if (last === undefined || NOT_STARTED.has(last.status)) return broken("command", last);
  const nothing = innerVacuity(said(last));
  if (nothing !== null) return vacuous("command", nothing, "correct what the command selects");
  if (last.status === 0) return passed(null, "command");
  return failed(null, `exited with status ${last.status}`, null, "command");
}
