import { join } from "node:path";
import { fault } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import type { Ports } from "../../ports/ports.ts";
import { verify } from "../../rehearse/rehearse.ts";
import { childEnvironment } from "../../toolbox/child-environment.ts";
import { errorLines, proveRelease, releaseFolder, required, type JobEnd, type JobRequest } from "./job.ts";
import { planDigest } from "./plan.ts";
import { runProjectTests } from "./project-tests.ts";

/** What one cell of the matrix showed. */
interface CellResult {
  readonly schema: 1;
  readonly plan: string;
  readonly cell: string;
  readonly digests: string;
  readonly passed: boolean;
}

/** Installs and tries the release on this machine, and writes down what it came to. */
export async function verifyJob(request: JobRequest, ports: Ports): Promise<JobEnd> {
  const { values, workspace } = request;
  const { distributions } = await proveRelease("verify", request, ports);
  const directory = await unpackSource(request, ports);
  const report = await verify(
    {
      directory,
      worktree: false,
      allowNoGit: true,
      offline: values.offline === true,
      distributions,
      ...pythonsOf(request),
    },
    ports,
  );
  const cell = values.cell ?? values.python?.[0] ?? "one";
  const tested =
    report.exitCode === 0
      ? await runProjectTests({ directory, distributions, python: values.python?.[0] ?? null }, ports)
      : { passed: false, lines: [] };
  const passed = report.exitCode === 0 && tested.passed;
  const result: CellResult = {
    schema: 1,
    plan: planDigest(values.plan ?? ""),
    cell,
    digests: planDigest(required("verify", "digests", values)),
    passed,
  };
  await ports.files.makeDirectory(join(workspace, "results"));
  await ports.files.write(join(workspace, "results", `${cell}.json`), `${JSON.stringify(result)}\n`);
  return {
    exitCode: report.exitCode === 0 && !passed ? EXIT_CODES.verify : report.exitCode,
    outputs: {},
    report,
    notes: tested.lines,
    text: [`${cell}: ${passed ? "passed" : "failed"}`, ...errorLines(report.findings)].join("\n"),
  };
}

/** The interpreter that the matrix names. */
export function pythonsOf({ values: { python } }: JobRequest): { readonly pythons?: readonly string[] } {
  return python === undefined || python.length === 0 ? {} : { pythons: python };
}

/** The source that the build job handed on, for its settings and tests; never where a job has a permission. */
export async function unpackSource(request: JobRequest, ports: Ports): Promise<string> {
  const directory = await ports.files.temporaryDirectory("source");
  const done = await ports.processes.run({
    argv: ["tar", "-xf", join(releaseFolder(request), "source.tar")],
    cwd: directory,
    env: childEnvironment(ports.environment),
    signal: ports.signal,
  });
  if (done.status !== 0) throw fault("tool/cannot-start", { program: "tar", reason: done.stderr.trim() });
  return directory;
}

/** Requires exactly one passed result for each planned cell, of this plan and these files. */
export async function verifiedJob(request: JobRequest, ports: Pick<Ports, "files">): Promise<JobEnd> {
  const plan = required("verified", "plan", request.values);
  const digests = planDigest(required("verified", "digests", request.values));
  const { cells } = JSON.parse(plan) as { readonly cells: readonly string[] };
  const folder = join(request.workspace, "results");
  const names = (await ports.files.stat(folder)) === null ? [] : await ports.files.list(folder);
  const results: CellResult[] = [];
  for (const { name } of names.filter((each) => each.name.endsWith(".json")))
    results.push(JSON.parse(await ports.files.readText(join(folder, name))) as CellResult);
  const reasons = [
    ...cells.flatMap((cell) => {
      const own = results.filter((each) => each.cell === cell);
      if (own.length === 0) return [`no result for ${cell}`];
      if (own.length > 1) return [`${own.length} results for ${cell}`];
      return own[0]?.passed === true ? [] : [`${cell} failed`];
    }),
    ...results.flatMap((each) => {
      if (!cells.includes(each.cell)) return [`a result for ${each.cell}, which was not planned`];
      if (each.plan !== planDigest(plan)) return [`the result for ${each.cell} belongs to a different plan`];
      return each.digests === digests ? [] : [`the result for ${each.cell} is for different files`];
    }),
  ];
  if (reasons.length > 0) throw fault("workflow/not-verified", { reasons: reasons.join("; ") });
  return { exitCode: 0, outputs: { verified: "true" }, text: `verified: ${cells.join(", ")}` };
}
