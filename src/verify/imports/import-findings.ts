import { join, relative, sep } from "node:path";
import { symptom, type Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import { causeOfError, type FailureCause } from "./failure-cause.ts";
import type { DriverError, DriverWrite, ModuleRecord } from "../driver/records.ts";
import { removedFromStandardLibrary } from "../data/absent-modules.ts";
import { providesModule } from "../../distribution/import-names.ts";
import { helpFor } from "./import-help.ts";
import type { JudgeContext, JudgedImport, Judgement } from "./judge-import.ts";
import { isOurs, topOf } from "./modules.ts";
import type { RehearsedProject } from "../request.ts";
import { DUNDER_VERSION_DIFFERS, IMPORT_FAILS, IMPORT_WRITES_FILES } from "./import-rules.ts";

/** What the sentences need to know. */
export interface ImportContext extends JudgeContext {
  readonly dependencies: readonly string[];
  readonly work: string;
  readonly home: string;
  readonly environment: string;
}

/** A module that is broken for those who use it. */
export interface FailedImport {
  readonly record: ModuleRecord;
  readonly severity: "error" | "warning";
}

/** A module that needs what only some users have. */
export interface OptionalModule extends Pick<Extract<Judgement, { kind: "optional" }>, "need" | "reason"> {
  readonly name: string;
}

/** One finding for each cause, whatever the number of modules that it breaks. */
export function importFindings(failed: readonly FailedImport[], context: ImportContext): readonly Finding[] {
  const byCause = new Map<string, { readonly cause: FailureCause; readonly group: FailedImport[] }>();
  for (const failure of failed) {
    const cause = causeOf(failure.record);
    const known = byCause.get(cause.key);
    if (known === undefined) byCause.set(cause.key, { cause, group: [failure] });
    else known.group.push(failure);
  }
  return [...byCause.values()].map(({ cause, group }) => importFinding(cause, group, context));
}

/** The cause of one failed import; an interpreter that ended by itself is a cause of its own. */
export function causeOf(record: ModuleRecord): FailureCause {
  if (record.error !== undefined && record.hung !== true) return causeOfError(record.error);
  const headline =
    record.hung === true
      ? (record.error?.chain[0]?.message ?? "still running after the time limit")
      : record.signal !== undefined
        ? `signal ${record.signal} ended the interpreter`
        : `it ended the interpreter with status ${record.exited ?? "?"}`;
  return {
    key: `${headline}@${record.name}`,
    headline,
    missingModule: null,
    missingFile: null,
    symptom: null,
  };
}

function importFinding(cause: FailureCause, group: readonly FailedImport[], context: ImportContext): Finding {
  const names = group.map(({ record }) => record.name);
  // A path of this run says nothing to a reader, and differs between trials.
  const headline = cause.headline.replaceAll(`${context.sitePackages}${sep}`, "");
  const [first] = group;
  if (first === undefined) throw new Error("a cause without a failure");
  const { error } = first.record;
  const exits = error?.chain[0]?.type === "SystemExit";
  const location = error === undefined ? undefined : locationOf(error, context);
  const known = cause.symptom ?? syntaxSymptom(error, location);
  return IMPORT_FAILS.finding({
    severity: group.some(({ severity }) => severity === "error") ? "error" : "warning",
    subject: cause.missingModule ?? cause.missingFile ?? first.record.name,
    message:
      names.length === 1
        ? `import ${first.record.name} fails: ${headline}`
        : `${names.length} modules cannot be imported: ${headline} (${shown(names)})`,
    help: helpFor(cause, exits, context),
    details: { modules: names, traceback: error?.trace ?? null },
    ...(location === undefined ? {} : { location }),
    ...(known === null ? {} : { symptom: known }),
  });
}

/** One note for all modules that only some users can import; none when there are none. */
export function optionalNote(modules: readonly OptionalModule[]): readonly Finding[] {
  const [first] = modules;
  if (first === undefined) return [];
  const names = modules.map(({ name }) => name);
  const needs = [...new Set(modules.flatMap(({ need }) => need ?? []))];
  const words = [...new Set(modules.flatMap(({ need, reason }) => (need === null ? reason : [])))];
  const why = [
    ...(needs.length === 0 ? [] : [`${names.length === 1 ? "it needs" : "they need"} ${shown(needs)}`]),
    ...words.slice(0, 2),
    ...(words.length > 2 ? [`${words.length - 2} more reasons`] : []),
  ].join("; ");
  return [
    IMPORT_FAILS.finding({
      severity: "info",
      subject: "optional modules",
      message:
        names.length === 1
          ? `the optional module ${first.name} was not importable here: ${why}`
          : `${names.length} optional modules were not importable here: ${why} (${shown(names)})`,
      help: "name what they need in an extra, so that users and the next rehearsal can install it",
      details: {
        modules: names,
        needs: Object.fromEntries(modules.map(({ name, need, reason }) => [name, need ?? reason])),
      },
    }),
  ];
}

/**
 * The modules for which the time was not enough: counted, never taken for imported. An error when one of them is what
 * every user meets (`met`): that the release can be imported was not seen.
 */
export function untriedNote(
  untried: readonly string[],
  total: number,
  budget: number,
  met: ReadonlySet<string>,
): readonly Finding[] {
  if (untried.length === 0) return [];
  const root = untried.find((name) => met.has(name));
  return [
    IMPORT_FAILS.finding({
      severity: root === undefined ? "info" : "error",
      subject: "modules not tried",
      message: `${untried.length} of ${total} modules were not imported: the time for all imports (${budget} s) was spent`,
      ...(root !== undefined && {
        why: `${root} is what users import first, but the trial did not test it`,
        help: `find the slow import: python -X importtime -c "import ${root}"`,
      }),
      details: { modules: untried },
    }),
  ];
}

/** Whether the missing module is another project's that the release does not require. */
export function isForeign(
  cause: FailureCause,
  context: Pick<ImportContext, "project" | "modules" | "pythonMinor">,
): boolean {
  if (cause.missingModule === null) return false;
  const top = topOf(cause.missingModule);
  const removed = removedFromStandardLibrary(cause.missingModule);
  return (
    !isOurs(cause.missingModule, context.modules) &&
    !(removed !== null && context.pythonMinor >= removed) &&
    !context.project.requirements.some((requirement) => providesModule(requirement, top))
  );
}

/** The symptom of a file that is no Python: named by its module, as the static rule names it. */
function syntaxSymptom(error: DriverError | undefined, location: Location | undefined): string | null {
  const type = error?.chain[0]?.type ?? "";
  const member = location?.file.split("!/")[1];
  if (!["SyntaxError", "IndentationError", "TabError"].includes(type) || member === undefined) return null;
  const module = member.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".");
  return symptom.syntax(module);
}

