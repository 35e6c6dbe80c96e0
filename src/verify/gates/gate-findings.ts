import type { Finding } from "../../findings/finding.ts";
import type { GateResult } from "../../gates/gate-result.ts";
import { GATE_CANNOT_RUN, GATE_CHECKS_NOTHING, GATE_FAILS } from "./gate-rules.ts";

/** A gate's end with what to do about it. */
export interface JudgedGate {
  readonly result: GateResult;
  /** What to change, where more is known. */
  readonly remedy: string | null;
}

/** Lines of output that a finding quotes. */
const QUOTED_LINES = 15;

/** A finding for each gate that did not pass; the same end on several Pythons is told once. */
export function gateFindings(judged: readonly JudgedGate[]): readonly Finding[] {
  const groups = Map.groupBy(judged, ({ result }) => JSON.stringify([result.name, result.outcome]));
  return [...groups.values()].flatMap((group) => findingOf(group) ?? []);
}

function findingOf(group: readonly JudgedGate[]): Finding | null {
  const [first] = group;
  if (first === undefined) return null;
  const { result, remedy } = first;
  const { name, outcome, detail, output, required } = result;
  const pythons = group.flatMap(({ result: { python } }) => python ?? []);
  const on = pythons.length > 1 ? ` on Python ${pythons.join(", ")}` : "";
  const lines = output.split("\n").filter((line) => line !== "");
  const quoted = lines.slice(-QUOTED_LINES).join("\n");
  const told = {
    ...(required ? { observed: true as const } : { severity: "warning" as const }),
    why: quoted === "" ? "it printed nothing" : `its last output:\n${quoted}`,
    subject: name,
    details: { command: result.command.join(" "), output: quoted, pythons },
  };
  switch (outcome) {
    case "passed":
    case "not-run": {
      return null;
    }
    case "failed": {
      const help =
        remedy ?? "fix what it reports, commit, and run the same command again; nothing was tagged";
      return GATE_FAILS.finding({ ...told, message: `the gate ${name} failed${on}: ${detail}`, help });
    }
    case "vacuous": {
      const help = remedy ?? "correct what the gate selects";
      return GATE_CHECKS_NOTHING.finding({
        ...told,
        message: `the gate ${name} checked nothing${on}: ${detail}`,
        help,
      });
    }
    case "broken": {
      const help = `correct group and requirements of [tool.shipwheel.gates] ${name}, or the tool; this says nothing about the project`;
      return GATE_CANNOT_RUN.finding({
        ...told,
        message: `the gate ${name} could not run${on}: ${detail}`,
        help,
      });
    }
  }
}
