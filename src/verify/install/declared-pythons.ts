import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { Completed } from "../../ports/processes.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { parseVersion } from "../../version/pep440.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import { normalizeName } from "../../version/names.ts";
import { minorOf } from "../../version/python-minor.ts";
import { unreachable } from "./install-findings.ts";
import { resolverMessage, unwrapped } from "./resolver-message.ts";
import { writeProject } from "../../toolbox/installers/uv.ts";
import { limitTo } from "../../ports/limit.ts";
import type { DeclaredOutcome, PrepareRequest, TrialPython } from "../request.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import { REQUIREMENTS_CANNOT_BE_MET } from "./install-rules.ts";

/** What the resolution for declared Pythons needs; known before anything is built when the requirements are. */
export interface DeclaredRequest extends Pick<
  PrepareRequest,
  "directory" | "requirements" | "indexVariables" | "uv" | "environmentBase" | "installTimeout"
> {
  readonly requiresPython: string | null;
  readonly classifiers: readonly string[];
  /** The interpreters that trials run on anyway; at least one. */
  readonly tested: readonly Pick<TrialPython, "executable" | "version">[];
}

type DeclaredPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;
type Verdict = {
  readonly outcome: "ok" | "failed" | "unknown";
  readonly detail?: string;
  readonly finding?: Finding;
};

/**
 * The minor versions of CPython that the release says it supports: the classifiers' and the lowest that
 * requires-python admits (none below 3.8 is tried: uv knows no older one).
 */
export function declaredPythons(
  requiresPython: string | null,
  classifiers: readonly string[],
): readonly string[] {
  const specifiers = requiresPython === null ? null : parseSpecifierSet(requiresPython);
  const admitted = (minor: string): boolean => {
    if (specifiers === null) return true;
    // A bound such as >=3.9.2 admits the minor version by its later patches.
    return [`${minor}.0`, `${minor}.99`].some((text) => {
      const version = parseVersion(text);
      return version !== null && specifiers.contains(version);
    });
  };
  const minors = new Set<number>();
  for (const classifier of classifiers) {
    const match = /^Programming Language :: Python :: 3\.(\d+)$/.exec(classifier);
    if (match !== null) minors.add(Number(match[1]));
  }
  if (requiresPython !== null) {
    for (let minor = 8; minor < 40; minor += 1) {
      if (!admitted(`3.${minor}`)) continue;
      minors.add(minor);
      break;
    }
  }
  return [...minors]
    .filter((minor) => minor >= 8 && admitted(`3.${minor}`))
    .sort((a, b) => a - b)
    .map((minor) => `3.${minor}`);
}

/** The newest minor version that a release can mean which sets no upper bound. */
const NEWEST_MINOR = 14;

/**
 * Every minor version that a release can be tried on: those of the classifiers, and all that requires-python admits
 * from the oldest one that uv knows to the newest one that is released.
 */
