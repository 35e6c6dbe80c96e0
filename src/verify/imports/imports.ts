import { isScriptGroup } from "../../distribution/entry-points.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Attempt } from "../attempt.ts";
import type { Companion, Companions } from "./companions.ts";
import type { EntryPointRecord, ModuleRecord } from "../driver/records.ts";
import { entryPointFindings } from "./entry-point-findings.ts";
import {
  causeOf,
  failedByWriting,
  importFindings,
  joinDefects,
  optionalNote,
  untriedNote,
  versionFinding,
  writeFindings,
  type FailedImport,
  type ImportContext,
  type OptionalModule,
} from "./import-findings.ts";
import { runImports, type ImportPlace, type ImportPorts, type ImportTask } from "./import-run.ts";
import { moduleAttempts } from "./module-attempts.ts";
import { judgeImport, withoutExtras, type JudgeContext, type JudgedImport } from "./judge-import.ts";
import { forNewerPythons } from "./newer-pythons.ts";
import { needsMore } from "./needs-more.ts";
import { hollowPackages, whereNothingWorks } from "./nothing-works.ts";
import { rootModules, isWithin, type FirstPartyModule } from "./modules.ts";
import { namesToImport, type Imported, type ImportScope } from "./names-to-import.ts";
import type { RehearsedEntryPoint, VerifyRequest } from "../request.ts";
import { normalizeName } from "../../version/names.ts";
import { samePublicVersion } from "../../version/same-public-version.ts";
import type { NotTried } from "../trial.ts";
import { mayNeedMore, tryAgain, type SecondTry } from "./try-again.ts";

/** What importing showed. */
export interface ImportOutcome extends Imported {
  /** Modules that every user meets. */
  readonly met: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly notTried: readonly NotTried[];
  readonly findings: readonly Finding[];
  /** Scripts that cannot work, and the reason: running them would show the same once more. */
  readonly brokenScripts: ReadonlyMap<string, string>;
  /** Scripts whose module imports with an extra only: they run there. */
  readonly scriptPlaces: ReadonlyMap<string, Companion>;
}

/** What the import of a trial needs besides its environment. */
export interface ImportSetting {
  readonly request: VerifyRequest;
  readonly companions: Companions;
  /** The modules of the release, by name, a package before what it holds. */
  readonly modules: ReadonlyMap<string, FirstPartyModule>;
  readonly eventId: string;
}

