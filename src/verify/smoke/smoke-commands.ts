import { join } from "node:path";
import type { Completed } from "../../ports/processes.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Finding } from "../../findings/finding.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import type { PreparedEnvironment, VerifyRequest } from "../request.ts";
import { endOf, lastLine, outputOf, tail } from "./output-text.ts";
import { runProgram } from "./run-program.ts";
import type { SmokePlace } from "./smoke-environment.ts";
import { joinCommand, splitCommand } from "../../text/split-command.ts";
import type { RanCommand } from "../trial.ts";
import { SMOKE_CHECK_RAN_NOTHING, SMOKE_COMMAND_FAILS } from "./smoke-rules.ts";

/** What the smoke commands showed. */
export interface SmokeOutcome {
  readonly commands: readonly RanCommand[];
  readonly attempts: readonly Attempt[];
  readonly findings: readonly Finding[];
}

/** Runs the configuration's own smoke commands in the trial's environment. */
export async function runSmokeCommands(
  environment: PreparedEnvironment,
  place: SmokePlace,
  request: VerifyRequest,
  ports: Pick<Ports, "processes" | "files" | "signal" | "environment">,
): Promise<SmokeOutcome> {
  const commands: RanCommand[] = [];
  const attempts: Attempt[] = [];
  const findings: Finding[] = [];
  for (const configured of request.expectations.commands) {
    const argv = typeof configured === "string" ? splitCommand(configured) : configured;
    const [program, ...args] = argv;
    if (program === undefined) continue;
    const located = await locate(program, environment, ports);
    const timeout = request.expectations.scriptTimeout;
    const { completed, ran } = await runProgram(
      { argv: [located, ...args], command: argv, place, timeout },
      ports,
    );
    commands.push(ran);
    const name = typeof configured === "string" ? configured : joinCommand(configured);
    const problem = judge(argv, name, completed, timeout);
    if (problem !== null) findings.push(problem);
    const isWell = !completed.timedOut && completed.status === 0 && problem === null;
    attempts.push(
      isWell ? succeeded("command", name) : failed("command", name, endOf(completed), { finding: problem }),
    );
  }
  return { commands, attempts, findings };
}

/** A bare name means the environment's own program first; the rest is found on PATH. */
async function locate(
  program: string,
  environment: PreparedEnvironment,
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
  timeout: number,
): Finding | null {
  const output = outputOf(completed);
  const details = { command: argv, status: completed.status, output: tail(output, 40) };
  const base = { subject: shown, details };
  const nothing = ranNothing(argv, output);
  if (nothing !== null && !completed.timedOut) {
    return SMOKE_CHECK_RAN_NOTHING.finding({
      ...base,
      message: `the smoke command ${shown} checked nothing: ${nothing}`,
      why: "a check that runs no test is green whatever ships",
      help: "name a command that exercises the installed package: a test file must be run by pytest, not as a script",
    });
  }
  if (!completed.timedOut && completed.status === 0) return null;
  const cause = causeOfOutput(output);
  const symptom = cause?.symptom ?? null;
  const words = cause?.headline ?? lastLine(output);
  const ended = `exits with ${completed.status ?? completed.signal ?? "a signal"}`;
  const reason = completed.timedOut
    ? `was still running after ${timeout} seconds`
    : words === ""
      ? `${ended} and prints nothing`
      : `${ended}: ${words}`;
  return SMOKE_COMMAND_FAILS.finding({
    ...base,
    message: `the smoke command ${shown} ${reason}`,
    help: "run it in a fresh environment that holds only the installed release; tests and their tools are not part of it",
    ...(symptom === null ? {} : { symptom }),
  });
}

/** The words by which a command admits that it ran no test, or null. */
function ranNothing(argv: readonly string[], output: string): string | null {
  const none = /\bno tests ran\b|\bcollected 0 items\b|^Ran 0 tests\b|\bNO TESTS RAN\b/m.exec(output);
  if (none !== null) return none[0];
  const summary = /^=+ (?<counts>[^=]*\b(?:skipped|deselected)\b[^=]*) in [\d.]+s.* =+$/m.exec(output)
    ?.groups?.["counts"];
  if (summary !== undefined && !/\b(?:passed|failed|error)/.test(summary)) return summary.trim();
  // A file of test functions that is run as a script defines them and ends.
  const [program, ...rest] = argv;
  const script = rest.find((word) => !word.startsWith("-"));
  const python = /^(?:.*[\\/])?python[\d.]*(?:\.exe)?$/.test(program ?? "");
  const testFile = script !== undefined && /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test)\.py$/.test(script);
  if (python && testFile && output.trim() === "") return `${script} was run as a script and printed nothing`;
  return null;
}
