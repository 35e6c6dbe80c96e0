import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { isScriptGroup } from "../../distribution/entry-points.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import { isOurs, isWithin, rootModules } from "../imports/modules.ts";
import { missingHere, runFinding } from "./judge-script.ts";
import type { ScriptRun } from "./script-run.ts";
import { endOf, outputOf } from "./output-text.ts";
import { runProgram } from "./run-program.ts";
import type { ScriptOutcome } from "./script-outcome.ts";
import type { RanCommand } from "../trial.ts";

/** Seconds: it is asked only whether a program starts. */
const PATIENCE = 10;

/** Where packages are run: everything that a script's run needs but its name. */
export interface MainRun extends Omit<ScriptRun, "name" | "table" | "expectation"> {
  readonly sitePackages: string;
}

type MainPorts = Pick<Ports, "processes" | "files" | "signal" | "environment">;

/**
 * Runs `python -m PACKAGE --help` for every root package with a `__main__` that no script reaches into. Nobody asked for
 * this `--help`: only an exception that ends the program is told, as an error where the release lacks a module.
 */
export async function runMainModules(
  run: MainRun,
  ports: MainPorts,
): Promise<Pick<ScriptOutcome, "commands" | "attempts" | "findings">> {
  const commands: RanCommand[] = [];
  const attempts: Attempt[] = [];
  const findings: Finding[] = [];
  for (const root of await programs(run, ports)) {
    const name = `python -m ${root}`;
    const args = ["-m", root, "--help"];
    const { completed, ran } = await runProgram(
      {
        argv: [run.environment.python, ...args],
        command: ["python", ...args],
        place: run.place,
        timeout: Math.min(PATIENCE, run.request.expectations.scriptTimeout),
      },
      ports,
    );
    commands.push(ran);
    const { status, timedOut } = completed;
    const cause = timedOut || status === 0 ? null : causeOfOutput(outputOf(completed));
    if (cause === null) {
      const detail = `${name} --help ${endOf(completed)}`;
      const exemption = { kind: "unasked", reason: "shipwheel only assumes that it has --help" } as const;
      attempts.push(status === 0 ? succeeded("script", name) : failed("script", name, detail, { exemption }));
      continue;
    }
    const script: ScriptRun = { ...run, name, table: null, expectation: {} };
    if (missingHere(cause, script, ports.environment.platform) !== null) continue;
    const isLacking =
      cause.missingModule !== null &&
      (isOurs(cause.missingModule, run.context.modules) || run.request.project.extras.length === 0);
    const base = runFinding(script, ["--help"], completed, cause, true);
    const finding: Finding = isError(base) && !isLacking ? { ...base, severity: "warning" } : base;
    const exemption = { kind: "unasked", reason: finding.message } as const;
    findings.push(finding);
    const more = isError(finding) ? { finding } : { finding, exemption };
    attempts.push(failed("script", name, `${name} --help ${endOf(completed)}`, more));
  }
  return { commands, attempts, findings };
}

async function programs(run: MainRun, ports: MainPorts): Promise<readonly string[]> {
  const { modules } = run.context;
  const found: string[] = [];
  for (const root of rootModules(modules)) {
    const path = modules.get(root)?.path ?? "";
    const isReached = run.request.project.entryPoints.some(
      ({ group, module }) => isScriptGroup(group) && isWithin(module, root),
    );
    if (isReached || !path.endsWith("/__init__.py")) continue;
    const file = join(run.sitePackages, path.replace(/__init__\.py$/, "__main__.py"));
    if ((await ports.files.stat(file)) !== null) found.push(root);
  }
  return found;
}
