import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import { limitTo } from "../ports/limit.ts";
import type { Ports } from "../ports/ports.ts";
import { childEnvironment, proxyVariables } from "../toolbox/child-environment.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import { indexEnvironment } from "../toolbox/index-environment.ts";
import { findInterpreter } from "../toolbox/interpreter.ts";
import { runUv } from "../toolbox/run-uv.ts";
import { findUv } from "../toolbox/uv.ts";
import { normalizeName } from "../version/names.ts";
import type { AuditedPackage, AuditInput } from "./audited-package.ts";

/** What resolving and installing take from outside. */
export type ResolvePorts = Pick<
  Ports,
  "processes" | "files" | "environment" | "signal" | "random" | "clock" | "events" | "pause"
>;

/** uv, ready to resolve from the user's indexes. */
export interface Resolver {
  readonly directory: string;
  /** Runs uv with the user's indexes. */
  run(args: readonly string[]): ReturnType<typeof runUv>;
}

const SECONDS = 600;

/** Finds uv and an interpreter. Throws `tool/…`. */
export async function openResolver(
  indexes: IndexConfiguration,
  python: string | null,
  offline: boolean,
  ports: ResolvePorts,
): Promise<Resolver> {
  const uv = await findUv(ports, { offline });
  const { executable } = await findInterpreter(python, ports, { uv });
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("audit"));
  const request = {
    uv,
    environmentBase: childEnvironment(ports.environment, proxyVariables(ports.environment)),
    indexVariables: await indexEnvironment(indexes, directory, ports),
    installTimeout: SECONDS,
  };
  const online = offline ? ["--offline"] : [];
  return {
    directory,
    run: ([command = "", subcommand = "", ...rest]) =>
      runUv([command, subcommand, "--python", executable, ...online, ...rest], directory, request, ports),
  };
}

/**
 * Resolves the requirements for every platform and every supported Python at once, and again with each extra: what
 * an installation may bring. Throws `audit/cannot-resolve`.
 */
export async function resolvePackages(
  { requirements, extras, packages, requiresPython }: AuditInput,
  resolver: Resolver,
  ports: ResolvePorts,
): Promise<readonly AuditedPackage[]> {
  if (requirements === null) return packages;
  const limited = limitTo(Math.max(2, ports.environment.cores));
  const [base = [], ...withExtras] = await Promise.all(
    [null, ...extras.keys()].map((extra) =>
      limited(() => resolve(extra, [...requirements, ...(extra === null ? [] : (extras.get(extra) ?? []))])),
    ),
  );
  const found = new Map<string, { name: string; version: string; extras: string[] | null }>();
  for (const { name, version } of base) found.set(`${name} ${version}`, { name, version, extras: null });
  for (const [at, extra] of [...extras.keys()].entries()) {
    for (const { name, version } of withExtras[at] ?? []) {
      const known = found.get(`${name} ${version}`);
      if (known === undefined) found.set(`${name} ${version}`, { name, version, extras: [extra] });
      else known.extras?.push(extra);
    }
  }
  return [...found.values()]
    .map((each) => ({ ...each, extras: each.extras ?? [] }))
    .toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));

  async function resolve(
    extra: string | null,
    wanted: readonly string[],
  ): Promise<readonly { readonly name: string; readonly version: string }[]> {
    if (wanted.length === 0) return [];
    const label = extra === null ? "base" : `extra-${[...extras.keys()].indexOf(extra)}`;
    const file = join(resolver.directory, `${label}.in`);
    await ports.files.write(file, `${wanted.join("\n")}\n`);
    const least = /(?:>=|~=|==)\s*(3\.\d+)/.exec(requiresPython ?? "")?.[1];
    const version = least === undefined ? [] : ["--python-version", least];
    const quiet = ["--quiet", "--color", "never", "--no-header", "--no-annotate", "--universal"];
    const done = await resolver.run(["pip", "compile", ...quiet, ...version, file]);
    if (done.status !== 0) {
      const reason = done.timedOut
        ? "it took too long"
        : done.stderr.replaceAll(/\s+/g, " ").trim().slice(0, 600);
      throw fault(isUnreachable(done.stderr) ? "audit/index-unreachable" : "audit/cannot-resolve", {
        what: extra === null ? "the requirements" : `the extra [${extra}]`,
        reason,
      });
    }
    return done.stdout.split(/\r?\n/).flatMap((line) => {
      const pin = /^([A-Za-z0-9._-]+)==([^\s;]+)/.exec(line);
      return pin === null ? [] : [{ name: normalizeName(pin[1] ?? ""), version: pin[2] ?? "" }];
    });
  }
}

function isUnreachable(said: string): boolean {
  return /error sending request|failed to fetch|dns error|connection (refused|reset|closed)|timed? ?out|could not connect|network connectivity is disabled|50\d /i.test(
    said,
  );
}
