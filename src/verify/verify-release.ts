import { checkDeclaredPythons } from "./install/declared-pythons.ts";
import { Companions } from "./imports/companions.ts";
import { checkExtras, type ExtrasOutcome } from "./extras/resolve-extras.ts";
import { contradictionFindings, extrasTrials } from "./extras/extras-trials.ts";
import { limitTo, type Limit } from "../ports/limit.ts";
import { findingKey, mergeFindings } from "./merge.ts";
import { prepareEnvironments } from "./install/prepare.ts";
import { strangersTrial } from "./install/stranger.ts";
import type { Cell, PreparedEnvironment, TrialPython, VerifyRequest } from "./request.ts";
import type { VerifyOutcome } from "./verify-outcome.ts";
import { absentTrial } from "./modes/absent-trial.ts";
import { referenceFor } from "./modes/reference.ts";
import { runModeTrial } from "./modes/run-mode-trial.ts";
import { runScenarios } from "./scenarios/run-scenarios.ts";
import { endLeftProcesses } from "./smoke/left-processes.ts";
import { runTrial, type TrialPorts, type TrialResult } from "./run-trial.ts";
import { ImportCache } from "./imports/import-cache.ts";
import { REQUIREMENTS_CANNOT_BE_MET } from "./install/install-rules.ts";

/**
 * Installs the release from the rehearsal's index in every cell of the matrix and tries it: its bytes, its
 * imports, its entry points, its scripts, the configuration's smoke commands. Cells run side by side, as many as
 * the machine has cores. Defects are findings; throws faults for what prevents the trial itself: no environment, an
 * index out of reach, Ctrl-C.
 */
export async function verifyRelease(request: VerifyRequest, ports: TrialPorts): Promise<VerifyOutcome> {
  try {
    const outcome = await tryRelease(request, ports);
    return {
      ...outcome,
      findings: [...outcome.findings, ...(await endLeftProcesses(request.directory, ports))],
    };
  } catch (error) {
    await endLeftProcesses(request.directory, ports);
    throw error;
  }
}

async function tryRelease(request: VerifyRequest, ports: TrialPorts): Promise<VerifyOutcome> {
  const begin = ports.clock.elapsed();
  const prepared = request.prepared ?? prepareEnvironments(request, ports);
  if (request.cells.length === 0) throw new Error("a verification needs at least one cell");
  const declaredPromise = request.declared ?? declaredOf(request, ports);
  declaredPromise.catch(() => undefined);
  const limit = limitTo(ports.environment.cores);
  const [{ python }] = request.cells as readonly [Cell, ...Cell[]];
  const extrasPromise = checkExtras(request, python, ports);
  extrasPromise.catch(() => undefined);
  const shared = {
    begin,
    imports: new ImportCache(),
    companions: new Companions(request, extrasPromise, ports),
    scripts: { hung: new Set<string>(), withExtras: new Map() },
    sdists: limitTo(request.sdistsInTurn === true ? 1 : request.cells.length),
  };
  const strange = strangerOf(request, python, begin, ports);
  strange.catch(() => undefined);
  const venvs = request.cells.map((cell) => {
    const environment = prepared.get(cell.id);
    if (environment === undefined) throw new Error(`no environment was prepared for ${cell.id}`);
    return { cell, environment, result: limit(() => runTrial(cell, environment, request, shared, ports)) };
  });
  const installed = await Promise.all(venvs.map(({ result }) => result));
  // Where nothing can be installed, a stranger shows the same once more.
  const isInstalled = installed.some(({ trial }) => trial.footprint.length > 0);
  const results = [
    ...installed,
    ...(await furtherTrials(request, venvs, extrasPromise, begin, limit, ports)),
    ...(isInstalled ? await strange : []),
  ];
  const declared = await declaredPromise;
  const extras = await extrasPromise;
  const seen = results.flatMap(({ trial, findings }) =>
    findings.map((finding) => ({ trial: trial.cell.id, finding })),
  );
  // What a real installation has shown need not be told by the resolution as well.
  const shown = new Set(
    seen.flatMap(({ finding: { rule, symptom } }) =>
      rule === REQUIREMENTS_CANNOT_BE_MET.code && symptom !== undefined ? [symptom] : [],
    ),
  );
  const further = declared.findings.filter(({ symptom }) => symptom === undefined || !shown.has(symptom));
  const merged = mergeFindings(seen);
  const told = new Set(merged.map(findingKey));
  const alone = [...extras.findings, ...contradictionFindings(extras, request.project, "info")];
  return {
    trials: results.map(({ trial }) => trial),
    declared,
    findings: [...merged, ...further, ...alone.filter((each) => !told.has(findingKey(each)))],
    seconds: ports.clock.elapsed() - begin,
  };
}

/** The stranger's trial, where the user's indexes are not those of everybody and something is required. */
async function strangerOf(
  request: VerifyRequest,
  python: TrialPython,
  begin: number,
  ports: TrialPorts,
): Promise<readonly TrialResult[]> {
  const { publicIndex, project } = request;
  const required = project.requirements.filter(({ extras, direct }) => extras.length === 0 && !direct);
  if (publicIndex === undefined || required.length === 0) return [];
  return [await strangersTrial(request, publicIndex, python, begin, ports)];
}

/** A virtual environment's trial on its way. */
interface RunningTrial {
  readonly environment: Promise<PreparedEnvironment>;
  readonly result: Promise<TrialResult>;
}

/** The modes, side by side, once the virtual environments have shown what is right; where these fail, nothing is compared. */
async function furtherTrials(
  request: VerifyRequest,
  venvs: readonly RunningTrial[],
  extras: Promise<ExtrasOutcome>,
  begin: number,
  limit: Limit,
  ports: TrialPorts,
): Promise<readonly TrialResult[]> {
  const { further } = request;
  if (further === undefined) return [];
  const references = await Promise.all(
    venvs.map(async ({ environment, result }) => ({
      trial: (await result).trial,
      environment: await environment,
    })),
  );
  const tried = await Promise.all(
    further.cells.map((cell) => {
      const reference = referenceFor(cell, references);
      if (reference === null) throw new Error("a mode needs a virtual environment to be compared with");
      return limit(() => runModeTrial(cell, { request, further, reference, begin }, ports));
    }),
  );
  const wheel = references.findLast(
    ({ trial }) => trial.cell.artefact === "wheel" && trial.footprint.length > 0,
  );
  const scenarios =
    wheel === undefined
      ? []
      : await runScenarios({ request, further, reference: wheel, begin }, limit, ports);
  return [
    ...tried,
    ...(await extrasTrials({ request, further, references, extras: await extras, begin }, limit, ports)),
    ...scenarios,
    ...further.absent.map((cell) => absentTrial(cell, ports.clock.elapsed() - begin)),
  ];
}

function declaredOf(request: VerifyRequest, ports: TrialPorts) {
  const { project } = request;
  return checkDeclaredPythons(
    {
      ...request,
      requirements: project.requirements.filter(({ direct }) => !direct).map(({ raw }) => raw),
      requiresPython: project.requiresPython,
      classifiers: project.classifiers,
      tested: request.cells.map(({ python }) => python),
    },
    ports,
  );
}
