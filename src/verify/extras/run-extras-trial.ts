import { plural } from "../../text/plural.ts";
import { INSTALLERS } from "../../toolbox/installers/registry.ts";
import type { InstallResult } from "../../toolbox/installers/installer.ts";
import { pinnedRequirement } from "../../toolbox/installers/named-requirement.ts";
import { lastWords } from "../../toolbox/modes/run-in-sandbox.ts";
import { unwrapped } from "../install/resolver-message.ts";
import { createEnvironment, environmentOf } from "../install/prepare.ts";
import { readInstalled } from "../install/installed.ts";
import { firstPartyModules } from "../imports/modules.ts";
import { failed, outcomeOf, succeeded } from "../attempt.ts";
import { compareMode } from "../modes/compare-mode.ts";
import { observeMode } from "../modes/observe-mode.ts";
import { placesOf, referenceRuns } from "../modes/reference.ts";
import type { ModeTrial } from "../modes/run-mode-trial.ts";
import type { PreparedEnvironment } from "../request.ts";
import type { ExtrasCell } from "./plan-extras.ts";
import type { TrialPorts, TrialResult } from "../run-trial.ts";
import { runSmokeCommands } from "../smoke/smoke-commands.ts";
import { makeSmokePlace } from "../smoke/smoke-environment.ts";
import { tellTrial, type ShownTrial } from "../tell-trial.ts";
import { extraFinding } from "./resolve-extras.ts";
import { importWithExtras } from "./import-with-extras.ts";

/**
 * Installs the release with extras into a fresh environment. What is right without them must be right with them, too;
 * and entry points that ask for these extras alone are loaded and run here, where nothing else is installed.
 */
export function runExtrasTrial(
  cell: ExtrasCell,
  trial: Omit<ModeTrial, "further">,
  ports: TrialPorts,
): Promise<TrialResult> {
  return tellTrial(cell, trial.begin, ports, () => tryExtras(cell, trial, ports));
}

async function tryExtras(
  cell: ExtrasCell,
  { request, reference }: Omit<ModeTrial, "further">,
  ports: TrialPorts,
): Promise<ShownTrial> {
  const begin = ports.clock.elapsed();
  const { project } = request;
  const bare = environmentOf(cell, request, ports);
  await createEnvironment(bare, request, ports);
  const environment: PreparedEnvironment = {
    ...bare,
    preinstalled: false,
    seconds: ports.clock.elapsed() - begin,
  };
  const result = await INSTALLERS[cell.installer].install(environment, request, ports);
  const wanted = pinnedRequirement(cell, request);
  const installation = {
    command: [cell.installer, "install", wanted],
    status: result.status,
    seconds: result.seconds,
    output: result.output.slice(-8000),
  };
  if (!result.ok) return { ...notInstalled(cell, result, wanted, request), commands: [installation] };
  const seconds = ports.clock.elapsed() - begin;
  const installed = await readInstalled(environment, project.name, ports);
  const place = await makeSmokePlace(environment, request.environmentBase, ports);
  const modules = firstPartyModules(installed.files.keys());
  const where = { environment, installed, place };
  const imported = await importWithExtras(cell, where, { request, reference, modules }, ports);
  const entrance = { bin: environment.scripts, runner: null, python: [environment.python], env: {} };
  const { scripts, commands } = await observeMode(
    { directory: environment.directory, entrance, place, places: placesOf(environment) },
    referenceRuns(reference, request, cell.extras).filter(({ name }) => !imported.brokenScripts.has(name)),
    [],
    request,
    ports,
  );
  // An extra may add to what a program prints.
  const compared = compareMode(cell, { scripts, imports: [] }, () => false);
  const own = await runSmokeCommands(environment, place, request, ports);
  const findings = [...imported.findings, ...compared.findings, ...own.findings];
  const attempts = [
    succeeded("install", wanted),
    ...imported.attempts,
    ...compared.attempts,
    ...own.attempts,
  ];
  const outcome = outcomeOf(findings, attempts);
  const detail = `${plural(imported.imported.length, "module")}, ${plural(imported.entries, "entry point")}, ${plural(commands.length, "run")}`;
  return {
    outcome,
    detail,
    findings,
    attempts,
    steps: [
      { id: "install", outcome: "ok", detail: wanted, seconds },
      { id: "imports", outcome, detail, seconds: ports.clock.elapsed() - begin - seconds },
    ],
    commands: [installation, ...commands, ...own.commands],
    notTried: own.notTried,
    imported: imported.imported,
    dependencies: installed.dependencies,
    footprint: installed.footprint,
  };
}

/** Only what the resolver is certain of is a defect: whether something can be built depends on the machine. */
function notInstalled(
  cell: ExtrasCell,
  result: InstallResult,
  wanted: string,
  request: ModeTrial["request"],
): ShownTrial {
  const extra = cell.extras.join(",");
  const finding = result.timedOut
    ? null
    : extraFinding(extra, unwrapped(result.output), request, cell.python);
  const detail = finding?.message ?? lastWords(result);
  if (finding === null)
    return {
      outcome: "skipped",
      detail,
      notTried: [{ kind: "installation", name: cell.id, reason: detail }],
    };
  return {
    outcome: "failed",
    detail,
    findings: [finding],
    attempts: [failed("install", wanted, detail, { finding })],
  };
}
