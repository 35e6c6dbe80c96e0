import { resolve } from "node:path";
import { runRequest, type RunOptions } from "../engine/run-request.ts";
import type { RunReport } from "../engine/report.ts";
import * as runs from "../rehearse/rehearse.ts";
import { rehearseRelease } from "../release/rehearse-release.ts";
import { withPorts, type DirectoryOptions, type LibraryOptions } from "./with-ports.ts";

/** Where a run leaves its artifacts, record and reports. */
interface OutputOptions {
  /** A new or an empty directory; default: one below the user's state directory. */
  readonly output?: string | undefined;
}

/** Options of {@link rehearse}. */
export interface RehearseOptions extends RunOptions, OutputOptions, LibraryOptions {}

/** Options of {@link build}. */
export interface BuildOptions
  extends
    Pick<
      RunOptions,
      "worktree" | "allowNoGit" | "online" | "existing" | "builder" | "python" | "buildTimeout" | "offline"
    >,
    OutputOptions,
    LibraryOptions {}

/** Options of {@link verify}. */
export interface VerifyOptions
  extends
    Pick<RunOptions, "python" | "installer" | "allowWaived" | "offline">,
    OutputOptions,
    DirectoryOptions {}

/**
 * Rehearses the whole release of a project on this machine, as `shipwheel rehearse` does. Defects are in the report,
 * whose `verdict` is `green` or `red`; a job that cannot be done is thrown as a `Fault` or told in `errors`.
 */
export function rehearse(directory = ".", options: RehearseOptions = {}): Promise<RunReport> {
  return run(rehearseRelease, directory, options);
}

/** Builds the sdist, and the wheel from that sdist, from a clean export, as `shipwheel build` does. */
export function build(directory = ".", options: BuildOptions = {}): Promise<RunReport> {
  return run(runs.build, directory, options);
}

/** Installs a wheel and an sdist into fresh environments and smoke-tests them, as `shipwheel verify` does. */
export function verify(files: string | readonly string[], options: VerifyOptions = {}): Promise<RunReport> {
  const directory = resolve(options.directory ?? ".");
  const distributions = [files].flat().map((path) => resolve(directory, path));
  return withPorts(options, (ports) =>
    runs.verify({ ...runRequest(directory, options), distributions }, ports, outputOf(directory, options)),
  );
}

function run(start: typeof runs.build, directory: string, options: RehearseOptions): Promise<RunReport> {
  const request = runRequest(resolve(directory), options);
  return withPorts(options, (ports) => start(request, ports, outputOf(".", options)));
}

function outputOf(base: string, { output }: OutputOptions): string | undefined {
  return output === undefined ? undefined : resolve(base, output);
}
