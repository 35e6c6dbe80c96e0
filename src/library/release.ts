import { resolve } from "node:path";
import { lookingPorts } from "../git/looking-ports.ts";
import { publish as publishRelease, type PublishOptions, type RejectedFiles } from "../release/publish.ts";
import type { PublishReport } from "../release/publish-files.ts";
import { readPlan, type ReleasePlan } from "../release/read-plan.ts";
import { releaseRequest, type ReleaseOptions } from "../release/release-options.ts";
import type { ReleaseReport } from "../release/record/release-report.ts";
import { release as carryOut } from "../release/release.ts";
import { withPorts, type DirectoryOptions, type LibraryOptions } from "./with-ports.ts";

/** What a release of this project would do, as `shipwheel plan` shows it; changes nothing and needs no credentials. */
export function plan(directory = ".", options: ReleaseOptions & LibraryOptions = {}): Promise<ReleasePlan> {
  return withPorts(options, async (given) => {
    const ports = lookingPorts(given);
    return readPlan(await releaseRequest(resolve(directory), resolve("."), options, ports), ports);
  });
}

/**
 * Publishes the release of a project, as `shipwheel release` does: it cannot be undone. Call it again to resume;
 * finished steps are detected and skipped.
 */
export function release(
  directory = ".",
  options: ReleaseOptions & LibraryOptions = {},
): Promise<ReleaseReport> {
  return withPorts(options, async (ports) =>
    carryOut(await releaseRequest(resolve(directory), resolve("."), options, ports), ports),
  );
}

/**
 * Uploads wheels and sdists of one release to an index, as `shipwheel publish` does; `pypi` unless the project or
 * `index` says otherwise. It checks them first, and sends no file twice.
 */
export function publish(
  files: string | readonly string[],
  options: PublishOptions & DirectoryOptions = {},
): Promise<PublishReport | RejectedFiles> {
  const directory = resolve(options.directory ?? ".");
  const paths = [files].flat().map((path) => resolve(directory, path));
  return withPorts(options, (ports) => publishRelease(paths, directory, options, ports));
}
