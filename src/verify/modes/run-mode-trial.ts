import { join } from "node:path";
import type { Entrance, ModeResult } from "../../toolbox/modes/mode.ts";
import { MODES } from "../../toolbox/modes/registry.ts";
import { plural } from "../../text/plural.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { failed, outcomeOf, succeeded } from "../attempt.ts";
import { outOfSpace, unreachable } from "../install/install-findings.ts";
import { fault } from "../../findings/fault.ts";
import type { FurtherTrials, ModeCell, VerifyRequest } from "../request.ts";
import type { TrialPorts, TrialResult } from "../run-trial.ts";
import { runProgram } from "../smoke/run-program.ts";
import { runSmokeCommands } from "../smoke/smoke-commands.ts";
import { makeSmokePlace } from "../smoke/smoke-environment.ts";
import { tellTrial, type ShownTrial } from "../tell-trial.ts";
import type { RanCommand, Trial, TrialStep } from "../trial.ts";
import { findingKey } from "../merge.ts";
import { compareMode, wayOf, type ModeJudgement } from "./compare-mode.ts";
import { endingOf, type ModeObservation, type ReferenceRun } from "./mode-observation.ts";
import { MODE_INSTALL_FAILS } from "./mode-rules.ts";
import { observeMode } from "./observe-mode.ts";
import { placesOf, referenceImports, referenceRuns, type Reference } from "./reference.ts";

/** What a trial of a mode goes by. */
export interface ModeTrial {
  readonly request: VerifyRequest;
  readonly further: FurtherTrials;
  readonly reference: Reference;
  /** When the verification began. */
  readonly begin: number;
}

/** The directory of a cell has blanks in its name, as those of users have. */
const PLACE = "a path with blanks";

/**
 * Installs the release by one way, in a sandbox whose path holds blanks, and runs there what was right in a virtual
 * environment. What differs is tried again where no path contains a space: so the cause is told, not guessed.
 */
export function runModeTrial(cell: ModeCell, trial: ModeTrial, ports: TrialPorts): Promise<TrialResult> {
  return tellTrial(cell, trial.begin, ports, () => tryMode(cell, trial, ports));
}

async function tryMode(cell: ModeCell, trial: ModeTrial, ports: TrialPorts): Promise<ShownTrial> {
  const first = await tryIn(join(trial.request.directory, PLACE, cell.id), cell, trial, ports);
  let { findings } = first;
  // What has hung once would hang again.
  if (
    first.kind === "tried" &&
    first.isHung !== true &&
    findings.some(({ severity }) => severity === "error")
  ) {
    const plain = await tryIn(join(trial.request.directory, "plain", cell.id), cell, trial, ports);
    const known = new Set(plain.findings.map(findingKey));
    findings = findings.map((finding) => (known.has(findingKey(finding)) ? finding : byBlanks(finding)));
  }
  const outcome = first.kind === "not-tried" ? "skipped" : outcomeOf(findings, first.attempts);
  return { ...first, findings, outcome };
}

interface Tried extends ModeJudgement {
  readonly kind: "tried" | "not-tried";
  /** Whether the installer had to be stopped. */
  readonly isHung?: boolean;
  readonly detail: string;
  readonly steps: readonly TrialStep[];
  readonly commands: readonly RanCommand[];
  readonly imported: Trial["imported"];
  readonly notTried: Trial["notTried"];
}

const NOTHING = { steps: [], commands: [], attempts: [], findings: [], imported: [], notTried: [] } as const;

