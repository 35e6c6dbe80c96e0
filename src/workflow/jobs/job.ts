import { join } from "node:path";
import type { RunReport } from "../../engine/report.ts";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import type { UploadOptions } from "../../release/upload-options.ts";

/** What a job of a generated workflow is given: the outputs of earlier jobs, as options or their variables. */
export interface JobValues extends UploadOptions {
  /** Where the version may go; absent: by the event. */
  readonly channel?: string | undefined;
  /** JSON: each file of the release to its sha256, as the build job gave it. */
  readonly digests?: string | undefined;
  /** JSON of the plan. */
  readonly plan?: string | undefined;
  readonly cell?: string | undefined;
  readonly python?: readonly string[] | undefined;
  /** Runner labels of the plan. */
  readonly systems?: readonly string[] | undefined;
  readonly project?: string | undefined;
  readonly offline?: boolean | undefined;
}

/** A job's place and inputs. */
export interface JobRequest {
  /** The project's directory; of a job without a checkout the working directory. */
  readonly directory: string;
  /** Where `release/`, `results/` and the outputs are. */
  readonly workspace: string;
  readonly values: JobValues;
}

/** How a job ended. */
export interface JobEnd {
  readonly exitCode: number;
  /** For people. */
  readonly text: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the job's summary shows of it. */
  readonly report?: RunReport;
  /** Lines for the summary: sizes, times. */
  readonly notes?: readonly string[];
}

/** What the build job hands on besides the distributions. */
export interface ReleaseFacts {
  readonly schema: 1;
  readonly project: string;
  readonly version: string;
  readonly commit: string;
  /** ISO 8601. */
  readonly committed: string;
  /** Null: a development version has none. */
  readonly tag: string | null;
  readonly notes: string;
  readonly prerelease: boolean;
}

/** The errors among findings, as lines of a job's text. */
export function errorLines(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

/** Where a job finds the release. */
export function releaseFolder({ workspace }: Pick<JobRequest, "workspace">): string {
  return join(workspace, "release");
}

/** A value without which the job means nothing. Throws `workflow/missing-value`. */
export function required(
  job: string,
  name: "digests" | "plan" | "index" | "project",
  values: JobValues,
): string {
  const value = values[name];
  if (value === undefined || value === "")
    throw fault("workflow/missing-value", { job, variable: `SHIPWHEEL_${name.toUpperCase()}` });
  return value;
}

/** Every file of a release with its digest; names are POSIX, relative to the folder. */
export async function digestsOf(
  folder: string,
  { files }: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  async function walk(directory: string, prefix: string): Promise<void> {
    for (const { name, kind } of await files.list(directory)) {
      if (kind === "directory") await walk(join(directory, name), `${prefix}${name}/`);
      else found.set(`${prefix}${name}`, await files.sha256(join(directory, name)));
    }
  }
  await walk(folder, "");
  return found;
}

/** The release, held against the digests of the build job: no file more, none less, none changed. Throws `workflow/other-bytes`. */
export async function proveRelease(
  job: string,
  request: JobRequest,
  ports: Pick<Ports, "files">,
): Promise<{ readonly facts: ReleaseFacts; readonly distributions: readonly string[] }> {
  const expected = new Map(
    Object.entries(JSON.parse(required(job, "digests", request.values)) as Record<string, string>),
  );
  const folder = releaseFolder(request);
  const actual = await digestsOf(folder, ports);
  for (const file of new Set([...expected.keys(), ...actual.keys()])) {
    const [is, was] = [actual.get(file), expected.get(file)];
    if (is !== was)
      throw fault("workflow/other-bytes", {
        file,
        actual: is ?? "(missing)",
        expected: was ?? "(no such file)",
      });
  }
  const distributions = [...expected.keys()].flatMap((file) =>
    file.startsWith("dist/") ? [join(folder, file)] : [],
  );
  return {
    facts: JSON.parse(await ports.files.readText(join(folder, "release.json"))) as ReleaseFacts,
    distributions,
  };
}
