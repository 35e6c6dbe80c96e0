import { isScriptGroup } from "../../distribution/entry-points.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { failed as failure, succeeded, type Attempt, type Exemption } from "../attempt.ts";
import { causeOfError } from "./failure-cause.ts";
import { hostsOf } from "../data/plugin-hosts.ts";
import type { EntryPointRecord, ModuleRecord } from "../driver/records.ts";
import { causeOf, isForeign, locationOf, type FailedImport, type ImportContext } from "./import-findings.ts";
import { isWithin } from "./modules.ts";
import { normalizeName } from "../../version/names.ts";
import type { RehearsedEntryPoint } from "../request.ts";
import type { NotTried } from "../trial.ts";
import { ENTRY_POINT_FAILS } from "./import-rules.ts";

/** What the entry points showed. */
export interface EntryPointOutcome {
  readonly attempts: readonly Attempt[];
  readonly findings: readonly Finding[];
  readonly notTried: readonly NotTried[];
  readonly brokenScripts: ReadonlyMap<string, string>;
}

/**
 * Judges the entry points. A failure whose cause is told already by an import finding is not told twice; an entry
 * point of an extra that is not installed is not tried.
 */
export function entryPointFindings(input: {
  readonly entries: readonly (readonly [number, RehearsedEntryPoint])[];
  readonly entryPoints: readonly EntryPointRecord[];
  readonly known: ReadonlyMap<string, ModuleRecord>;
  readonly exempt: ReadonlyMap<string, string>;
  readonly failed: readonly FailedImport[];
  /** Modules that were not to be imported, or not in time, each with the reason. */
  readonly untried: ReadonlyMap<string, string>;
  /** What importing showed of the modules. */
  readonly modules: ReadonlyMap<string, Attempt>;
  /** Extras, in normal form, with which what failed was tried again. */
  readonly extras: ReadonlySet<string>;
  readonly context: ImportContext;
}): EntryPointOutcome {
  const { entries, entryPoints, known, exempt, failed, untried, modules, extras, context } = input;
  const findings: Finding[] = [];
  const attempts: Attempt[] = [];
  const notTried: NotTried[] = [];
  const brokenScripts = new Map<string, string>();
  const told = new Set(failed.map(({ record }) => causeOf(record).key));
  const loaded = new Map(entryPoints.map((record) => [record.number, record]));
  for (const [index, entry] of entries) {
    const script = isScriptGroup(entry.group);
    const fail = (detail: string, more: Parameters<typeof failure>[3] = {}): void => {
      attempts.push(failure("entry-point", nameOf(entry), detail, more));
    };
    const exempted = (detail: string, kind: Exemption["kind"], reason: string): void => {
      notTried.push({ kind: "entry-point", name: nameOf(entry), reason });
      fail(detail, { exemption: { kind, reason } });
    };
    const broken = (reason: string): void => {
      if (script) brokenScripts.set(entry.name, reason);
    };
    const skip = [...untried].find(([name]) => isWithin(entry.module, name));
    if (skip !== undefined && !known.has(entry.module)) {
      notTried.push({ kind: "entry-point", name: nameOf(entry), reason: skip[1] });
      broken(skip[1]);
      continue;
    }
    const module = known.get(entry.module);
    const record = loaded.get(index);
    const above = [...exempt].find(([name]) => isWithin(entry.module, name));
    if (above !== undefined && record?.ok !== true) {
      const reason = script ? above[1] : `${above[1]}; ${hostWords(entry)} is not installed`;
      exempted(above[1], modules.get(above[0])?.exemption?.kind ?? "elsewhere", reason);
      broken(above[1]);
      continue;
    }
    if (record?.ok === true) {
      if (script && record.callable === false) {
        const reason = `${targetOf(entry)} is not callable`;
        const shown = entryPointBroken(entry, reason, "name a function: module:function");
        findings.push(shown);
        fail(reason, { finding: shown });
        broken("its target is not callable");
      } else attempts.push(succeeded("entry-point", nameOf(entry)));
      continue;
    }
    // An extra exempts only what it was not there for.
    if (entry.extras.some((each) => !extras.has(normalizeName(each)))) {
      const reason = `it belongs to the extra [${entry.extras.join(", ")}], which is not installed`;
      exempted(
        record?.error === undefined ? "not loaded" : causeOfError(record.error).headline,
        "extra",
        reason,
      );
      broken(reason);
      continue;
    }
    if (record?.error !== undefined) {
      const cause = causeOfError(record.error);
      const shown = {
        ...entryPointBroken(
          entry,
          cause.headline,
          `name an object that the wheel contains: ${entry.module} has no ${entry.attribute ?? ""}`,
        ),
        details: { target: targetOf(entry), traceback: record.error.trace },
      };
      findings.push(shown);
      fail(cause.headline, { finding: shown });
      broken(cause.headline);
      continue;
    }
    if (module !== undefined && !module.ok) {
      const cause = causeOf(module);
      broken(cause.headline);
      if (told.has(cause.key)) {
        fail(cause.headline, { exemption: CONSEQUENCE });
        continue;
      }
      const own = cause.missingModule !== null && isWithin(entry.module, cause.missingModule);
      const location = module.error === undefined ? undefined : locationOf(module.error, context);
      if (!script && isForeign(cause, context)) {
        const reason = `${cause.headline}; ${hostWords(entry)} is not installed`;
        exempted(cause.headline, "elsewhere", reason);
        continue;
      }
      const shown: Finding = {
        ...entryPointBroken(
          entry,
          cause.headline,
          `name a module that the wheel contains, or add ${cause.missingModule ?? entry.module} to the build`,
        ),
        ...(own || cause.symptom === null ? {} : { symptom: cause.symptom }),
        ...(location === undefined ? {} : { location }),
        details: { target: targetOf(entry), traceback: module.error?.trace ?? null },
      };
      findings.push(shown);
      fail(cause.headline, { finding: shown });
      told.add(cause.key);
      continue;
    }
    // Its module lies below a package that failed: told with that package.
    if (module === undefined) broken(`${entry.module} cannot be imported`);
    const isBelow = [...modules.values()].some(({ ok, name }) => !ok && isWithin(entry.module, name));
    if (isBelow) fail(`${entry.module} cannot be imported`, { exemption: CONSEQUENCE });
    else fail("the trial has no result for it");
  }
  return { attempts, findings, notTried, brokenScripts };
}

const CONSEQUENCE: Exemption = { kind: "consequence", reason: "its module cannot be imported" };

/** What loads a plugin, in words. */
function hostWords({ group }: RehearsedEntryPoint): string {
  const hosts = hostsOf(group);
  return hosts.length === 0 ? `the host of ${group}` : `its host (${hosts.join(", ")})`;
}

/** The finding of an entry point that cannot be loaded. */
export function entryPointBroken(entry: RehearsedEntryPoint, reason: string, help: string): Finding {
  return ENTRY_POINT_FAILS.finding({
    subject: nameOf(entry),
    symptom: symptom.entryPoint(entry.name),
    message: `the entry point ${nameOf(entry)} = ${targetOf(entry)} cannot be loaded: ${reason}`,
    help,
  });
}

/** `demo` for a script, else with its group. */
export function nameOf(entry: RehearsedEntryPoint): string {
  return isScriptGroup(entry.group) ? entry.name : `${entry.group}: ${entry.name}`;
}

function targetOf(entry: RehearsedEntryPoint): string {
  return entry.attribute === null ? entry.module : `${entry.module}:${entry.attribute}`;
}