/** Imports every first-party module and loads every entry point, each in the state of a fresh interpreter. */
export async function checkImports(
  where: ImportPlace,
  scope: ImportScope,
  setting: ImportSetting,
  ports: ImportPorts,
): Promise<ImportOutcome> {
  const { installed, environment } = where;
  const { request, companions, modules, eventId } = setting;
  const { project, expectations } = request;
  const entries = scope === "all" ? [...project.entryPoints.entries()] : [];
  const bare = judgeContext(modules, where, request, ports);
  const notTried: NotTried[] = [];
  const names = namesToImport(modules, scope, request, notTried);
  const skipped = new Set(notTried.map(({ name }) => name));
  const targets = entries.map(([, { module }]) => module).filter((name) => !skipped.has(name));
  const task: ImportTask = {
    modules: [...new Set([...names, ...targets])],
    tops: [...modules.keys()].filter((name) => !name.includes(".")),
    roots: rootModules(modules),
    entries,
    timeout: expectations.importTimeout,
    budget: expectations.importBudget,
    label: scope === "all" ? "imports" : "roots",
    eventId,
    isDefect: (record) =>
      !record.ok && record.hung !== true && judgeImport(record, causeOf(record), bare).kind === "defect",
  };
  const first = await runImports(where, task, ports);
  const context = { ...bare, newer: await forNewerPythons(first.modules, modules, bare, ports) };
  const known = new Map(first.modules.map((record) => [record.name, record]));
  const failures = new Map<string, JudgedImport>();
  for (const record of first.modules) {
    if (!record.ok && modules.has(record.name)) failures.set(record.name, judged(record));
  }
  const second = await again(failures, entries, first.entryPoints);
  const settled = settle();
  const entryPoints = [
    ...first.entryPoints.filter(
      (record) => !second.entryPoints.some((each) => each.number === record.number),
    ),
    ...second.entryPoints,
  ];

  const defects: FailedImport[] = [];
  const optional: OptionalModule[] = [];
  const exempt = new Map<string, string>();
  const more = needsMore({ failures, places: second.places }, context);
  const imported = new Set([
    ...first.modules.filter(({ ok }) => ok).map(({ name }) => name),
    ...second.places.keys(),
  ]);
  const broken =
    scope === "all" && settled.size > 0
      ? whereNothingWorks(
          { names, imported, settled, hollow: await hollowPackages(imported, context, ports) },
          context,
        )
      : new Set();
  for (const [name, { record, judgement }] of settled) {
    if (broken.has(name) && !failedByWriting(record)) defects.push({ record, severity: "error" });
    else if (judgement.kind === "elsewhere" || judgement.kind === "extra") {
      exempt.set(name, judgement.reason);
      notTried.push({ kind: "module", name, reason: judgement.reason });
    } else if (judgement.kind === "optional") {
      exempt.set(name, judgement.reason);
      optional.push({ name, need: judgement.need, reason: judgement.reason });
    } else if (!failedByWriting(record))
      defects.push({
        record,
        severity:
          modules.get(name)?.packaged === false && !context.met.has(name) ? "warning" : judgement.severity,
      });
  }
  joinDefects(defects, optional, settled);
  const told: ImportContext = {
    ...context,
    dependencies: installed.dependencies,
    work: where.place.work,
    home: where.place.home,
    environment: environment.environment,
  };
  const writes = writeFindings(first.modules, told);
  const failing = importFindings(defects, told);
  const untried = new Map([
    ...notTried.filter(({ name }) => skipped.has(name)).map(({ name, reason }) => [name, reason] as const),
    ...first.untried.map((name) => [name, "the time for all imports was spent"] as const),
  ]);
  const attempts = moduleAttempts({
    names: names.filter((name) => !untried.has(name)),
    imported,
    settled,
    severities: new Map(defects.map(({ record, severity }) => [record.name, severity])),
    findings: [...failing, ...writes],
    more,
  });
  const loaded = entryPointFindings({
    entries,
    entryPoints,
    known,
    exempt,
    failed: defects,
    untried,
    modules: new Map(attempts.map((attempt) => [attempt.name, attempt])),
    extras: second.extras,
    context: told,
  });
  const findings: Finding[] = [
    ...failing,
    ...more.map(({ finding }) => finding),
    ...optionalNote(optional),
    ...untriedNote(first.untried, task.modules.length, task.budget, context.met),
    ...writes,
    ...loaded.findings,
    ...first.modules.flatMap((record) => versionOf(record, modules, project)),
  ];
  for (const name of names) {
    if (imported.has(name) || settled.has(name)) continue;
    const reason = untried.get(name) ?? "a package above it cannot be imported";
    notTried.push({ kind: "module", name, reason });
  }
  return {
    met: [...context.met].filter((name) => modules.has(name)),
    imported: [...imported].filter((name) => modules.has(name)).sort(),
    importedWithMore: [...second.places.keys()].filter((name) => modules.has(name)),
    attempts: [...attempts, ...loaded.attempts],
    notTried: [...notTried, ...loaded.notTried],
    findings,
    brokenScripts: loaded.brokenScripts,
    scriptPlaces: scriptPlaces(entries, known, second),
  };

  function judged(record: ModuleRecord, by: JudgeContext = context): JudgedImport {
    return { record, judgement: judgeImport(record, causeOf(record), by) };
  }

  /** The second try of what may work with an extra or beside its host. */
  async function again(
    failed: ReadonlyMap<string, JudgedImport>,
    all: typeof entries,
    records: readonly EntryPointRecord[],
  ): Promise<SecondTry> {
    const retried = [...failed].filter(([, each]) => mayNeedMore(each));
    const loadedNumbers = new Set(records.filter(({ ok }) => ok).map(({ number }) => number));
    const hopeful = all.filter(
      ([number, { module, extras }]) =>
        !loadedNumbers.has(number) && (extras.length > 0 || retried.some(([name]) => isWithin(module, name))),
    );
    const nothing = { modules: new Map(), entryPoints: [], places: new Map(), extras: new Set<string>() };
    if (scope !== "all" || retried.length + hopeful.length === 0) return nothing;
    const extras = retried.flatMap(([, { judgement }]) =>
      judgement.kind === "extra" ? [judgement.extra] : [],
    );
    const wanted = { modules: retried.map(([name]) => name), extras, entries: hopeful };
    return tryAgain(wanted, task, environment.cell, companions, ports);
  }

  /** What remains of the failures, by the second try where that shows more than the first. */
  function settle(): ReadonlyMap<string, JudgedImport> {
    const rest = new Map<string, JudgedImport>();
    for (const name of new Set([...failures.keys(), ...second.modules.keys()])) {
      if (second.places.has(name) || !modules.has(name)) continue;
      const earlier = failures.get(name);
      const later = second.modules.get(name);
      const isSame =
        earlier !== undefined && (later === undefined || causeOf(later).key === causeOf(earlier.record).key);
      const last = isSame
        ? earlier
        : later === undefined
          ? undefined
          : judged(later, { ...context, extras: second.extras });
      if (last === undefined) continue;
      const { record, judgement } = last;
      // An extra exempts only what works with it.
      const isVain = judgement.kind === "extra" && second.extras.has(normalizeName(judgement.extra));
      const without = isVain ? judgeImport(record, causeOf(record), withoutExtras(context)) : judgement;
      rest.set(name, { record, judgement: without });
    }
    return rest;
  }
}

