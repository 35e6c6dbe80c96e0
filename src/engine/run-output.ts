import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { projectFolder, stateDirectory, type Whose } from "./state-directory.ts";

/** Where a run leaves what it made. Upstream the repository: what is inside can be changed by a pull request. */
export interface OutputDirectory {
  readonly root: string;
  /** Distributions only. */
  readonly distributions: string;
  readonly logs: string;
  readonly record: string;
  readonly reportHtml: string;
  readonly reportJson: string;
}

/**
 * Makes the run's directory: `named`, or a new one below the XDG state directory, one folder a project
 * and in it one a run. A state directory that cannot be written (a read-only home) is replaced by a
 * temporary one that outlives the run, and that is said.
 */
export async function makeOutputDirectory(
  named: string | undefined,
  projectRoot: string,
  ports: Pick<Ports, "files" | "environment" | "clock" | "random" | "events">,
): Promise<OutputDirectory> {
  const { files, environment, clock, random } = ports;
  const stamp = clock.now().toISOString().replaceAll(/[:-]/g, "").replace(/\..*/, "Z");
  const suffix = Buffer.from(random.bytes(3)).toString("hex");
  if (named !== undefined) {
    try {
      if ((await files.stat(named)) !== null && (await files.list(named)).length > 0) {
        throw fault("usage/output-not-empty", { directory: named });
      }
      return await layOut(named, files);
    } catch (error) {
      throw unwritable(error, named);
    }
  }
  const state = stateDirectory(environment);
  const project = projectFolder(projectRoot);
  const run = join("shipwheel", project, `${stamp}-${suffix}`);
  try {
    const laid = await layOut(join(state, run), files);
    await prune(runsDirectory(projectRoot, environment), files);
    return laid;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== "EROFS" && code !== "EACCES" && code !== "EPERM" && code !== "ENOTDIR" && code !== "ENOENT")
      throw error;
    const fallback = join(environment.temporary, run);
    ports.events({
      type: "note",
      level: "warning",
      text: `${state} cannot be written (${code}); the results are written to ${fallback}`,
    });
    try {
      return await layOut(fallback, files);
    } catch (second) {
      throw unwritable(second, fallback);
    }
  }
}

/** The folder of a run is named by the time of its begin. */
export const RUN_NAME: RegExp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{6}$/;

/** Where the runs of a project are kept, one folder each. */
export function runsDirectory(projectRoot: string, environment: Whose): string {
  return join(stateDirectory(environment), "shipwheel", projectFolder(projectRoot));
}

/** Results of so many runs of a project are kept. */
const RUNS_KEPT = 20;

/** Removes the oldest results of a project's runs; their names begin with the time. */
async function prune(directory: string, files: Ports["files"]): Promise<void> {
  const runs = (await files.list(directory)).filter(({ name }) => RUN_NAME.test(name));
  for (const { name } of runs.slice(0, -RUNS_KEPT))
    await files.remove(join(directory, name)).catch(() => undefined);
}

async function layOut(root: string, files: Ports["files"]): Promise<OutputDirectory> {
  const distributions = join(root, "dist");
  const logs = join(root, "logs");
  await files.makeDirectory(distributions);
  await files.makeDirectory(logs);
  return {
    root,
    distributions,
    logs,
    record: join(root, "record.jsonl"),
    reportHtml: join(root, "report.html"),
    reportJson: join(root, "report.json"),
  };
}

function unwritable(error: unknown, directory: string): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "EROFS" || code === "EACCES" || code === "EPERM" || code === "ENOTDIR") {
    return fault("run/output-unwritable", { directory, reason: message ?? code }, { cause: error });
  }
  return error;
}
