import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { minorOf } from "../../version/python-minor.ts";
import { absentRequirement, unmetRequirement, unreachable } from "./install-findings.ts";
import { resolverMessage, unwrapped } from "./resolver-message.ts";
import { writeProject } from "../../toolbox/installers/uv.ts";
import { limitTo } from "../../ports/limit.ts";
import type { TrialPython, VerifyRequest } from "../request.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import { EXTRA_CANNOT_BE_RESOLVED } from "./install-rules.ts";

/** What resolving the extras showed. */
export interface ExtrasOutcome {
  readonly findings: readonly Finding[];
  /** The extras that can be installed here from wheels. */
  readonly installable: readonly string[];
  /** Whether all of these can be installed together. */
  readonly together: boolean;
  /** Everything that they bring, names in normal form; empty when they do not go together. */
  readonly brings: readonly string[];
}

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
    return { findings: [], installable: [], together: true, brings: [] };
  const made = new Map<string, Promise<Resolution>>();
  const resolved = (asked: readonly string[]): Promise<Resolution> => {
    const key = asked.join();
    const promise = made.get(key) ?? resolve(asked, request, python, ports);
    made.set(key, promise);
    return promise;
  };
  const all = await resolved(extras);
  if (all.ok) return { findings: [], installable: extras, together: true, brings: all.brings };
  if (unreachable(all.said) !== null) return { findings: [], installable: [], together: false, brings: [] };
  const limit = limitTo(ports.environment.cores * 2);
  const each = await Promise.all(
    extras.map((extra) => limit(async () => ({ extra, result: await resolved([extra]) }))),
  );
  const installable = each.filter(({ result }) => result.ok).map(({ extra }) => extra);
  const failed = each.filter(({ result }) => !result.ok);
  // The release itself may be what cannot be resolved; its installation says so.
  const base = failed.length === 0 ? all : await resolved([]);
  const findings =
    base.ok || failed.length === 0
      ? failed.flatMap(({ extra, result }) => extraFinding(extra, result.said, request, python) ?? [])
      : [];
  const rest = installable.length === 0 ? null : await resolved(installable);
  return {
    findings,
    installable,
    together: rest?.ok ?? false,
    brings: rest?.ok === true ? rest.brings : [],
  };
}

/** The requirement that names the release with extras. */
export function requirementWith(
  extras: readonly string[],
  project: Pick<VerifyRequest["project"], "name" | "version">,
): string {
  const list = extras.length === 0 ? "" : `[${extras.join(",")}]`;
  return `${project.name}${list}==${project.version}`;
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
  const label = extras.length === 1 ? normalizeName(extras[0] ?? "") : `all-${extras.length}`;
  const directory = join(request.directory, "extras", label);
  const file = join(directory, "pyproject.toml");
  const pinned = { name, url: request.routes.own };
  await writeProject(file, [requirementWith(extras, request.project)], pinned, ports);
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

function extraFinding(
  extra: string,
  said: string,
  request: VerifyRequest,
  python: TrialPython,
): Finding | null {
  const { project } = request;
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
  const newest = /\bonly [A-Za-z0-9._-]+<=(\d+\.\d+)(?:\.\d+)* is available/.exec(said)?.[1];
  return least !== undefined && least === newest;
}
