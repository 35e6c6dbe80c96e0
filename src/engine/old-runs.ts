import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { removeEach, sizeOnDisk } from "../toolbox/cache/cache-contents.ts";
import { RUN_NAME } from "./run-output.ts";
import { stateDirectory } from "./state-directory.ts";

type RunPorts = Pick<Ports, "files" | "environment" | "clock">;

/** What a run left in the state directory. */
export interface KeptRun {
  /** Relative to the state directory: project and run. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly begun: Date;
}

/** The results of all rehearsals of this user that are kept; releases and migrations are no results. */
export async function readRuns({
  files,
  environment,
}: RunPorts): Promise<{ readonly directory: string; readonly entries: readonly KeptRun[] }> {
  const directory = join(stateDirectory(environment), "shipwheel");
  const entries: KeptRun[] = [];
  for (const project of await files.list(directory).catch(() => [])) {
    if (project.kind !== "directory" || !/-[0-9a-f]{8}$/.test(project.name)) continue;
    for (const run of await files.list(join(directory, project.name))) {
      const [, year, month, day, hour, minute, second] = RUN_NAME.exec(run.name) ?? [];
      if (year === undefined) continue;
      const path = join(directory, project.name, run.name);
      entries.push({
        name: join(project.name, run.name),
        path,
        bytes: await sizeOnDisk(path, files),
        begun: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
      });
    }
  }
  return { directory, entries };
}

/** Removes the results of runs that began so many days ago or earlier, and what is empty then. Answers what is gone. */
export async function pruneRuns(days: number, ports: RunPorts): Promise<readonly KeptRun[]> {
  const { directory, entries } = await readRuns(ports);
  const latest = ports.clock.now().getTime() - days * 86_400_000;
  const old = entries.filter(({ begun }) => begun.getTime() < latest);
  const removed = await removeEach(old, ports.files);
  for (const project of new Set(removed.map(({ name }) => name.split(/[/\\]/)[0] ?? name))) {
    const folder = join(directory, project);
    if ((await ports.files.list(folder).catch(() => [{}])).length === 0) await ports.files.remove(folder);
  }
  return removed;
}
