import { join, relative } from "node:path";
import { isExecutable } from "../../toolbox/executables.ts";
import type { Entrance } from "../../toolbox/modes/mode.ts";
import type { TrialPorts } from "../run-trial.ts";
import { runProgram } from "../smoke/run-program.ts";
import type { SmokePlace } from "../smoke/smoke-environment.ts";
import type { VerifyRequest } from "../request.ts";
import type { RanCommand } from "../trial.ts";
import {
  endingOf,
  type ImportObservation,
  type ModeObservation,
  type ReferenceRun,
  type ScriptObservation,
} from "./mode-observation.ts";

/** An installation whose programs run. */
export interface InstalledMode {
  /** Absolute, and real: everything of the installation lies in it. */
  readonly directory: string;
  readonly entrance: Entrance;
  readonly place: SmokePlace;
  /** Paths that may stand in an output. */
  readonly places: readonly string[];
}

const IMPORT = `import importlib, json, sys
seen = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        seen[name] = f"{type(error).__name__}: {error}"[:300]
print("\\n" + json.dumps(seen))
`;

/** Runs what was right elsewhere: each script by its name, the first run of each through another name, too; the imports in one process. */
export async function observeMode(
  where: InstalledMode,
  runs: readonly ReferenceRun[],
  modules: readonly string[],
  { expectations }: Pick<VerifyRequest, "expectations">,
  ports: TrialPorts,
): Promise<ModeObservation> {
  const commands: RanCommand[] = [];
  const scripts: ScriptObservation[] = [];
  const renamed = new Set<string>();
  for (const run of runs) {
    const located = await locate(run.name, where, ports);
    const { found, path } = located;
    if (found === "absent" || found === "outside") {
      scripts.push({ run, found, path, ending: null, renamed: null });
      continue;
    }
    const argv = where.entrance.runner?.(run.name, run.args) ?? [path ?? run.name, ...run.args];
    const ending = await end(argv, [run.name, ...run.args], run.name);
    const isFirst = path !== null && !renamed.has(run.name) && ports.environment.platform !== "win32";
    renamed.add(run.name);
    const other = isFirst ? await underAnotherName(path, run) : null;
    scripts.push({ run, found, path: null, ending, renamed: other });
  }
  return { scripts, imports: await imports(), commands };

  async function end(argv: readonly string[], command: readonly string[], script: string) {
    const input = expectations.scripts[script]?.input;
    const timeout = expectations.scriptTimeout;
    const { completed, ran } = await runProgram({ argv, command, place: where.place, timeout, input }, ports);
    commands.push(ran);
    return endingOf(completed, where.places);
  }

  async function underAnotherName(path: string, run: ReferenceRun) {
    const link = join(where.directory, "links", `my-${run.name}`);
    await ports.files.makeDirectory(join(where.directory, "links"));
    await ports.files.symlink(path, link);
    return end([link, ...run.args], [`my-${run.name}`, ...run.args], run.name);
  }

  async function imports(): Promise<readonly ImportObservation[]> {
    const { python } = where.entrance;
    if (python === null || modules.length === 0) return [];
    const timeout = expectations.importTimeout * 2;
    const { completed } = await runProgram(
      {
        argv: [...python, "-c", IMPORT, ...modules],
        command: ["python", "-c", "import …"],
        place: where.place,
        timeout,
      },
      ports,
    );
    const seen = parsed(completed.stdout);
    const failed = completed.timedOut
      ? "it does not end"
      : `Python exits with ${completed.status ?? "a signal"}`;
    return modules.map((name) => ({ name, problem: seen === null ? failed : (seen[name] ?? null) }));
  }
}

function parsed(output: string): Readonly<Record<string, string>> | null {
  try {
    return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "") as Record<string, string>;
  } catch {
    return null;
  }
}

/** By its name in the directory that is on PATH; its real path must lie in the installation. */
async function locate(
  name: string,
  { entrance: { bin }, directory }: InstalledMode,
  ports: TrialPorts,
): Promise<Pick<ScriptObservation, "found" | "path">> {
  if (bin === null) return { found: "by-runner", path: null };
  const path = join(bin, ports.environment.platform === "win32" ? `${name}.exe` : name);
  if (!(await isExecutable(path, ports))) return { found: "absent", path };
  const real = await ports.files.realPath(path);
  const isInside = !relative(directory, real).startsWith("..");
  return isInside ? { found: "inside", path } : { found: "outside", path: real };
}
