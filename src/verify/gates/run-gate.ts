import { delimiter, join, sep } from "node:path";
import type { GatePlace, GateRun, GateStep, GateVerdict, GateWheel } from "../../gates/gate-kind.ts";
import type { GateResult } from "../../gates/gate-result.ts";
import type { PlannedGate } from "../../gates/plan-gates.ts";
import { Fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { formatSeconds } from "../../text/quantities.ts";
import { shippedSources } from "../../tree/shipped-sources.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { endProcessesOf } from "../smoke/left-processes.ts";
import { tail } from "../smoke/output-text.ts";
import { needOf, type GateEnvironments } from "./gate-environment.ts";
import type { JudgedGate } from "./gate-findings.ts";

/** Lines of output that a result keeps. */
const KEPT_LINES = 60;
/** Reports of tools that are larger are not read. Bytes. */
const LARGEST_REPORT = 64 * 2 ** 20;
/** A build of documentation with more files has pages in any case. */
const MOST_LISTED = 20_000;

export type GatePorts = Pick<Ports, "processes" | "files" | "environment" | "signal" | "events" | "clock">;

/** What the gates of a run share. */
export interface GateSurroundings {
  readonly tree: SourceTree;
  readonly wheel: GateWheel | null;
  /** Makes a copy of the project below a directory; answers its path. */
  readonly copy: (into: string) => Promise<string>;
  readonly environments: GateEnvironments;
  readonly uv: string;
  /** Variables of every command: without secrets, with a home of its own below `directory`. */
  readonly variables: (home: string) => Readonly<Record<string, string>>;
}

/** A gate on one Python. */
export interface GateCell {
  readonly gate: PlannedGate;
  readonly python: { readonly executable: string; readonly version: string };
}

/** Runs one gate in a copy of its own, and ends everything that it started. */
export async function runGate(
  { gate, python }: GateCell,
  directory: string,
  around: GateSurroundings,
  ports: GatePorts,
): Promise<JudgedGate> {
  const { kind, settings } = gate;
  const { tree, wheel } = around;
  const startedAt = ports.clock.elapsed();
  const end = (verdict: GateVerdict, runs: readonly GateRun[], command: readonly string[]): JudgedGate => ({
    result: resultOf(gate, python.version, verdict, runs, command, ports.clock.elapsed() - startedAt),
    remedy: verdict.remedy ?? null,
  });
  const need = needOf(gate, python.executable, wheel?.path ?? null, tree);
  const [project, environment] = await Promise.all([
    around.copy(join(directory, "sources")),
    "failure" in need ? need : around.environments(need),
  ]);
  if ("failure" in environment) return end(notRun(environment.failure), [], []);
  if (kind.withoutSources && wheel !== null) {
    const shipped = shippedSources(
      tree,
      Array.from(wheel.modules, (name) => ({ name })),
    );
    for (const path of shipped) await ports.files.remove(join(project, path));
  }
  const output = join(directory, "output");
  const [home, temporary] = [join(directory, "home"), join(directory, "tmp")];
  await Promise.all([output, home, temporary].map((each) => ports.files.makeDirectory(each)));
  const place: GatePlace = { tree, settings, project, output, wheel };
  const { steps, files = {}, facts = [] } = await kind.commands(place);
  for (const [name, text] of Object.entries(files)) await ports.files.write(join(output, name), text);
  const variables = around.variables(home);
  const path = [environment.bin, variables["PATH"] ?? ""].join(delimiter);
  const env = {
    TMPDIR: temporary,
    ...variables,
    ...settings.env,
    PATH: path,
    VIRTUAL_ENV: join(environment.bin, ".."),
  };
  const programs = new Map([
    ["python", environment.python],
    ["uv", around.uv],
  ]);
  const command = shownCommand(steps.at(-1), output);
  let done: StepsEnd;
  try {
    done = await runSteps(steps, { programs, env, project, timeout: settings.timeout }, ports);
  } finally {
    await endProcessesOf(directory, ports);
  }
  if ("verdict" in done) return end(done.verdict, done.runs, command);
  const { texts, paths } = await readOutput(output, ports);
  const verdict = kind.judge({
    runs: done.runs,
    tree,
    facts,
    text: (name) => texts.get(name) ?? "",
    list: (below) =>
      paths.flatMap((each) => (each.startsWith(`${below}/`) ? each.slice(below.length + 1) : [])),
  });
  return end(verdict, done.runs, command);
}

/** A command without what is of this run alone. */
function shownCommand(step: GateStep | undefined, output: string): readonly string[] {
  const { argv = [], shown } = step ?? {};
  if (shown !== undefined) return shown;
  return argv
    .filter((word, at) => !(at === 1 && word === "-I"))
    .map((word) => word.replaceAll(`${output}${sep}`, ""));
}

interface StepPlace {
  readonly programs: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string>>;
  readonly project: string;
  /** Seconds for all of them. */
  readonly timeout: number;
}

type StepsEnd =
  | { readonly runs: readonly GateRun[] }
  | { readonly runs: readonly GateRun[]; readonly verdict: GateVerdict };

/** Runs the commands of a gate one after the other, within one time limit. */
export async function runSteps(
  steps: readonly GateStep[],
  { programs, env, project, timeout }: StepPlace,
  ports: Pick<Ports, "processes" | "signal" | "clock">,
): Promise<StepsEnd> {
  const deadline = ports.clock.elapsed() + timeout;
  const runs: GateRun[] = [];
  for (const { argv, env: more = {} } of steps) {
    const [program = "", ...words] = argv;
    try {
      const done = await ports.processes.run({
        argv: [programs.get(program) ?? program, ...words],
        cwd: project,
        env: { ...env, ...more },
        timeoutMs: Math.max(1, (deadline - ports.clock.elapsed()) * 1000),
        signal: ports.signal,
      });
      runs.push({ status: done.timedOut ? null : done.status, stdout: done.stdout, stderr: done.stderr });
      if (done.timedOut) return { runs, verdict: notEnded(timeout) };
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "tool/not-found") throw error;
      return { runs, verdict: notRun(error.message) };
    }
  }
  return { runs };
}

