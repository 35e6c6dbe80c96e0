import { isScriptGroup } from "../../distribution/entry-points.ts";
import type { Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import type { ModuleRecord } from "../driver/records.ts";
import { entryPointBroken, nameOf } from "../imports/entry-point-findings.ts";
import { causeOfError } from "../imports/failure-cause.ts";
import { causeOf } from "../imports/import-findings.ts";
import { IMPORT_FAILS } from "../imports/import-rules.ts";
import { runImports, type ImportPlace, type ImportPorts } from "../imports/import-run.ts";
import { judgeContext } from "../imports/imports.ts";
import { extraNamed, judgeImport, withoutExtras } from "../imports/judge-import.ts";
import { isAside, isWithin, rootModules, type FirstPartyModule } from "../imports/modules.ts";
import { modeImportFails } from "../modes/compare-mode.ts";
import type { Reference } from "../modes/reference.ts";
import type { VerifyRequest } from "../request.ts";
import type { ExtrasCell } from "./plan-extras.ts";

/** What importing and loading showed where extras are installed. */
export interface ImportedWithExtras {
  readonly imported: readonly string[];
  /** How many entry points ask for these extras. */
  readonly entries: number;
  /** Scripts that cannot work here. */
  readonly brokenScripts: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  readonly attempts: readonly Attempt[];
}

/** Imports what works without the extras, and what asks for them; loads the entry points that ask for no others. */
export async function importWithExtras(
  cell: ExtrasCell,
  where: ImportPlace,
  {
    request,
    reference: { trial },
    modules,
  }: {
    readonly request: VerifyRequest;
    readonly reference: Reference;
    readonly modules: ReadonlyMap<string, FirstPartyModule>;
  },
  ports: ImportPorts,
): Promise<ImportedWithExtras> {
  const { project, expectations } = request;
  const own = new Set(cell.extras.map(normalizeName));
  const isOwn = (extra: string): boolean => own.has(normalizeName(extra));
  const entries = [...project.entryPoints.entries()].filter(
    ([, { extras }]) => extras.length > 0 && extras.every(isOwn),
  );
  const more = new Set(trial.importedWithMore ?? []);
  const plain = new Set(trial.imported.filter((name) => !more.has(name)));
  const skipped = expectations.skipImports.map(({ module }) => module);
  // What failed for another reason was told where it failed.
  const asking = trial.notTried.flatMap(({ kind, name }) =>
    kind === "module" && modules.has(name) ? [name] : [],
  );
  const names = [
    ...new Set([...plain, ...more, ...asking, ...entries.map(([, { module }]) => module)]),
  ].filter((name) => !isAside(name) && !skipped.some((each) => isWithin(name, each)));
  const context = judgeContext(modules, where, request, ports);
  const bare = withoutExtras(context);
  const extraAskedBy = ({ error }: ModuleRecord): string | null =>
    error === undefined ? null : extraNamed(error, project);
  const isVain = (record: ModuleRecord): boolean => {
    const asked = extraAskedBy(record);
    return asked !== null && isOwn(asked);
  };
  // What asks for an extra must work with it. What worked without the extras must work with them, whatever it may ask for.
  const severityOf = (record: ModuleRecord): "error" | "warning" | null => {
    if (record.ok || record.hung === true) return null;
    const judgement = judgeImport(record, causeOf(record), bare);
    if (judgement.kind === "elsewhere" || !(plain.has(record.name) || isVain(record))) return null;
    const isCertain = judgement.kind === "defect" || context.met.has(record.name);
    return isCertain ? "error" : "warning";
  };
  const outcome = await runImports(
    where,
    {
      modules: names,
      tops: [],
      roots: rootModules(modules),
      entries,
      timeout: expectations.importTimeout,
      budget: expectations.importBudget,
      label: "imports",
      eventId: `verify/${cell.id}`,
      isDefect: (record) => severityOf(record) !== null,
    },
    ports,
  );
  const findings: Finding[] = [];
  const attempts: Attempt[] = [];
  const brokenScripts = new Set<string>();
  const records = new Map(outcome.modules.map((record) => [record.name, record]));
  const loaded = new Map(outcome.entryPoints.map((record) => [record.number, record]));
  for (const [number, entry] of entries) {
    const record = loaded.get(number);
    const module = records.get(entry.module);
    const reason =
      record?.error !== undefined
        ? causeOfError(record.error).headline
        : module !== undefined && !module.ok
          ? causeOf(module).headline
          : null;
    if (reason === null) {
      if (record?.ok === true) attempts.push(succeeded("entry-point", nameOf(entry)));
      continue;
    }
    if (isScriptGroup(entry.group)) brokenScripts.add(entry.name);
    const extra = entry.extras.join(", ");
    const finding = entryPointBroken(
      entry,
      `${reason} (with [${extra}] alone)`,
      `add what ${entry.module} needs to project.optional-dependencies.${entry.extras[0] ?? extra}`,
    );
    findings.push(finding);
    attempts.push(failed("entry-point", nameOf(entry), reason, { finding }));
  }
  const told = new Set(entries.map(([, { module }]) => module));
  for (const [name, record] of records) {
    if (record.ok) attempts.push(succeeded("module", name));
    const severity = severityOf(record);
    if (severity === null || told.has(name)) continue;
    const { headline } = causeOf(record);
    const asked = extraAskedBy(record);
    const finding = plain.has(name)
      ? { ...modeImportFails(cell, name, headline), severity }
      : IMPORT_FAILS.finding({
          severity,
          subject: name,
          message: `import ${name} asks for the extra [${asked ?? ""}], and fails with it: ${headline}`,
          help: `add what ${name} needs to project.optional-dependencies.${asked ?? ""}`,
          details: { modules: [name], traceback: record.error?.trace ?? null },
        });
    findings.push(finding);
    if (severity === "error") attempts.push(failed("module", name, headline, { finding }));
  }
  return {
    imported: [...records.values()].filter(({ ok }) => ok).map(({ name }) => name),
    entries: entries.length,
    brokenScripts,
    findings,
    attempts,
  };
}
