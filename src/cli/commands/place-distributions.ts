import { basename, join } from "node:path";
import type { RunReport } from "../../engine/report.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { unwritableReason } from "../write-result.ts";

/**
 * Copies what was built to where people and other tools look for it; a file of that name is replaced. A directory that
 * was not there is hidden from git, as uv does, so that what was built is no change of the project.
 */
export async function placeDistributions(
  report: RunReport,
  directory: string,
  { files }: Pick<Ports, "files">,
): Promise<RunReport> {
  if (report.artifacts.length === 0) return report;
  try {
    const isNew = (await files.stat(directory)) === null;
    await files.makeDirectory(directory);
    if (isNew) await files.write(join(directory, ".gitignore"), "*\n");
    const artifacts = [];
    for (const artifact of report.artifacts) {
      const path = join(directory, basename(artifact.path));
      await files.remove(path);
      await files.copy(artifact.path, path);
      artifacts.push({ ...artifact, path });
    }
    return { ...report, artifacts };
  } catch (error) {
    const reason = unwritableReason(error, directory);
    if (reason === null) throw error;
    throw fault("run/output-unwritable", { directory, reason }, { cause: error });
  }
}

/** Before anything is built: a file cannot take distributions. Throws `run/output-unwritable`. */
export async function requirePlace(directory: string, { files }: Pick<Ports, "files">): Promise<void> {
  const target = await files.realPath(directory).catch(() => directory);
  const stat = await files.stat(target);
  if (stat !== null && stat.kind !== "directory")
    throw fault("run/output-unwritable", { directory, reason: "it is not a directory" });
}