/** What the judgement of a failed import goes by. */
export function judgeContext(
  modules: ReadonlyMap<string, FirstPartyModule>,
  { environment, installed }: ImportPlace,
  { project }: VerifyRequest,
  ports: ImportPorts,
): JudgeContext {
  const scripts = project.entryPoints
    .filter(({ group, extras }) => isScriptGroup(group) && extras.length === 0)
    .map(({ module }) => module);
  return {
    project,
    modules,
    met: new Set([...rootModules(modules), ...scripts]),
    markers: environment.cell.python.markers,
    platform: ports.environment.platform,
    pythonMinor: Number(environment.cell.python.version.split(".")[1] ?? 0),
    sitePackages: installed.sitePackages,
  };
}

/** Where a script runs whose module did not import without more. */
function scriptPlaces(
  entries: readonly (readonly [number, RehearsedEntryPoint])[],
  known: ReadonlyMap<string, ModuleRecord>,
  second: SecondTry,
): ReadonlyMap<string, Companion> {
  const places = new Map<string, Companion>();
  for (const [number, entry] of entries) {
    const place = second.places.get(entry.module);
    const isLoaded = second.entryPoints.findLast((record) => record.number === number)?.ok !== false;
    if (
      place !== undefined &&
      isLoaded &&
      isScriptGroup(entry.group) &&
      (known.get(entry.module)?.ok !== true || entry.extras.length > 0)
    )
      places.set(entry.name, place);
  }
  return places;
}

function versionOf(
  record: ModuleRecord,
  modules: ReadonlyMap<string, FirstPartyModule>,
  project: VerifyRequest["project"],
): readonly Finding[] {
  if (!record.ok || typeof record.version !== "string" || !modules.has(record.name)) return [];
  return samePublicVersion(record.version, project.version)
    ? []
    : [versionFinding(record.name, record.version, project)];
}
