import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { Finding } from "../values/finding.ts";
import { compareVersions, parseVersion, publicVersion } from "../version/pep440.ts";
import { driverMode, runDriver, type DriverOutcome, type DriverRequest } from "./driver/run-driver.ts";
import type { ModuleRecord } from "./driver/records.ts";
import { entryPointFindings, isScript } from "./entry-point-findings.ts";
import { excuse } from "./excuse.ts";
import {
  causeOf,
  failedByWriting,
  importFindings,
  versionFinding,
  writeFindings,
  type FailedImport,
  type ImportContext,
} from "./import-findings.ts";
import type { Installed } from "./installed.ts";
import { firstPartyModules, isWithin, topOf, type FirstPartyModule } from "./modules.ts";
import { referencedModules } from "./references.ts";
import type { PreparedEnvironment, RehearsedProject, VerifyRequest } from "./request.ts";
import type { SmokePlace } from "./smoke-environment.ts";
import type { NotTried } from "./trial.ts";

/** What importing showed. */
export interface ImportOutcome {
  readonly imported: readonly string[];
  readonly notTried: readonly NotTried[];
  readonly findings: readonly Finding[];
  /** Scripts that cannot work, and the reason: running them would tell the same once more. */
  readonly brokenScripts: ReadonlyMap<string, string>;
}

/** `all`: every module and entry point; otherwise only the top-level modules among these, which a twin has imported. */
export type ImportScope = "all" | { readonly tops: readonly string[] };

type ImportPorts = Pick<Ports, "processes" | "files" | "signal" | "environment">;

/** Imports every first-party module and loads every entry point, each in the state of a fresh interpreter. */
export async function checkImports(
  environment: PreparedEnvironment,
  installed: Installed,
  place: SmokePlace,
  request: VerifyRequest,
  scope: ImportScope,
  ports: ImportPorts,
): Promise<ImportOutcome> {
  const { project, expectations } = request;
  const found = firstPartyModules(installed.files.keys());
  const tops = new Set(found.map(({ name }) => topOf(name)));
  const notTried: NotTried[] = [];
  const modules = found.filter(({ name }) => {
    const skip = expectations.skipImports.find((each) => isWithin(name, each.module));
    if (skip !== undefined) notTried.push({ kind: "module", name, reason: `${skip.reason} (configuration)` });
    return skip === undefined && (scope === "all" || (!name.includes(".") && scope.tops.includes(name)));
  });
  const names = new Set(modules.map(({ name }) => name));
  const entries = scope === "all" ? project.entryPoints : [];
  const extraModules = [...new Set(entries.map(({ module }) => module))].filter(
    (name) => !names.has(name) && !notTried.some((each) => each.name === name),
  );
  const plan: DriverRequest["plan"] = {
    modules: [...names, ...extraModules],
    tops: [...tops],
    entryPoints: entries.map(({ module, attribute }, index) => [index, module, attribute] as const),
    firstPartyFiles: [...installed.files.keys()]
      .filter((path) => path.endsWith(".py"))
      .map((path) => join(installed.sitePackages, path)),
    cwd: place.work,
    home: place.home,
    prefix: environment.environment,
    timeout: expectations.importTimeout,
    jobs: Math.max(1, ports.environment.cores),
  };
  const context: ImportContext = {
    project,
    sitePackages: installed.sitePackages,
    dependencies: installed.dependencies,
    firstPartyTops: tops,
    used: new Set<string>(),
    pythonMinor: Number(environment.cell.python.version.split(".")[1] ?? 0),
    work: place.work,
    home: place.home,
    environment: environment.environment,
  };

  const isDefect = (record: ModuleRecord): boolean =>
    !record.ok && record.hung !== true && excuseOf(record, true, context, environment, ports) === null;
  const label = scope === "all" ? "imports" : "tops";
  const outcome = await importAll({ environment, place, plan, label, isDefect }, ports);
  const packaged = new Map(modules.map((module) => [module.name, module.packaged]));
  const excused = new Map<string, string>();
  const failed: FailedImport[] = [];
  const findings: Finding[] = [];
  for (const record of outcome.modules) {
    const isPackaged = packaged.get(record.name);
    if (record.ok || isPackaged === undefined) continue;
    const reason = excuseOf(record, isPackaged, context, environment, ports);
    if (reason !== null) excused.set(record.name, reason);
    else if (!failedByWriting(record)) failed.push({ record, packaged: isPackaged });
  }
  for (const [name, reason] of excused) notTried.push({ kind: "module", name, reason });
  const known = new Map(outcome.modules.map((record) => [record.name, record]));
  const used = failed.length === 0 ? context.used : await usedModules(found, installed, project, ports);
  findings.push(...importFindings(failed, { ...context, used }), ...writeFindings(outcome.modules, context));
  const loaded = entryPointFindings({ entries, outcome, known, excused, failed, context });
  findings.push(...loaded.findings);
  notTried.push(...loaded.notTried);
  for (const record of outcome.modules) {
    if (
      record.ok &&
      typeof record.version === "string" &&
      packaged.has(record.name) &&
      !sameVersion(record.version, project.version)
    )
      findings.push(versionFinding(record.name, record.version, project));
  }
  const imported = outcome.modules.filter(({ ok, name }) => ok && packaged.has(name)).map(({ name }) => name);
  // A module below a package that failed was not tried: the package's failure is its own.
  for (const name of names) {
    if (!known.has(name))
      notTried.push({ kind: "module", name, reason: "a package above it cannot be imported" });
  }
  return { imported: imported.sort(), notTried, findings, brokenScripts: loaded.brokenScripts };
}

