import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { RUN_NAME, runsDirectory } from "./run-output.ts";

/** What the last run of a project left below the state directory. */
export interface LastRun {
  readonly directory: string;
  /** The page; written soon after the run has given its answer. */
  readonly report: string;
  readonly document: string;
}

/** The last run that left a page, of those that were not sent elsewhere with `--output`; null: there is none. */
export async function lastRun(
  projectRoot: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<LastRun | null> {
  for await (const run of keptRuns(projectRoot, ports)) return run;
  return null;
}

/** The runs that left a page and were not sent elsewhere, the newest first. */
export async function* keptRuns(
  projectRoot: string,
  { files, environment }: Pick<Ports, "files" | "environment">,
): AsyncGenerator<LastRun, void, void> {
  const place = runsDirectory(projectRoot, environment);
  if ((await files.stat(place)) === null) return;
  const names = (await files.list(place)).flatMap(({ name }) => (RUN_NAME.test(name) ? [name] : []));
  for (const name of names.toSorted().toReversed()) {
    const directory = join(place, name);
    const report = join(directory, "report.html");
    if ((await files.stat(report)) !== null)
      yield { directory, report, document: join(directory, "report.json") };
  }
}
