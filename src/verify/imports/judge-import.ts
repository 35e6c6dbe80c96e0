import { evaluateMarker, formatMarker } from "../../version/marker.ts";
import { normalizeName } from "../../version/names.ts";
import {
  isPython2,
  platformNeed,
  removedFromStandardLibrary,
  systemOfName,
  type Platform,
} from "../data/absent-modules.ts";
import { isExtensionOf } from "../data/plugin-hosts.ts";
import type { FailureCause } from "./failure-cause.ts";
import type { DriverError, ErrorLink, ModuleRecord } from "../driver/records.ts";
import { providesModule } from "../../distribution/import-names.ts";
import { ownBug } from "./own-bug.ts";
import { isAside, isOurs, isPublic, topOf, type FirstPartyModule } from "./modules.ts";
import { lastLine, raiser } from "./traceback.ts";
import type { RehearsedProject } from "../request.ts";

/** What the judgement goes by. */
export interface JudgeContext {
  readonly project: RehearsedProject;
  readonly modules: ReadonlyMap<string, FirstPartyModule>;
  /** Modules that every user meets: the top-level packages and where scripts start. */
  readonly met: ReadonlySet<string>;
  readonly markers: Readonly<Record<string, string>>;
  readonly platform: Platform;
  readonly pythonMinor: number;
  readonly sitePackages: string;
  /** Extras that are installed here, normalised. */
  readonly extras?: ReadonlySet<string>;
  /** Modules that are imported on a newer Python only, with its minor version. */
  readonly newer?: ReadonlyMap<string, number>;
}

/**
 * What a failed import means. `elsewhere`: it is for another platform, for tests or the like, and was not really tried;
 * `extra`: an extra brings what it lacks; `optional`: it lacks something that only some users have; `defect`: it is
 * broken for those who use it.
 */
export type Judgement =
  | { readonly kind: "elsewhere"; readonly reason: string }
  | { readonly kind: "extra"; readonly extra: string; readonly reason: string }
  /** The need: what it lacks, by name; null where only Python's own words say it. */
  | { readonly kind: "optional"; readonly need: string | null; readonly reason: string }
  | { readonly kind: "defect"; readonly severity: "error" | "warning" };

/** A failed import and what it means. */
export interface JudgedImport {
  readonly record: ModuleRecord;
  readonly judgement: Judgement;
}

const ERROR: Judgement = { kind: "defect", severity: "error" };
const WARNING: Judgement = { kind: "defect", severity: "warning" };

/**
 * Judges one failed import. An error is what a user meets who installs and imports the release, and a module of the
 * release's own that is missing; what needs something that this environment lacks is no defect of the release.
 */
export function judgeImport(record: ModuleRecord, cause: FailureCause, context: JudgeContext): Judgement {
  const { error } = record;
  const isMet = context.met.has(record.name);
  if (!isMet && isAside(record.name))
    return { kind: "elsewhere", reason: `it belongs to tests, examples or vendored code: ${cause.headline}` };
  const newer = context.newer?.get(record.name);
  if (newer !== undefined)
    return { kind: "elsewhere", reason: `it is imported on Python 3.${newer} and newer only` };
  const isOffered = isPublic(record.name) && context.modules.get(record.name)?.packaged !== false;
  if (record.hung === true) return isMet || isOffered ? ERROR : WARNING;
  if (error === undefined) return isMet ? ERROR : WARNING;
  const own = missingOfOurOwn(error, context.modules);
  if (own !== null && !(isDeliberate(error) && !isMet)) return judgeOwn(own, isMet, context.platform);
  const platform = platformNeed(error, context);
  if (platform !== null && !(isMet && lacksAnotherProject(error)))
    return { kind: "elsewhere", reason: platform };
  const asserted = platformAssertion(error);
  if (asserted !== null) return { kind: "elsewhere", reason: asserted };
  if (lacksInDependency(error, context)) return ERROR;
  const wanted = judgeWanted(cause.missingModule, isMet, context);
  if (wanted !== null) return wanted;
  const named = extraNamed(error, context.project);
  if (named !== null) return { kind: "extra", extra: named, reason: `it needs the extra [${named}]` };
  if (isMet)
    return isExtensionOf(cause.missingModule, context.project)
      ? optional(topOf(cause.missingModule ?? ""))
      : ERROR;
  if (error.chain[0]?.type === "SystemExit") return optional("to be run as a program");
  if (ownBug(error, context) !== null) return isOffered ? ERROR : WARNING;
  return judgeUnmet(record, error, cause, context);
}

