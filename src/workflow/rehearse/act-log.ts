/** How a job of a rehearsed run ended; of a matrix each cell is one. */
export interface JobResult {
  readonly job: string;
  /** `ubuntu-latest, 3.12`; empty without a matrix. */
  readonly cell: string;
  readonly result: "success" | "failure" | "skipped";
  readonly steps: readonly StepResult[];
  /** What its steps printed. */
  readonly log: string;
}

/** How a step ended. */
export interface StepResult {
  /** Empty for one without an id. */
  readonly id: string;
  readonly name: string;
  readonly result: "success" | "failure" | "skipped";
  readonly seconds: number;
  readonly outputs: Readonly<Record<string, string>>;
}

interface Entry {
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly stepResult?: StepResult["result"];
  readonly executionTime?: number;
  readonly jobResult?: string;
  readonly level?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
}

/** Reads what `act --json` prints: one entry a line. `jobs`: all that the workflow has; the others were skipped. */
export function readActLog(text: string, jobs: readonly string[]): readonly JobResult[] {
  const cells = new Map<string, { job: string; cell: string; entries: Entry[] }>();
  for (const line of text.split("\n")) {
    const entry = parse(line);
    if (entry?.jobID === undefined) continue;
    const cell = Object.values(entry.matrix ?? {}).join(", ");
    const key = `${entry.jobID}\0${cell}`;
    const own = cells.get(key) ?? { job: entry.jobID, cell, entries: [] };
    cells.set(key, own);
    own.entries.push(entry);
  }
  return jobs.flatMap((job): readonly JobResult[] => {
    const ran = [...cells.values()].filter((each) => each.job === job);
    if (ran.length === 0) return [{ job, cell: "", result: "skipped", steps: [], log: "" }];
    return ran.map(({ cell, entries }) => {
      const steps = stepsOf(entries);
      const log = entries
        .filter(({ raw_output: isRaw, level }) => isRaw === true || level === "error")
        .map(({ msg = "", raw_output: isRaw }) => (isRaw === true ? msg : `${msg}\n`))
        .join("");
      return { job, cell, result: resultOf(entries, steps, cell), steps, log };
    });
  });
}

function resultOf(
  entries: readonly Entry[],
  steps: readonly StepResult[],
  cell: string,
): JobResult["result"] {
  const hasFailed = entries.some(({ stepResult }) => stepResult === "failure");
  const ended = entries.findLast(({ jobResult }) => jobResult !== undefined)?.jobResult;
  if (ended === undefined && !hasFailed) return "skipped";
  // act gives each cell of a matrix the result of the whole.
  const passed = ended === "success" || (cell !== "" && !hasFailed && steps.length > 0);
  return passed ? "success" : "failure";
}

/** The steps themselves, without what act does before and after them. */
function stepsOf(entries: readonly Entry[]): readonly StepResult[] {
  const own = entries.filter(({ stepID, stage }) => stepID !== undefined && stage === "Main");
  const byId = Map.groupBy(own, ({ stepID = [] }) => stepID.join("/"));
  return Array.from(byId, ([id, all]) => {
    const ended = all.findLast(({ stepResult }) => stepResult !== undefined);
    const outputs = all.flatMap(({ command, name, arg }): [string, string][] =>
      command === "set-output" && name !== undefined ? [[name, arg ?? ""]] : [],
    );
    return {
      id: /^\d+$/.test(id) ? "" : id,
      name: all[0]?.step ?? "",
      result: ended?.stepResult ?? "skipped",
      seconds: (ended?.executionTime ?? 0) / 1e9,
      outputs: Object.fromEntries(outputs),
    };
  });
}

function parse(line: string): Entry | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return null;
  }
}