async function tryIn(directory: string, cell: ModeCell, trial: ModeTrial, ports: TrialPorts): Promise<Tried> {
  const { request, further, reference } = trial;
  const begin = ports.clock.elapsed();
  await ports.files.makeDirectory(directory);
  const target = { directory, python: cell.python, extras: cell.extras };
  const result = await MODES[cell.mode].install(
    target,
    { ...request, files: further.files, tools: further.tools },
    ports,
  );
  const wanted = `${request.project.name}==${request.project.version}`;
  const seconds = ports.clock.elapsed() - begin;
  if (result.kind === "not-tried")
    return {
      ...NOTHING,
      kind: "not-tried",
      detail: result.reason,
      notTried: [{ kind: "installation", name: cell.id, reason: result.reason }],
    };
  const installed = installCommands(result, cell, wanted);
  if (result.kind === "failed") {
    const finding = installFinding(result, cell, request);
    const step: TrialStep = { id: "install", outcome: "failed", detail: result.reason, seconds };
    const attempts = [failed("install", wanted, result.reason, { finding })];
    return {
      ...NOTHING,
      kind: "tried",
      isHung: result.results.at(-1)?.timedOut === true,
      detail: result.reason,
      steps: [step],
      commands: installed,
      attempts,
      findings: [finding],
    };
  }
  const { entrance } = result;
  try {
    const place = await modePlace(directory, entrance, request, ports);
    const real = await ports.files.realPath(directory);
    const places = [real, directory, request.environmentBase["UV_CACHE_DIR"] ?? ""];
    const runs = referenceRuns(reference, request);
    const where = { directory: real, entrance, place, places };
    const observed = await observeMode(where, runs, referenceImports(reference, request), request, ports);
    const steady = await steadyRuns(observed, trial, ports);
    const judged = compareMode(cell, observed, (run) => steady.has(run));
    const python = entrance.python?.[0];
    const own =
      entrance.bin === null || entrance.python?.length !== 1 || python === undefined
        ? { commands: [], attempts: [], findings: [], notTried: [] }
        : await runSmokeCommands({ directory, python, scripts: entrance.bin }, place, request, ports);
    const all: ModeJudgement = {
      attempts: [succeeded("install", wanted), ...judged.attempts, ...own.attempts],
      findings: [...judged.findings, ...own.findings],
    };
    const detail = [
      `${plural(observed.scripts.length, "script run")}, ${plural(observed.imports.length, "import")}`,
      ...(entrance.note === undefined ? [] : [entrance.note]),
    ].join("; ");
    const steps: readonly TrialStep[] = [
      { id: "install", outcome: "ok", detail: entrance.note ?? wanted, seconds },
      {
        id: "scripts",
        outcome: outcomeOf(all.findings, all.attempts),
        detail,
        seconds: ports.clock.elapsed() - begin - seconds,
      },
    ];
    return {
      kind: "tried",
      detail,
      steps,
      commands: [...installed, ...observed.commands, ...own.commands],
      ...all,
      notTried: own.notTried,
      imported: observed.imports.flatMap(({ name, problem }) => (problem === null ? [name] : [])),
    };
  } finally {
    await entrance.end?.();
  }
}

async function modePlace(
  directory: string,
  { bin, env, python }: Entrance,
  request: VerifyRequest,
  ports: TrialPorts,
) {
  const place = await makeSmokePlace(
    { directory, scripts: bin, environment: null },
    request.environmentBase,
    ports,
  );
  // A runner starts the programs itself: its own variables hold.
  return bin === null && python !== null
    ? { ...place, env: { ...place.env, ...env } }
    : { ...place, env: { ...place.env, ...env, HOME: place.env["HOME"] ?? "" } };
}

/** Of the runs that print another text than before: those that print the same text again where they are right. */
async function steadyRuns(
  { scripts }: ModeObservation,
  { request, reference }: ModeTrial,
  ports: TrialPorts,
): Promise<ReadonlySet<ReferenceRun>> {
  const steady = new Set<ReferenceRun>();
  const { environment } = reference;
  const place = await makeSmokePlace(environment, request.environmentBase, ports);
  for (const { run, ending } of scripts) {
    if (ending === null || ending.text === run.ending.text) continue;
    const { name, args } = run;
    const { scriptTimeout: timeout, scripts: expected } = request.expectations;
    const argv = [join(environment.scripts, name), ...args];
    const input = expected[name]?.input;
    const { completed } = await runProgram({ argv, command: [name, ...args], place, timeout, input }, ports);
    if (endingOf(completed, placesOf(environment)).text === run.ending.text) steady.add(run);
  }
  return steady;
}

function installCommands(
  { results }: Exclude<ModeResult, { kind: "not-tried" }>,
  cell: ModeCell,
  wanted: string,
): readonly RanCommand[] {
  return results.map(({ status, seconds, output }) => ({
    command: [cell.mode, "install", wanted],
    status,
    seconds,
    output: output.slice(-8000),
  }));
}

function installFinding(
  { results, reason }: Extract<ModeResult, { kind: "failed" }>,
  cell: ModeCell,
  { project, directory }: VerifyRequest,
): Finding {
  const output = results.at(-1)?.output ?? "";
  const full = outOfSpace(output);
  if (full !== null) throw fault("run/disk-full", { reason: full, directory });
  const unheard = unreachable(output);
  if (unheard !== null) throw fault("verify/index-unreachable", { installer: cell.mode, reason: unheard });
  return MODE_INSTALL_FAILS.finding({
    subject: `${project.name}: ${cell.mode}`,
    symptom: symptom.install(`mode:${cell.mode}`),
    message: `${project.name} ${project.version} cannot be installed by ${wayOf(cell)}: ${reason}`,
    why: output.split("\n").slice(-6).join("\n").slice(-1500),
    help: `run it by hand: ${MODES[cell.mode].command}`,
    details: { mode: cell.mode, output: output.slice(-6000) },
  });
}

/** What shows only where a path contains a space. */
function byBlanks(finding: Finding): Finding {
  return {
    ...finding,
    message: `${finding.message} (only where its path contains a space)`,
    help: "quote the paths that it hands to a shell, and give subprocess a list of arguments",
  };
}
