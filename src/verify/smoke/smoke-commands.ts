import { join } from "node:path";
import type { Completed } from "../../ports/processes.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Finding } from "../../findings/finding.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import type { PreparedEnvironment, VerifyRequest } from "../request.ts";
import { append } from "../../text/append.ts";
import { confine } from "./confine.ts";
import { commandProblems, type CommandRun } from "./judge-command.ts";
import { endOf, outputOf, tail } from "./output-text.ts";
import { ranNothing } from "./ran-nothing.ts";
import { runProgram } from "./run-program.ts";
import { smokeCommand, unfilled, type Placeholders, type SmokeCommand } from "./smoke-command.ts";
import type { SmokePlace } from "./smoke-environment.ts";
import { changedSince, takeSnapshot } from "./snapshot.ts";
import type { NotTried, RanCommand } from "../trial.ts";
import { SMOKE_CHECK_RAN_NOTHING, SMOKE_COMMAND_FAILS } from "./smoke-rules.ts";

/** What the smoke commands showed. */
export interface SmokeOutcome {
  readonly commands: readonly RanCommand[];
  readonly attempts: readonly Attempt[];
  readonly findings: readonly Finding[];
  readonly notTried: readonly NotTried[];
}

/** The installation in which they run. */
type CommandEnvironment = Pick<PreparedEnvironment, "directory" | "python" | "scripts">;

type CommandPorts = Pick<Ports, "processes" | "files" | "signal" | "environment">;

/** Runs the configuration's own smoke commands in the trial's environment, and holds each to what is expected of it. */
export async function runSmokeCommands(
  environment: CommandEnvironment,
  place: SmokePlace,
  request: VerifyRequest,
  ports: CommandPorts,
): Promise<SmokeOutcome> {
  const commands: RanCommand[] = [];
  const attempts: Attempt[] = [];
  const findings: Finding[] = [];
  const notTried: NotTried[] = [];
  const placeholders = await placeholdersOf(environment, request, ports);
  for (const configured of request.expectations.commands) {
    const command = smokeCommand(configured, placeholders);
    if (command.argv.length === 0) continue;
    const { name, argv } = command;
    const run = await runCommand(
      command,
      { environment, place, request, tmp: placeholders.tmp ?? "" },
      ports,
    );
    if ("impossible" in run) {
      notTried.push({ kind: "command", name, reason: run.impossible });
      continue;
    }
    append(commands, run.ran);
    const problems = commandProblems(command, run);
    const problem = judge(argv, name, run.completed, problems);
    if (problem !== null) findings.push(problem);
    attempts.push(
      problem === null
        ? succeeded("command", name)
        : failed("command", name, problems[0] ?? endOf(run.completed), { finding: problem }),
    );
  }
  return { commands, attempts, findings, notTried };
}

async function placeholdersOf(
  { directory, python }: CommandEnvironment,
  { project, further }: VerifyRequest,
  ports: CommandPorts,
): Promise<Placeholders> {
  const tmp = join(directory, "writable");
  await ports.files.makeDirectory(tmp);
  const files = further?.files;
  return { python, version: project.version, wheel: files?.wheel ?? null, sdist: files?.sdist ?? null, tmp };
}

/** Runs a command, twice where it must be idempotent; the files of its directory and its home are looked at. */
async function runCommand(
  command: SmokeCommand,
  where: {
    readonly environment: CommandEnvironment;
    readonly place: SmokePlace;
    readonly request: VerifyRequest;
    readonly tmp: string;
  },
  ports: CommandPorts,
): Promise<(CommandRun & { readonly ran: readonly RanCommand[] }) | { readonly impossible: string }> {
  const { environment, request, tmp } = where;
  const { argv, table } = command;
  const empty = unfilled(command);
  if (empty !== null) return { impossible: `there is no file for ${empty} here` };
  const place: SmokePlace = {
    ...where.place,
    ...(table.cwd === "writable" ? { work: tmp } : {}),
    env: { ...where.place.env, ...table.env },
  };
  const [program = "", ...args] = argv;
  const located = await locate(program, environment, ports);
  const limits = { network: table.network, isReadOnly: table.cwd === "read-only" };
  const confined = await confine([located, ...args], limits, environment.python, ports);
  if ("impossible" in confined) return confined;
  const timeout = table.timeout ?? request.expectations.scriptTimeout;
  const run = () =>
    runProgram({ argv: confined.argv, command: argv, place, timeout, input: table.input }, ports);
  const there = async (paths: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await Promise.all(paths.map((path) => ports.files.stat(pathOf(path, place))));
    return new Set(paths.filter((_, at) => found[at] !== null));
  };
  const before = await there(table["not-creates"]);
  const first = await run();
  const made = await there(table.creates);
  const now = await there(table["not-creates"]);
  const files = {
    missing: table.creates.filter((path) => !made.has(path)),
    unwanted: table["not-creates"].filter((path) => now.has(path) && !before.has(path)),
  };
  const { completed } = first;
  if (!table.idempotent || completed.timedOut)
    return { ran: [first.ran], completed, timeout, ...files, again: null };
  const state = await takeSnapshot([place.work, place.home], ports.files);
  const second = await run();
  const changed = changedSince(state, await takeSnapshot([place.work, place.home], ports.files));
  const { status, stdout } = second.completed;
  const again = { changed, same: stdout === completed.stdout, status };
  return { ran: [first.ran, second.ran], completed, timeout, ...files, again };
}

/** A path of the settings: `~/` is the home of the trial. */
function pathOf(path: string, { work, home }: SmokePlace): string {
  return path.startsWith("~/") ? join(home, path.slice(2)) : path.startsWith("/") ? path : join(work, path);
}

/** A bare name means the environment's own program first; the rest is found on PATH. */
async function locate(
  program: string,
  environment: CommandEnvironment,
  ports: Pick<Ports, "files" | "environment">,
): Promise<string> {
  if (program.includes("/") || program.includes("\\")) return program;
  const own = join(environment.scripts, ports.environment.platform === "win32" ? `${program}.exe` : program);
  return (await ports.files.stat(own)) === null ? program : own;
}

function judge(
  argv: readonly string[],
  shown: string,
  completed: Completed,
  problems: readonly string[],
): Finding | null {
  const output = outputOf(completed);
  const details = { command: argv, status: completed.status, output: tail(output, 40) };
  const base = { subject: shown, details };
  const nothing = ranNothing(argv, output);
  if (nothing !== null && !completed.timedOut) {
    return SMOKE_CHECK_RAN_NOTHING.finding({
      ...base,
      message: `the smoke command ${shown} checked nothing: ${nothing}`,
      why: "a check that runs no test always passes",
      help: "use a command that tests the installed package; run a test file with pytest, not as a script",
    });
  }
  if (problems.length === 0) return null;
  const symptom = causeOfOutput(output)?.symptom ?? null;
  return SMOKE_COMMAND_FAILS.finding({
    ...base,
    message: `the smoke command ${shown} ${problems.join("; ")}`,
    help: "run it in a fresh environment that contains only the installed release, without tests and test tools",
    ...(symptom === null ? {} : { symptom }),
  });
}
