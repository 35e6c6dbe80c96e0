import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { ModuleRecord } from "../driver/records.ts";
import { driverMode, runDriver, type DriverOutcome, type DriverRequest } from "../driver/run-driver.ts";
import type { Installed } from "../install/installed.ts";
import type { PreparedEnvironment, RehearsedEntryPoint } from "../request.ts";
import type { SmokePlace } from "../smoke/smoke-environment.ts";

/** What importing needs of the outside world. */
export type ImportPorts = Pick<Ports, "processes" | "files" | "signal" | "environment" | "clock" | "events">;

/** Where imports run. */
export interface ImportPlace {
  readonly environment: PreparedEnvironment;
  readonly installed: Installed;
  readonly place: SmokePlace;
}

/** What is imported and loaded there. */
export interface ImportTask {
  readonly modules: readonly string[];
  /** Top-level modules of the release, whose `__version__` is read. */
  readonly tops: readonly string[];
  /** What users import first. */
  readonly roots: readonly string[];
  /** With their numbers in the release's list. */
  readonly entries: readonly (readonly [number, RehearsedEntryPoint])[];
  /** Seconds for each import, and for all of them. */
  readonly timeout: number;
  readonly budget: number;
  /** Tells the files of several runs in one environment apart. */
  readonly label: string;
  /** Of which trial the progress is told. */
  readonly eventId: string;
  /** A failure of this kind counts only when a truly new interpreter shows it as well. */
  readonly isDefect: (record: ModuleRecord) => boolean;
}

/** Imports the modules, each in the state of a fresh interpreter; the records are sorted by name. */
export async function runImports(
  where: ImportPlace,
  task: ImportTask,
  ports: ImportPorts,
): Promise<DriverOutcome> {
  const { environment, installed, place } = where;
  const plan: DriverRequest["plan"] = {
    modules: task.modules,
    tops: task.tops,
    roots: task.roots,
    entryPoints: task.entries.map(([number, { module, attribute }]) => [number, module, attribute] as const),
    firstPartyFiles: [...installed.files.keys()]
      .filter((path) => path.endsWith(".py"))
      .map((path) => join(installed.sitePackages, path)),
    cwd: place.work,
    home: place.home,
    prefix: environment.environment,
    timeout: task.timeout,
    budget: task.budget,
    jobs: Math.max(1, ports.environment.cores),
  };
  const mode = driverMode(ports.environment.platform);
  const base = {
    python: environment.python,
    directory: environment.directory,
    env: place.env,
    progress: (done: number): void =>
      ports.events({
        type: "update",
        id: task.eventId,
        detail: `imports: module ${done} of ${task.modules.length}`,
      }),
  };
  const outcome = sorted(await runDriver({ ...base, plan, mode, label: task.label }, ports));
  const failed = outcome.modules.filter(task.isDefect).map(({ name }) => name);
  if (failed.length === 0 || mode === "spawn") return outcome;
  // Not every extension survives a fork.
  const again = await runDriver(
    { ...base, mode: "spawn", label: `${task.label}-again`, plan: { ...plan, modules: failed } },
    ports,
  );
  const second = new Map(again.modules.map((record) => [record.name, record]));
  return {
    ...outcome,
    modules: outcome.modules.map((record) => second.get(record.name) ?? record),
    entryPoints: [...outcome.entryPoints, ...again.entryPoints],
  };
}

/** Side by side the imports end in any order; what is reported must not depend on it. */
function sorted(outcome: DriverOutcome): DriverOutcome {
  return {
    ...outcome,
    modules: outcome.modules.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}