function notEnded(timeout: number): GateVerdict {
  const detail = `did not end in ${formatSeconds(timeout)}`;
  return { outcome: "failed", checked: null, unit: "", findings: null, detail };
}

function notRun(detail: string): GateVerdict {
  return { outcome: "broken", checked: null, unit: "", findings: null, detail };
}

/** A gate's end as the report has it. */
export function resultOf(
  { name, kind, settings }: PlannedGate,
  python: string | null,
  { outcome, checked, unit, findings, detail, report }: GateVerdict,
  runs: readonly GateRun[],
  command: readonly string[],
  seconds: number,
): GateResult {
  const { required } = settings;
  const printed = report?.join("\n") ?? runs.map(({ stdout, stderr }) => `${stdout}\n${stderr}`).at(-1) ?? "";
  const counts = { checked, unit, findings };
  const status = runs.at(-1)?.status ?? null;
  const output = tail(printed, KEPT_LINES);
  return {
    name,
    kind: kind.id,
    python,
    required,
    outcome,
    status,
    ...counts,
    seconds,
    detail,
    command,
    output,
  };
}

/** Every file that the tools wrote, by its path; the text of those at the top. */
async function readOutput(
  output: string,
  { files }: Pick<Ports, "files">,
): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly paths: readonly string[] }> {
  const paths: string[] = [];
  const texts = new Map<string, string>();
  const directories = [""];
  for (const directory of directories) {
    for (const { name, kind } of await files.list(join(output, directory))) {
      const path = `${directory}${name}`;
      if (kind === "directory") directories.push(`${path}/`);
      if (kind !== "file") continue;
      paths.push(path);
      if (directory !== "") continue;
      const size = (await files.stat(join(output, path)))?.size ?? 0;
      if (size <= LARGEST_REPORT) texts.set(path, await files.readText(join(output, path)));
    }
    if (paths.length > MOST_LISTED) break;
  }
  return { texts, paths };
}
