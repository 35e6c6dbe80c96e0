import type { StageEnd, StageReport, RunResult } from "./run-result.ts";
import type { Ports } from "../ports/ports.ts";
import { isError, withdrawDisproved, type Finding } from "../findings/finding.ts";
import { Fault, fault } from "../findings/fault.ts";
import { seenIn } from "./outcomes.ts";
import type { Stage, StageContext, StageResult, ValueName } from "./stage.ts";
import type { ReleaseValues } from "./release-values.ts";

/**
 * Runs stages as their values arrive. A stage that fails blocks only those that need its values:
 * the rest goes on, so that a run tells all that is wrong. A bug (any error but a fault) ends the run. After an
 * interruption no stage begins, and those that run fail by it: the result is what was known by then.
 */
export async function runStages(
  stages: readonly Stage[],
  initial: Partial<ReleaseValues>,
  context: StageContext,
): Promise<RunResult> {
  const run = new Run(stages, initial, context);
  await run.toEnd();
  return run.result();
}

class Run {
  readonly #values: Partial<ReleaseValues>;
  readonly #waiting: Set<Stage>;
  readonly #missing = new Map<ValueName, string>();
  readonly #ends = new Map<string, StageEnd>();
  /** Values in the order in which they were given or lost, each with its stage. */
  readonly #settled: { readonly name: ValueName; readonly stage: string }[] = [];
  readonly #faults: Fault[] = [];
  readonly #stages: readonly Stage[];
  readonly #givable: ReadonlySet<ValueName>;
  readonly #context: StageContext;
  readonly #ports: Ports;
  readonly #begin: number;

  constructor(stages: readonly Stage[], initial: Partial<ReleaseValues>, context: StageContext) {
    this.#stages = stages;
    this.#givable = new Set(stages.flatMap((stage) => stage.gives));
    this.#values = { ...initial };
    this.#waiting = new Set(stages);
    this.#context = context;
    this.#ports = context.ports;
    this.#begin = context.ports.clock.elapsed();
  }

