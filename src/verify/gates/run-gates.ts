import { join } from "node:path";
import type { Finding } from "../../findings/finding.ts";
import { gateTitle, type GateResult } from "../../gates/gate-result.ts";
import type { PlannedGate } from "../../gates/plan-gates.ts";
import { limitTo } from "../../ports/limit.ts";
import { childEnvironment } from "../../toolbox/child-environment.ts";
import { gateFindings, type JudgedGate } from "./gate-findings.ts";
import {
  resultOf,
  runGate,
  runSteps,
  type GateCell,
  type GatePorts,
  type GateSurroundings,
} from "./run-gate.ts";

/** The Pythons of a gate: those that are here, and those that cannot be had. */
export interface GatePythons {
  readonly found: readonly GateCell["python"][];
  readonly absent: readonly { readonly python: string; readonly reason: string }[];
}

/** The gates of a run. */
export interface GatesRequest extends GateSurroundings {
  readonly gates: readonly PlannedGate[];
  /** For the gates alone. */
  readonly directory: string;
  readonly pythons: (gate: PlannedGate) => Promise<GatePythons>;
}

/** How the gates ended. */
export interface GatesEnd {
  readonly results: readonly GateResult[];
  readonly findings: readonly Finding[];
}

/** Runs gates side by side, each in a copy of its own; those that run in the working tree one after the other. */
export async function runGates(request: GatesRequest, ports: GatePorts): Promise<GatesEnd> {
  const limit = limitTo(ports.environment.cores);
  const [apart, inTree] = [
    request.gates.filter(({ place }) => place === "export"),
    request.gates.filter(({ place }) => place === "tree"),
  ];
  const [judged, ofTree] = await Promise.all([
    Promise.all(apart.map((gate, at) => onEveryPython(gate, at))),
    limit(() => inTurn(inTree, request, ports)),
  ]);
  const all = [...judged.flat(), ...ofTree];
  return { results: all.map(({ result }) => result), findings: gateFindings(all) };

  async function onEveryPython(gate: PlannedGate, at: number): Promise<readonly JudgedGate[]> {
    const { found, absent } = await request.pythons(gate);
    const onMany = found.length > 1;
    const ran = await Promise.all(
      found.map((python, which) =>
        limit(() =>
          telling(
            gateTitle({ name: gate.name, python: python.version }, onMany),
            `${at}-${which}`,
            ports,
            () => runGate({ gate, python }, join(request.directory, `${at}-${which}`), request, ports),
          ),
        ),
      ),
    );
    const outcome = found.length === 0 ? "broken" : "not-run";
    return [...ran, ...absent.map(({ python, reason }) => leftOut(gate, python, outcome, reason))];
  }
}

/** The commands of `release.gates`: what is behind one that fails does not run. */
async function inTurn(
  gates: readonly PlannedGate[],
  request: Pick<GatesRequest, "tree">,
  ports: GatePorts,
): Promise<readonly JudgedGate[]> {
  const judged: JudgedGate[] = [];
  for (const [at, gate] of gates.entries()) {
    const before = judged.at(-1)?.result;
    if (before !== undefined && before.outcome !== "passed") {
      judged.push(leftOut(gate, null, "not-run", `${before.name} did not pass`));
      continue;
    }
    judged.push(await telling(gate.name, `tree-${at}`, ports, () => runInTree(gate, request, ports)));
  }
  return judged;
}

async function runInTree(
  gate: PlannedGate,
  { tree }: Pick<GatesRequest, "tree">,
  ports: GatePorts,
): Promise<JudgedGate> {
  const { kind, settings } = gate;
  const startedAt = ports.clock.elapsed();
  const steps = [{ argv: settings.run }];
  const env = childEnvironment(ports.environment);
  const where = { programs: new Map<string, string>(), env, project: tree.root, timeout: settings.timeout };
  const done = await runSteps(steps, where, ports);
  const nothing = { text: () => "", list: () => [], facts: [] };
  const verdict = "verdict" in done ? done.verdict : kind.judge({ runs: done.runs, tree, ...nothing });
  const seconds = ports.clock.elapsed() - startedAt;
  return {
    result: resultOf(gate, null, verdict, done.runs, settings.run, seconds),
    remedy: verdict.remedy ?? null,
  };
}

/** A gate that did not start. */
function leftOut(
  gate: PlannedGate,
  python: string | null,
  outcome: "broken" | "not-run",
  detail: string,
): JudgedGate {
  const verdict = { outcome: "broken", checked: null, unit: "", findings: null, detail } as const;
  const result: GateResult = { ...resultOf(gate, python, verdict, [], [], 0), outcome };
  return { result, remedy: null };
}

/** Tells of a gate as of a part of the stage, or of the step, of all gates. */
async function telling(
  title: string,
  key: string,
  ports: Pick<GatePorts, "events" | "clock">,
  run: () => Promise<JudgedGate>,
): Promise<JudgedGate> {
  const id = `gates:${key}`;
  const startedAt = ports.clock.elapsed();
  ports.events({ type: "start", id, parent: "gates", title });
  const judged = await run();
  const { outcome, detail, required } = judged.result;
  ports.events({
    type: "end",
    id,
    outcome: outcome === "passed" ? "ok" : required ? "failed" : "warned",
    detail,
    seconds: ports.clock.elapsed() - startedAt,
  });
  return judged;
}