function optional(need: string): Judgement {
  return { kind: "optional", need, reason: `it needs ${need}` };
}

function refused({ headline }: FailureCause): Judgement {
  return { kind: "optional", need: null, reason: headline };
}

/** A module of the release's own is missing. */
function judgeOwn(own: OwnModule, isMet: boolean, platform: Platform): Judgement {
  if (isMet) return ERROR;
  if (own.circular) return optional("another module to be imported first");
  // What is compiled may be left out of a build on purpose, and is built on its own system only.
  if (!own.isModule || own.name.split(".").at(-1)?.startsWith("_") !== true) return ERROR;
  const system = systemOfName(own.name, platform);
  return system === null
    ? WARNING
    : { kind: "elsewhere", reason: `it needs ${own.name}, which is for ${system} by its name` };
}

/** Whether a dependency that is installed here, in the newest version that is allowed, lacks a name that is used. */
function lacksInDependency(error: DriverError, context: JudgeContext): boolean {
  const [link] = error.chain;
  if (link === undefined || isDeliberate(error)) return false;
  const module =
    /^cannot import name '\w+' from '([\w.]+)'/.exec(link.message)?.[1] ??
    /^module '([\w.]+)' has no attribute/.exec(link.message)?.[1];
  if (module === undefined || isOurs(module, context.modules)) return false;
  const top = topOf(module);
  return (
    !SHARED_NAMESPACES.has(top) &&
    context.project.requirements.some(
      (requirement) =>
        providesModule(requirement, top) &&
        (requirement.marker === null || evaluateMarker(requirement.marker, context.markers, context.extras)),
    )
  );
}

/** By the requirements: what would bring the missing module; null when they say nothing. */
function judgeWanted(missing: string | null, isMet: boolean, context: JudgeContext): Judgement | null {
  if (missing === null) return null;
  const top = topOf(missing);
  const wanted = context.project.requirements.filter((requirement) => providesModule(requirement, top));
  const applies = wanted.some(({ marker }) => marker === null || evaluateMarker(marker, context.markers));
  // A namespace (google, azure) belongs to many projects: a submodule that is missing says nothing of this one.
  if (applies && missing === top) return ERROR;
  if (applies) return isMet ? ERROR : SHARED_NAMESPACES.has(top) ? optional(missing) : WARNING;
  const extra = wanted.flatMap(({ extras }) => extras)[0];
  if (extra !== undefined)
    return { kind: "extra", extra, reason: `it needs ${top}, which comes with the extra [${extra}]` };
  const marker = wanted.find((each) => each.marker !== null)?.marker ?? null;
  if (marker === null) return null;
  return {
    kind: "elsewhere",
    reason: `it needs ${top}, which is required only where ${formatMarker(marker)}`,
  };
}

const SHARED_NAMESPACES: ReadonlySet<string> = new Set(
  "azure backports google jaraco opentelemetry sphinxcontrib zope".split(" "),
);

const PROGRAMMING_ERRORS: ReadonlySet<string> = new Set(
  "AttributeError IndentationError IndexError KeyError NameError SyntaxError TabError TypeError UnboundLocalError ZeroDivisionError".split(
    " ",
  ),
);

/** A module that no user meets unasked. */
function judgeUnmet(
  record: ModuleRecord,
  error: DriverError,
  cause: FailureCause,
  context: JudgeContext,
): Judgement {
  const [first] = error.chain;
  const missing = cause.missingModule ?? error.chain.find(isImportError)?.module ?? null;
  if (missing !== null) {
    const removed = removedFromStandardLibrary(missing);
    if (removed !== null && context.pythonMinor >= removed && !isDeliberate(error)) return WARNING;
    return optional(isPython2(missing) ? "Python 2" : topOf(missing));
  }
  if (first === undefined || raisedByProject(error, context.sitePackages)) return refused(cause);
  if (cause.missingFile !== null) {
    const file = error.chain.find((link) => link.file)?.file ?? "";
    return file.startsWith(context.sitePackages) ? ERROR : WARNING;
  }
  if (first.type === "SyntaxError" && context.modules.get(record.name)?.packaged === false)
    return {
      kind: "elsewhere",
      reason: "its directory has no __init__.py and it is not plain Python, so it is treated as a template",
    };
  const byAnother = raiser(error) !== error.frame?.file && raiser(error).startsWith(context.sitePackages);
  return PROGRAMMING_ERRORS.has(first.type) && !byAnother ? WARNING : refused(cause);
}