  async toEnd(): Promise<void> {
    this.#ports.events({
      type: "stages",
      stages: this.#stages.map(({ id, title, phase, headline = false }) => ({ id, title, phase, headline })),
    });
    const running = new Map<Stage, Promise<void>>();
    for (;;) {
      if (this.#ports.signal.aborted) {
        // What runs is being ended; nothing else begins.
        await Promise.allSettled(running.values());
        // Between two stages nothing failed by it, and a run that did not end must not pass.
        if (this.#faults.length === 0) this.#faults.push(fault("run/interrupted"));
        return;
      }
      for (const stage of this.#waiting) {
        const absent = stage.needs.filter((name) => !(name in this.#values));
        const lost = absent.find((name) => this.#missing.has(name));
        const open = stage.wants?.some((name) => !this.#isSettled(name));
        if (lost !== undefined) {
          this.#waiting.delete(stage);
          this.#skip(stage, this.#missing.get(lost) ?? "");
        } else if (absent.length === 0 && open !== true) {
          this.#waiting.delete(stage);
          const ending = this.#run(stage).finally(() => running.delete(stage));
          // A bug ends the run by the race below; a second one at the same time must not crash it.
          ending.catch(() => undefined);
          running.set(stage, ending);
        }
      }
      if (running.size > 0) await Promise.race(running.values());
      else if (this.#waiting.size === 0) return;
      else if (![...this.#waiting].some((stage) => this.#canMove(stage))) {
        throw new Error(
          `stages wait for values that no stage provides: ${[...this.#waiting].map((s) => s.id).join(", ")}`,
        );
      }
    }
  }

  #canMove(stage: Stage): boolean {
    const areSettled = (stage.wants ?? []).every((name) => this.#isSettled(name));
    const ready = stage.needs.every((name) => name in this.#values) && areSettled;
    return ready || stage.needs.some((name) => this.#missing.has(name));
  }

  /** Whether waiting for a value brings nothing more: it is there, it was lost, or no stage of this run gives it. */
  #isSettled(name: ValueName): boolean {
    return name in this.#values || this.#missing.has(name) || !this.#givable.has(name);
  }

  async #run(stage: Stage): Promise<void> {
    const { events, clock } = this.#ports;
    const startedAt = clock.elapsed() - this.#begin;
    const after = this.#waitedFor(stage);
    events({ type: "start", id: stage.id, title: stage.title });
    const end = (how: StageEnd["how"], detail?: string, findings: readonly Finding[] = []): void => {
      const seconds = clock.elapsed() - this.#begin - startedAt;
      const told = detail === undefined ? {} : { detail };
      const outcome = this.#outcome(how, findings);
      const { id, title, phase } = stage;
      this.#ends.set(id, {
        report: { id, title, outcome, startedAt, seconds, ...after, ...told },
        phase,
        how,
        findings,
      });
      // A fault is told as such.
      events({ type: "end", id: stage.id, outcome, seconds, ...(how === "fault" ? {} : told) });
    };
    let result: StageResult<ValueName>;
    try {
      result = await stage.run(this.#values as ReleaseValues, this.#context);
      // Children were killed under it: what it saw of them is no defect of the project.
      if (this.#ports.signal.aborted) throw fault("run/interrupted");
    } catch (thrown) {
      const error = this.#ports.signal.aborted ? fault("run/interrupted") : thrown;
      if (!(error instanceof Fault)) throw error;
      this.#faults.push(error);
      this.#lose(stage, `${stage.title} failed`);
      end("fault", error.message);
      return;
    }
    const findings = result.findings ?? [];
    if ("blocked" in result) {
      this.#lose(stage, result.blocked);
      end("blocked", result.blocked, findings);
      return;
    }
    Object.assign(this.#values, result.values);
    this.#settle(stage);
    if (result.idle !== undefined) end("idle", result.idle);
    else end("given", result.detail, findings);
  }

  #outcome(how: StageEnd["how"], findings: readonly Finding[]): StageEnd["report"]["outcome"] {
    if (how === "idle") return "skipped";
    return how === "given" ? outcomeOf(withdrawDisproved(findings, seenIn(this.#values))) : "failed";
  }

  #lose(stage: Stage, why: string): void {
    for (const name of stage.gives) this.#missing.set(name, why);
    this.#settle(stage);
  }

  #settle(stage: Stage): void {
    for (const name of stage.gives) this.#settled.push({ name, stage: stage.id });
  }

  #waitedFor({ needs, wants = [] }: Stage): Pick<StageReport, "after"> {
    const names = new Set([...needs, ...wants]);
    const last = this.#settled.findLast(({ name }) => names.has(name));
    return last === undefined ? {} : { after: last.stage };
  }

  #skip(stage: Stage, why: string): void {
    this.#lose(stage, why);
    const startedAt = this.#ports.clock.elapsed() - this.#begin;
    const { id, title, phase } = stage;
    const report = { id, title, outcome: "skipped", startedAt, seconds: 0, detail: why } as const;
    this.#ends.set(id, { report, phase, how: "skipped", findings: [] });
    this.#ports.events({ type: "start", id: stage.id, title: stage.title });
    this.#ports.events({ type: "end", id: stage.id, outcome: "skipped", detail: why, seconds: 0 });
  }

  result(): RunResult {
    const ends = this.#stages.flatMap((stage) => this.#ends.get(stage.id) ?? []);
    return {
      values: this.#values,
      stages: ends.map(({ report }) => report),
      ends,
      findings: ends.flatMap(({ findings }) => findings),
      faults: this.#faults,
      seconds: this.#ports.clock.elapsed() - this.#begin,
    };
  }
}

/** The outcome of a stage that gave its values: as bad as the worst of its findings. */
export function outcomeOf(findings: readonly Finding[]): "ok" | "warned" | "failed" {
  if (findings.some(isError)) return "failed";
  return findings.some((each) => each.severity === "warning") ? "warned" : "ok";
}
