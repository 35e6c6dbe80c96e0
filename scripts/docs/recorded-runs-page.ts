import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { RunReport } from "../../src/engine/report.ts";
import { between, GENERATED } from "./generated.ts";

/** What `npm run record` keeps, from the root of the repository. */
export const RECORDED = "docs/recorded-runs.json";

const PAGE = "docs/recorded-runs.md";
const README = "README.md";
const COMMAND = "$ shipwheel rehearse";

/** A rehearsal as a terminal showed it. */
export interface RecordedRun {
  readonly state: string;
  readonly columns: number;
  /** The directory that the text calls `~`. */
  readonly home: string;
  readonly text: string;
  /** What the end of the text was drawn from. */
  readonly report: Pick<
    RunReport,
    | "command"
    | "verdict"
    | "phase"
    | "exitCode"
    | "project"
    | "findings"
    | "summary"
    | "shown"
    | "output"
    | "artifacts"
  >;
}

/** The recorded runs, 80 columns first. */
export function recordedRuns(): readonly RecordedRun[] {
  const text = readFileSync(join(import.meta.dirname, "..", "..", RECORDED), "utf8");
  return JSON.parse(text) as readonly RecordedRun[];
}

/** The README with the narrow sessions in it, and the page with the wide ones. */
export function recordedPages(read: (path: string) => string): ReadonlyMap<string, string> {
  const sessions = (columns: number): string =>
    recordedRuns()
      .filter((each) => each.columns === columns)
      .map(({ text }) => `${COMMAND}\n${text}`)
      .join("\n\n");
  const fenced = (columns: number): readonly string[] => ["```text", sessions(columns), "```"];
  const page = [
    GENERATED,
    "",
    "# A rehearsal on a wide terminal",
    "",
    "The README shows the same two runs on a terminal of 80 columns. `npm run record` captures them; nothing is edited.",
    "",
    ...fenced(120),
    "",
  ];
  return new Map([
    [README, between(read(README), "recorded by `npm run record`", ["", ...fenced(80), ""])],
    [PAGE, page.join("\n")],
  ]);
}
