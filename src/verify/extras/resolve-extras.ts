import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { minorOf } from "../../version/python-minor.ts";
import { absentRequirement, unmetRequirement, unreachable } from "../install/install-findings.ts";
import { resolverMessage, unwrapped } from "../install/resolver-message.ts";
import { writeProject } from "../../toolbox/installers/uv.ts";
import { limitTo } from "../../ports/limit.ts";
import type { TrialPython, VerifyRequest } from "../request.ts";
import { pinnedRequirement } from "../../toolbox/installers/named-requirement.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import { EXTRA_CANNOT_BE_RESOLVED } from "./extras-rules.ts";

/** What resolving the extras showed. */
export interface ExtrasOutcome {
  readonly findings: readonly Finding[];
  /** The extras of which they tell. */
  readonly unresolvable: readonly string[];
  /** The extras that can be installed here from wheels. */
  readonly installable: readonly string[];
  /** Whether all of these can be installed together. */
  readonly together: boolean;
  /** Everything that they bring, names in normal form; empty when they do not go together. */
  readonly brings: readonly string[];
  /** Sets of them that cannot be installed together, each as small as possible; without those that are declared. */
  readonly contradictions: readonly Contradiction[];
}

/** Extras that cannot be installed together, and the resolver's words. */
export interface Contradiction {
  readonly extras: readonly string[];
  readonly said: string;
}

const NOTHING: ExtrasOutcome = {
  findings: [],
  unresolvable: [],
  installable: [],
  together: false,
  brings: [],
  contradictions: [],
};

type ExtrasPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/**
 * Resolves every declared extra against the index of the trials, without building anything: all of them at once, and
 * one by one only when that fails, since extras may contradict each other. An extra for another Python or platform, or
 * one that would have to be built to know, proves nothing.
 */
export async function checkExtras(
  request: VerifyRequest,
  python: TrialPython,
  ports: ExtrasPorts,
): Promise<ExtrasOutcome> {
  const { project } = request;
  const { extras } = project;
  if (extras.length === 0 || project.requirements.some(({ direct }) => direct))
    return { ...NOTHING, together: true };
  const made = new Map<string, Promise<Resolution>>();
  const resolved = (asked: readonly string[]): Promise<Resolution> => {
    const key = asked.join();
    const promise = made.get(key) ?? resolve(asked, request, python, ports);
    made.set(key, promise);
    return promise;
  };
  const all = await resolved(extras);
  if (all.ok) return { ...NOTHING, installable: extras, together: true, brings: all.brings };
  if (unreachable(all.said) !== null) return NOTHING;
  const limit = limitTo(ports.environment.cores * 2);
  const each = await Promise.all(
    extras.map((extra) => limit(async () => ({ extra, result: await resolved([extra]) }))),
  );
  const installable = each.filter(({ result }) => result.ok).map(({ extra }) => extra);
  const failed = each.filter(({ result }) => !result.ok);
  // The release itself may be what cannot be resolved; its installation says so.
  const isSound = failed.length > 0 && (await resolved([])).ok;
  const unresolvable = (isSound ? failed : []).flatMap(({ extra, result }) => {
    const finding = extraFinding(extra, result.said, request, python);
    return finding === null ? [] : [{ extra, finding }];
  });
  const rest = installable.length === 0 ? null : await resolved(installable);
  return {
    findings: unresolvable.map(({ finding }) => finding),
    unresolvable: unresolvable.map(({ extra }) => extra),
    installable,
    together: rest?.ok ?? false,
    brings: rest?.ok === true ? rest.brings : [],
    contradictions: await contradictionsIn(
      compatible(installable, request.extrasApart ?? []),
      project.name,
      resolved,
    ),
  };
}

/** The extras without those that are declared not to go with an earlier one. */
export function compatible(
  extras: readonly string[],
  apart: readonly (readonly string[])[],
): readonly string[] {
  const sets = apart.map((each) => new Set(each.map(normalizeName)));
  const kept: string[] = [];
  for (const extra of extras) {
    const own = sets.filter((set) => set.has(normalizeName(extra)));
    if (!kept.some((other) => own.some((set) => set.has(normalizeName(other))))) kept.push(extra);
  }
  return kept;
}

/** How many sets of extras that contradict each other are named. */
const MOST = 5;