async function importAll(
  run: {
    readonly environment: PreparedEnvironment;
    readonly place: SmokePlace;
    readonly plan: DriverRequest["plan"];
    readonly label: string;
    readonly isDefect: (record: ModuleRecord) => boolean;
  },
  ports: ImportPorts,
): Promise<DriverOutcome> {
  const mode = driverMode(ports.environment.platform);
  const base = {
    python: run.environment.python,
    directory: run.environment.directory,
    env: run.place.env,
    plan: run.plan,
  };
  const outcome = sorted(await runDriver({ ...base, mode, label: run.label }, ports));
  const failed = outcome.modules.filter(run.isDefect).map(({ name }) => name);
  if (failed.length === 0 || mode === "spawn") return outcome;
  // A failure counts when a truly new interpreter shows it, too: not every extension survives a fork.
  const again = await runDriver(
    { ...base, mode: "spawn", label: `${run.label}-again`, plan: { ...run.plan, modules: failed } },
    ports,
  );
  const second = new Map(again.modules.map((record) => [record.name, record]));
  return {
    modules: outcome.modules.map((record) => second.get(record.name) ?? record),
    entryPoints: [...outcome.entryPoints, ...again.entryPoints],
    output: outcome.output,
  };
}

/** What the release itself imports anywhere, and where its scripts start. */
async function usedModules(
  found: readonly FirstPartyModule[],
  installed: Installed,
  project: RehearsedProject,
  ports: Pick<Ports, "files">,
): Promise<ReadonlySet<string>> {
  const sources = await Promise.all(
    found
      .filter(({ path }) => path.endsWith(".py"))
      .map(async ({ name, path }) => ({
        module: name,
        isPackage: path.endsWith("/__init__.py"),
        source: await ports.files.readText(join(installed.sitePackages, path)),
      })),
  );
  return new Set([
    ...referencedModules(sources),
    ...project.entryPoints.filter(isScript).map(({ module }) => module),
  ]);
}

/** Side by side the imports end in any order; what is told must not depend on it. */
function sorted(outcome: DriverOutcome): DriverOutcome {
  return {
    ...outcome,
    modules: [...outcome.modules].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}

function excuseOf(
  record: ModuleRecord,
  packaged: boolean,
  context: ImportContext,
  environment: PreparedEnvironment,
  ports: ImportPorts,
): string | null {
  if (record.error === undefined || record.hung === true) return null;
  return excuse({ module: record.name, error: record.error, packaged }, causeOf(record).missingModule, {
    ...context,
    markers: environment.cell.python.markers,
    platform: ports.environment.platform,
  });
}

/** Whether two spellings mean one version; a local part (`+g1a2b3c`) does not count. */
export function sameVersion(shown: string, wanted: string): boolean {
  const a = parseVersion(shown);
  const b = parseVersion(wanted);
  if (a === null || b === null) return shown.trim() === wanted.trim();
  const publicA = parseVersion(publicVersion(a));
  const publicB = parseVersion(publicVersion(b));
  return publicA !== null && publicB !== null && compareVersions(publicA, publicB) === 0;
}