/** Where the release's own code failed, as a member of the wheel. */
export function locationOf(
  error: DriverError,
  context: Pick<ImportContext, "project" | "sitePackages">,
): Location | undefined {
  if (error.frame === null) return undefined;
  const member = relative(context.sitePackages, error.frame.file).replaceAll("\\", "/");
  return {
    file: `${context.project.wheelFile}!/${member}`,
    ...(error.frame.line > 0 ? { line: error.frame.line } : {}),
  };
}

/** Imports that write files: one finding for each module and place, a directory below which it wrote left out. */
export function writeFindings(records: readonly ModuleRecord[], context: ImportContext): readonly Finding[] {
  const findings: Finding[] = [];
  const known = new Set<string>();
  // What fails by it tells of it: a failure is no warning because another module writes the same and lives. What fails
  // for another reason comes last.
  const rank = (record: ModuleRecord): number => (failedByWriting(record) ? 0 : record.ok ? 1 : 2);
  for (const record of records.toSorted((a, b) => rank(a) - rank(b))) {
    const writes = (record.writes ?? []).filter((write) => !known.has(`${write.place}:${write.path}`));
    for (const { place, path } of writes) known.add(`${place}:${path}`);
    for (const [place, group] of Map.groupBy(writes, (write) => write.place)) {
      const last = group.filter(({ path }) => !group.some((other) => other.path.startsWith(`${path}${sep}`)));
      const [first] = last;
      if (first === undefined) continue;
      const names = last.map(({ path }) => relative(rootOf(place, context), path).replaceAll("\\", "/"));
      const location = writeLocation(first, context);
      findings.push(
        IMPORT_WRITES_FILES.finding({
          severity: place === "work" && failedByWriting(record) ? "error" : "warning",
          subject: `${place}:${names[0]}`,
          message: `import ${record.name} writes ${shown(names)} into ${PLACES[place]}`,
          why: "an import must not write files: user directories may be read-only, shared or watched",
          help: "write only when a function is called, to a directory that the user chose or that platformdirs returns",
          ...(location === undefined ? {} : { location }),
        }),
      );
    }
  }
  return findings;
}

const PLACES = {
  work: "the current directory",
  home: "the home directory",
  environment: "the Python environment",
} as const;

/** Whether the import failed just because the place that it wants to write to is read-only. */
export function failedByWriting(record: ModuleRecord): boolean {
  const types = record.error?.chain.map((link) => link.type) ?? [];
  return (
    (record.writes ?? []).some((write) => write.place === "work") &&
    types.some((type) => type === "PermissionError" || type === "OSError" || type === "OperationalError")
  );
}

function rootOf(place: DriverWrite["place"], context: ImportContext): string {
  if (place === "work") return context.work;
  return place === "home" ? context.home : context.environment;
}

function writeLocation(write: DriverWrite, context: ImportContext): Location | undefined {
  const match = write.from === null ? null : /^(.*):(\d+)$/.exec(write.from);
  if (match?.[1] === undefined) return undefined;
  const member = relative(context.sitePackages, join(match[1])).replaceAll("\\", "/");
  return { file: `${context.project.wheelFile}!/${member}`, line: Number(match[2]) };
}

function shown(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(", ")
    : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

/** `__version__` that is not the metadata's. */
export function versionFinding(module: string, version: string, project: RehearsedProject): Finding {
  return DUNDER_VERSION_DIFFERS.finding({
    subject: module,
    symptom: symptom.version(module),
    message: `${module}.__version__ is ${JSON.stringify(version)}, but the release is ${project.version}`,
    help: `let ${module}/__init__.py read it: __version__ = importlib.metadata.version(${JSON.stringify(project.name)}), or bump it together with the project's version`,
  });
}

/** What lacks the same as a defect is part of it. */
export function joinDefects(
  defects: FailedImport[],
  optional: OptionalModule[],
  settled: ReadonlyMap<string, JudgedImport>,
): void {
  const causes = new Set(defects.map(({ record }) => causeOf(record).key));
  for (const each of optional.splice(0)) {
    const record = settled.get(each.name)?.record;
    if (record !== undefined && causes.has(causeOf(record).key))
      defects.push({ record, severity: "warning" });
    else optional.push(each);
  }
}
