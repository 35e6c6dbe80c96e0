import { resolve } from "node:path";
import { checkPaths } from "../check/inputs/check-paths.ts";
import { checkRequest, type CheckOptions } from "../check/inputs/check-request.ts";
import { checkReport, type CheckReport } from "../engine/check-report.ts";
import { judge } from "../engine/verdict.ts";
import { lookingPorts } from "../git/looking-ports.ts";
import { applyEdits } from "../git/apply-edits.ts";
import { withPorts, type DirectoryOptions } from "./with-ports.ts";

/**
 * Checks project directories, wheels and sdists, as `shipwheel check` does; builds and runs nothing. Writes nothing but
 * the fixes that `fix` asks for. Default: the project in the current directory.
 */
export function check(
  paths: string | readonly string[] = ".",
  options: CheckOptions & DirectoryOptions = {},
): Promise<CheckReport> {
  return withPorts(options, async (given) => {
    const ports = lookingPorts(given, { backend: false });
    const base = resolve(options.directory ?? ".");
    const absolute = [paths].flat().map((path) => resolve(base, path));
    const checked = await checkPaths(await checkRequest(absolute, base, options, ports), ports);
    if (options.fix === true)
      for (const { root, edits } of checked.edits) await applyEdits(root, edits, ports);
    return checkReport(checked, judge(checked.findings, []));
  });
}