export function everyDeclaredPython(
  requiresPython: string | null,
  classifiers: readonly string[],
): readonly string[] {
  const specifiers = requiresPython === null ? null : parseSpecifierSet(requiresPython);
  const named = declaredPythons(requiresPython, classifiers);
  const admitted = Array.from({ length: NEWEST_MINOR - 7 }, (_, at) => `3.${at + 8}`).filter((minor) => {
    const version = parseVersion(`${minor}.99`);
    return specifiers !== null && version !== null && specifiers.contains(version);
  });
  return [...new Set([...named, ...admitted])].toSorted((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
}

/**
 * Resolves the requirements for every declared Python that no trial runs on, without building and without that
 * Python: only wheels count. What that proves: a version conflict is certain; a requirement that has wheels for
 * a tested Python, yet none for a declared one, is a likely failure (its old source rarely builds on a newer
 * Python); a requirement that has no wheels at all proves nothing, and is told as `unknown`.
 */
export async function checkDeclaredPythons(
  request: DeclaredRequest,
  ports: DeclaredPorts,
): Promise<DeclaredOutcome> {
  const tested = new Set(request.tested.map(({ version }) => minorOf(version)));
  const minors = declaredPythons(request.requiresPython, request.classifiers).filter(
    (minor) => !tested.has(minor),
  );
  if (request.requirements.length === 0 || minors.length === 0) return { findings: [], pythons: [] };
  const directory = join(request.directory, "declared");
  const file = join(directory, "pyproject.toml");
  await writeProject(file, request.requirements, null, ports);
  const limit = limitTo(ports.environment.cores);
  const [reference] = request.tested;
  if (reference === undefined) throw new Error("a resolution needs an interpreter");
  const verdicts = await Promise.all(
    minors.map((minor) =>
      limit(async () => ({ minor, verdict: await judge(minor, file, reference, directory, request, ports) })),
    ),
  );
  return {
    findings: mergeByRequirement(verdicts.flatMap(({ verdict }) => verdict.finding ?? [])),
    pythons: verdicts.map(({ minor, verdict }) => ({
      version: minor,
      outcome: verdict.outcome,
      ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
    })),
  };
}

async function judge(
  minor: string,
  file: string,
  reference: DeclaredRequest["tested"][number],
  directory: string,
  request: DeclaredRequest,
  ports: DeclaredPorts,
): Promise<Verdict> {
  const resolved = await compile([file], minor, directory, request, ports);
  if (resolved.status === 0) return { outcome: "ok" };
  const said = unwrapped(resolved.stderr);
  if (resolved.timedOut || unreachable(said) !== null)
    return { outcome: "unknown", detail: "the index could not be queried" };
  const wheelless = /([A-Za-z0-9._-]+)((?:==|>=|<=|~=|>|<)[^\s,]+)? has no (?:usable )?wheels/.exec(said);
  if (wheelless?.[1] !== undefined) {
    const requirement = `${wheelless[1]}${wheelless[2] ?? ""}`;
    const only = join(directory, `${wheelless[1]}-${minor}`, "pyproject.toml");
    await writeProject(only, [requirement], null, ports);
    const elsewhere = await compile(
      ["--no-deps", only],
      minorOf(reference.version),
      directory,
      request,
      ports,
    );
    if (elsewhere.status !== 0)
      return { outcome: "unknown", detail: `${requirement} has no wheels, so only a build would show it` };
    return {
      outcome: "failed",
      detail: `${requirement} has no wheel for Python ${minor}`,
      finding: finding(
        requirement,
        minor,
        "likely",
        `it has wheels for other Pythons, none for ${minor}`,
        said,
      ),
    };
  }
  const conflict = conflicting(said);
  if (conflict === null) return { outcome: "unknown", detail: resolved.stderr.trim().split("\n")[0] ?? "" };
  return {
    outcome: "failed",
    detail: `${conflict} does not support Python ${minor}`,
    finding: finding(conflict, minor, "certain", "no version satisfies it", said),
  };
}

/** The requirement that uv blames; null when the failure is of another kind (an index that lacks it: a trial tells). */
function conflicting(said: string): string | null {
  const python = /([A-Za-z0-9._-]+(?:==|>=|<=|~=|>|<)\S+) depends on Python/.exec(said)?.[1];
  if (python !== undefined) return python;
  if (/was not found in the package registry/.test(said)) return null;
  return (
    /(?:no version of|depends on) ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[=<>!~][^\s,]*)/.exec(said)?.[1] ?? null
  );
}

function finding(
  requirement: string,
  minor: string,
  confidence: Finding["confidence"],
  reason: string,
  said: string,
): Finding {
  const name = (/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? requirement).toLowerCase();
  return REQUIREMENTS_CANNOT_BE_MET.finding({
    confidence,
    subject: `${name}@${minor}`,
    symptom: symptom.install(`requirement:${normalizeName(name)}`),
    message: `the requirement ${requirement} cannot be met on Python ${minor}, which the release declares: ${reason}`,
    why: resolverMessage(said) ?? said.slice(0, 1500),
    help: `widen the requirement to versions that Python ${minor} has, or take Python ${minor} out of requires-python and the classifiers`,
    details: { requirement, pythons: [minor] },
  });
}

/** One finding for a requirement, however many Pythons it fails on. */
function mergeByRequirement(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const each of findings) {
    const requirement = String(each.details?.["requirement"]);
    const known = merged.get(requirement);
    if (known === undefined) {
      merged.set(requirement, each);
      continue;
    }
    const pythons = [...pythonsOf(known), ...pythonsOf(each)];
    merged.set(requirement, {
      ...known,
      message: `the requirement ${requirement} cannot be met on Python ${listed(pythons)}, which the release declares`,
      details: { ...known.details, pythons },
    });
  }
  return [...merged.values()];
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function pythonsOf(finding: Finding): readonly string[] {
  const pythons = finding.details?.["pythons"];
  return Array.isArray(pythons) ? pythons.map(String) : [];
}

/**
 * Resolves for a Python that need not be there. What the user's cache knows is asked first: the environments were
 * filled from the same index a moment ago. Naming an interpreter spares uv the search for all of them.
 */
async function compile(
  args: readonly string[],
  minor: string,
  cwd: string,
  request: DeclaredRequest,
  ports: DeclaredPorts,
): Promise<Completed> {
  const python = request.tested[0]?.executable ?? "python3";
  const options = ["--quiet", "--color", "never", "--only-binary", ":all:", "--no-header", "--no-annotate"];
  const run = (more: readonly string[]): Promise<Completed> =>
    runUv(
      ["pip", "compile", "--python", python, "--python-version", minor, ...options, ...more, ...args],
      cwd,
      request,
      ports,
    );
  const cached = await run(["--offline"]);
  return cached.status === 0 ? cached : run([]);
}