/** What does not go together, set by set: the resolver mostly names the extras, else each is left out in turn. */
async function contradictionsIn(
  extras: readonly string[],
  project: string,
  resolved: (asked: readonly string[]) => Promise<Resolution>,
): Promise<readonly Contradiction[]> {
  const found: Contradiction[] = [];
  let rest = extras;
  while (rest.length > 1 && found.length < MOST) {
    const { ok, said } = await resolved(rest);
    if (ok || !isContradiction(said)) break;
    const named = rest.filter((extra) => names(said, project, extra));
    const shown = named.length > 1 && isContradicted(await resolved(named)) ? named : rest;
    let least = shown;
    for (const extra of shown) {
      const without = least.filter((each) => each !== extra);
      if (without.length > 0 && isContradicted(await resolved(without))) least = without;
    }
    found.push({ extras: least, said: (await resolved(least)).said });
    rest = rest.filter((each) => each !== least.at(-1));
  }
  return found;
}

function isContradicted({ ok, said }: Resolution): boolean {
  return !ok && isContradiction(said);
}

/** Whether it fails for what is asked, and not for what this machine or index lacks. */
function isContradiction(said: string): boolean {
  return unreachable(said) === null && !ELSEWHERE.test(said) && /unsatisfiable|No solution found/.test(said);
}

function names(said: string, project: string, extra: string): boolean {
  return [...said.matchAll(/([A-Za-z0-9._-]+)\[([^\]]+)\]/g)].some(
    ([, name = "", listed = ""]) =>
      normalizeName(name) === normalizeName(project) &&
      listed.split(",").some((each) => normalizeName(each.trim()) === normalizeName(extra)),
  );
}

interface Resolution {
  readonly ok: boolean;
  readonly brings: readonly string[];
  readonly said: string;
}

async function resolve(
  extras: readonly string[],
  request: VerifyRequest,
  python: TrialPython,
  ports: ExtrasPorts,
): Promise<Resolution> {
  const { name } = request.project;
  const label = createHash("sha256").update(extras.map(normalizeName).join()).digest("hex").slice(0, 12);
  const directory = join(request.directory, "extras", label);
  const file = join(directory, "pyproject.toml");
  const pinned = { name, url: request.routes.own };
  await writeProject(file, [pinnedRequirement({ extras }, request)], pinned, ports);
  const options = ["--quiet", "--color", "never", "--only-binary", ":all:", "--no-header", "--no-annotate"];
  const completed = await runUv(
    ["pip", "compile", "--python", python.executable, ...options, "--refresh-package", name, file],
    directory,
    request,
    ports,
  );
  const brings = completed.stdout
    .split(/\r?\n/)
    .flatMap((line) => /^([A-Za-z0-9._-]+)==/.exec(line)?.[1] ?? [])
    .map(normalizeName);
  const said = unwrapped(completed.stderr);
  return { ok: completed.status === 0, brings, said: completed.timedOut ? "operation timed out" : said };
}

/** Words by which a resolution fails on this machine only. */
const ELSEWHERE =
  /\bwheels\b|building source distributions is disabled|Failed to (?:download and )?build|requires Python|depends on Python|current Python version|\bplatform\b/i;

/** What the resolver's words say of an extra; null when they prove nothing. */
export function extraFinding(
  extra: string,
  said: string,
  { project }: Pick<VerifyRequest, "project">,
  python: TrialPython,
): Finding | null {
  if (unreachable(said) !== null || ELSEWHERE.test(said)) return null;
  const absent = absentRequirement(said, project.name);
  const unmet = absent ?? unmetRequirement(said, project.name);
  if (unmet === null && !/unsatisfiable|No solution found/.test(said)) return null;
  const name = /^[A-Za-z0-9._-]+/.exec(unmet ?? "")?.[0];
  const isNext = absent === null && unmet !== null && asksForNextPatch(unmet, said);
  const reason =
    absent !== null
      ? `${absent} does not exist on the index`
      : unmet === null
        ? "its requirements contradict each other"
        : `no version fits ${unmet}`;
  return EXTRA_CANNOT_BE_RESOLVED.finding({
    severity: isNext ? "info" : "error",
    confidence: isNext ? "likely" : "certain",
    subject: `extra:${normalizeName(extra)}`,
    message: `the extra [${extra}] cannot be installed on Python ${minorOf(python.version)}: ${reason}`,
    why: resolverMessage(said) ?? said.slice(0, 1500),
    help: `correct ${unmet ?? "the requirements"} in project.optional-dependencies.${extra}`,
    ...(name === undefined ? {} : { symptom: symptom.install(`requirement:${normalizeName(name)}`) }),
  });
}

/**
 * Whether only a later patch release than the index has would do: a mirror that lags, or a sibling that is released
 * together with this one.
 */
function asksForNextPatch(unmet: string, said: string): boolean {
  const least = /^[A-Za-z0-9._-]+(?:\[[^\]]*\])?>=(\d+\.\d+)\.\d+$/.exec(unmet)?.[1];
  const newest = /\bonly [A-Za-z0-9._-]+[<=]=(\d+\.\d+)(?:\.\d+)* is available/.exec(said)?.[1];
  return least !== undefined && least === newest;
}
