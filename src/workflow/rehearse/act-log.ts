/** How a job of a rehearsed run ended; of a matrix each cell is one. */
export interface JobResult {
  readonly job: string;
  /** `ubuntu-latest, 3.12`; empty without a matrix. */
  readonly cell: string;
  readonly result: "success" | "failure" | "skipped";
  /** Steps that failed, by their names. */
  readonly failed: readonly string[];
  /** What its steps printed. */
  readonly log: string;
}

interface Entry {
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly level?: string;
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
    if (ran.length === 0) return [{ job, cell: "", result: "skipped", failed: [], log: "" }];
    return ran.map(({ cell, entries }) => {
      // act gives each cell of a matrix the result of the whole.
      const failed = entries.filter(({ stepResult }) => stepResult === "failure");
      const ended = entries.findLast(({ jobResult }) => jobResult !== undefined)?.jobResult;
      return {
        job,
        cell,
        result:
          ended === undefined && failed.length === 0
            ? "skipped"
            : ended === "success" || (cell !== "" && failed.length === 0)
              ? "success"
              : "failure",
        failed: [...new Set(failed.map(({ step }) => step ?? ""))],
        log: entries
          .filter(({ raw_output: isRaw, level }) => isRaw === true || level === "error")
          .map(({ msg }) => msg ?? "")
          .join("\n"),
      };
    });
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
