import { join } from "node:path";
import type { Distribution } from "../../../distribution/distribution.ts";
import type { Ports } from "../../../ports/ports.ts";
import { driverMode, runDriver, type DriverRequest } from "../../../verify/driver/run-driver.ts";
import type { ModuleRecord } from "../../../verify/driver/records.ts";
import { firstPartyModules, rootModules } from "../../../verify/imports/modules.ts";
import { compareShared } from "../../../compare/difference.ts";
import type { Comparison } from "../difference.ts";
import { withoutPlaces, type InstalledWheel } from "./trial-home.ts";

const SECONDS_EACH = 60;
const SECONDS_ALL = 240;

/** A wheel and where it is installed. */
export interface TriedWheel {
  readonly wheel: Distribution;
  readonly installed: InstalledWheel;
}

/** Imports every module of both wheels, each in a fresh interpreter. What the time is not enough for is named. */
export async function compareImports(
  before: TriedWheel,
  after: TriedWheel,
  ports: Ports,
): Promise<{ readonly comparison: Comparison; readonly untried: readonly string[] }> {
  const mode = driverMode(ports.environment.platform);
  const both = (names: readonly string[] | null, how: DriverRequest["mode"]): Promise<readonly Imports[]> =>
    Promise.all([before, after].map((each) => importsOf(each, names, how, ports)));
  let [old, now] = (await both(null, mode)) as [Imports, Imports];
  const differing = [...old.results].flatMap(([name, how]) =>
    now.results.has(name) && now.results.get(name) !== how ? [name] : [],
  );
  // Not every extension survives a fork.
  if (differing.length > 0 && mode !== "spawn") {
    const [oldAgain, nowAgain] = (await both(differing, "spawn")) as [Imports, Imports];
    old = { ...old, results: new Map([...old.results, ...oldAgain.results]) };
    now = { ...now, results: new Map([...now.results, ...nowAgain.results]) };
  }
  const untried = new Set([...old.untried, ...now.untried]);
  const tried = ({ results }: Imports): ReadonlyMap<string, string> =>
    new Map([...results].filter(([name]) => !untried.has(name)));
  return { comparison: compareShared("import", tried(old), tried(now)), untried: [...untried] };
}

interface Imports {
  readonly results: ReadonlyMap<string, string>;
  readonly untried: readonly string[];
}

async function importsOf(
  { wheel, installed }: TriedWheel,
  names: readonly string[] | null,
  mode: DriverRequest["mode"],
  ports: Ports,
): Promise<Imports> {
  const paths = wheel.entries.flatMap(({ name, kind }) => (kind === "file" ? [installedPath(name)] : []));
  const modules = firstPartyModules(paths);
  const wanted = names ?? [...modules.keys()];
  if (wanted.length === 0) return { results: new Map(), untried: [] };
  const outcome = await runDriver(
    {
      python: installed.python,
      directory: await ports.files.temporaryDirectory("imports"),
      env: installed.variables,
      mode,
      label: names === null ? "imports" : "imports-again",
      plan: {
        modules: wanted,
        tops: [],
        roots: names === null ? rootModules(modules) : [],
        entryPoints: [],
        firstPartyFiles: paths
          .filter((path) => path.endsWith(".py"))
          .map((path) => join(installed.sitePackages, path)),
        cwd: installed.work,
        home: installed.home,
        prefix: installed.environment,
        timeout: SECONDS_EACH,
        budget: SECONDS_ALL,
        // Both wheels are tried at once.
        jobs: Math.max(1, Math.floor(ports.environment.cores / 2)),
      },
    },
    ports,
  );
  return {
    results: new Map(
      outcome.modules.map((record) => [record.name, withoutPlaces(told(record), installed)] as const),
    ),
    untried: outcome.untried,
  };
}

/** `x-1.0.data/purelib/a.py` is installed as `a.py`. */
function installedPath(member: string): string {
  return member.replace(/^[^/]+\.data\/(?:purelib|platlib)\//, "");
}

function told({ ok, hung, signal, exited, error }: ModuleRecord): string {
  if (ok) return "imports";
  if (hung === true) return "does not end";
  if (signal !== undefined) return `ends by signal ${signal}`;
  if (exited !== undefined) return `exits with ${exited}`;
  const [first] = error?.chain ?? [];
  return first === undefined ? "fails" : `${first.type}: ${first.message}`;
}
