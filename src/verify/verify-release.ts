import { normalizeName } from "../version/names.ts";
import { checkDeclaredPythons } from "./install/declared-pythons.ts";
import { Companions } from "./imports/companions.ts";
import { checkExtras } from "./install/extras.ts";
import { limitTo } from "../ports/limit.ts";
import { mergeFindings } from "./merge.ts";
import { prepareEnvironments } from "./install/prepare.ts";
import type { Cell, VerifyRequest } from "./request.ts";
import type { VerifyOutcome } from "./verify-outcome.ts";
import { runTrial, type TrialPorts } from "./run-trial.ts";
import { ImportCache } from "./imports/import-cache.ts";
import { REQUIREMENTS_CANNOT_BE_MET } from "./install/install-rules.ts";

/**
 * Installs the release from the rehearsal's index in every cell of the matrix and tries it: its bytes, its
 * imports, its entry points, its scripts, the configuration's smoke commands. Cells run side by side, as many as
 * the machine has cores. Defects are findings; throws faults for what prevents the trial itself: no environment, an
 * index out of reach, Ctrl-C.
 */
export async function verifyRelease(request: VerifyRequest, ports: TrialPorts): Promise<VerifyOutcome> {
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
  const results = await Promise.all(
    request.cells.map((cell) => {
      const environment = prepared.get(cell.id);
      if (environment === undefined) throw new Error(`no environment was prepared for ${cell.id}`);
      return limit(() => runTrial(cell, environment, request, shared, ports));
    }),
  );
  const declared = await declaredPromise;
  const extras = await extrasPromise;
  const seen = results.flatMap(({ trial, findings }) =>
    findings.map((finding) => ({ trial: trial.cell.id, finding })),
  );
  // What a real installation has shown need not be told by the resolution as well.
  const shown = new Set(
    seen.flatMap(({ finding }) =>
      finding.rule === REQUIREMENTS_CANNOT_BE_MET.code ? requirementOf(finding.subject) : [],
    ),
  );
  const further = declared.findings.filter(
    ({ subject }) => !requirementOf(subject).some((name) => shown.has(name)),
  );
  return {
    trials: results.map(({ trial }) => trial),
    declared,
    findings: [...mergeFindings(seen), ...further, ...extras.findings],
    seconds: ports.clock.elapsed() - begin,
  };
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

function requirementOf(subject: string | undefined): readonly string[] {
  return subject === undefined ? [] : [normalizeName(subject.split("@", 1)[0] ?? "")];
}