/** A name of the release's own that is missing. */
interface OwnModule {
  readonly name: string;
  readonly circular: boolean;
  /** Whether it would be a module, and not just a name in one. */
  readonly isModule: boolean;
}

/** The release's own module that is missing, by the first import that failed; null when it is another project's. */
function missingOfOurOwn(
  error: DriverError,
  modules: ReadonlyMap<string, FirstPartyModule>,
): OwnModule | null {
  const link = error.chain.find(isImportError);
  if (link?.module == null) return null;
  const name = /^cannot import name '(\w+)' from/.exec(link.message)?.[1];
  if (link.type === "ImportError" && name !== undefined) {
    const circular = /circular import/.test(link.message);
    const from = modules.get(link.module);
    const isModule = from !== undefined && /\/__init__\.[^/]+$/.test(from.path);
    return from === undefined ? null : { name: `${link.module}.${name}`, circular, isModule };
  }
  if (link.type !== "ModuleNotFoundError") return null;
  return isOurs(link.module, modules) ? { name: link.module, circular: false, isModule: true } : null;
}

function isImportError(link: ErrorLink): boolean {
  return link.type === "ModuleNotFoundError" || link.type === "ImportError";
}

/** Whether a module of another project is what the outermost failure lacks. */
function lacksAnotherProject(error: DriverError): boolean {
  const [first] = error.chain;
  return (
    first?.type === "ModuleNotFoundError" &&
    !!first.module &&
    error.chain.length > 1 &&
    !isPython2(first.module) &&
    platformNeed({ ...error, chain: [first] }, { platform: "linux", pythonMinor: 0 }) === null
  );
}

/** Whether code raises on purpose, of whatever type, because an import failed before. */
export function isDeliberate(error: DriverError): boolean {
  return error.chain.slice(1).some(isImportError) && /^raise\b/.test(lastLine(error.trace));
}

/** Whether an installed project, this one or another, refuses in its own words. */
function raisedByProject(error: DriverError, sitePackages: string): boolean {
  return /^raise\b/.test(lastLine(error.trace)) && raiser(error).startsWith(sitePackages);
}

/** A module for another platform may say so itself: `assert sys.platform == "win32"`. */
function platformAssertion(error: DriverError): string | null {
  const line = lastLine(error.trace);
  const isPlatform = /\b(?:sys\.platform|os\.name|platform\.system)\b/.test(line);
  return error.chain[0]?.type === "AssertionError" && /^assert\b/.test(line) && isPlatform
    ? `it is for another platform: ${line}`
    : null;
}

/** The extra that an error names: `pip install "x[extra]"`, whatever the exception is called. */
export function extraNamed(
  error: DriverError,
  project: Pick<RehearsedProject, "name" | "extras">,
): string | null {
  return extraInText(error.chain.map(({ message }) => message).join("\n"), project);
}

/** The declared extra of the project that a text names as an installer would (`demo[cli]`, `.[cli]`), or null. */
export function extraInText(
  text: string,
  { name, extras }: Pick<RehearsedProject, "name" | "extras">,
): string | null {
  for (const match of text.matchAll(/([A-Za-z0-9._-]+)\[([A-Za-z0-9._, -]+)\]/g)) {
    if (match[1] !== "." && normalizeName(match[1] ?? "") !== normalizeName(name)) continue;
    for (const word of (match[2] ?? "").split(/[, ]+/)) {
      const extra = extras.find((each) => normalizeName(each) === normalizeName(word));
      if (word !== "" && extra !== undefined) return extra;
    }
  }
  return null;
}

/** The context for what an extra did not cure: as if the project had none. */
export function withoutExtras(context: JudgeContext): JudgeContext {
  const requirements = context.project.requirements.filter(({ extras }) => extras.length === 0);
  return { ...context, project: { ...context.project, extras: [], requirements } };
}
