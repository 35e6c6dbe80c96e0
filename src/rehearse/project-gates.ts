import { join } from "node:path";
import type { Config } from "../config/schema.ts";
import { openDistribution } from "../distribution/distribution.ts";
import type { RunRequest } from "../engine/run-request.ts";
import type { GateWheel } from "../gates/gate-kind.ts";
import type { PlannedGate } from "../gates/plan-gates.ts";
import type { Ports } from "../ports/ports.ts";
import { bringPython } from "../toolbox/bring-python.ts";
import { childEnvironment, proxyVariables, userCache } from "../toolbox/child-environment.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import { indexEnvironment } from "../toolbox/index-environment.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import { toolchainHomes } from "../toolbox/toolchain-environment.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { uvEnvironments } from "../verify/gates/gate-environment.ts";
import { runGates, type GatePythons, type GatesEnd } from "../verify/gates/run-gates.ts";
import { firstPartyModules } from "../verify/imports/modules.ts";
import type { RehearsedVersion } from "../versioning/rehearsed-version.ts";
import { declaredInterpreters, INSTALL_TIMEOUT } from "./stages/prepare-trials.ts";
import { copyOfTree } from "./stages/verify.ts";

/** What the gates of a project run on. */
export interface ProjectGates {
  readonly tree: SourceTree;
  readonly config: Pick<Config, "python">;
  readonly request: Pick<RunRequest, "directory" | "offline" | "worktree" | "pythons">;
  readonly gates: readonly PlannedGate[];
  /** Path of the wheel; null: none was built. */
  readonly wheel: string | null;
  /** The release to come; null: the one that HEAD has. */
  readonly rehearsed: RehearsedVersion | null;
  readonly uv: string;
  readonly indexes: IndexConfiguration;
  readonly pythons: readonly [Interpreter, ...Interpreter[]];
}

/** Runs the gates of a project on clean exports of it, with the wheel of its release. */
export async function runProjectGates(project: ProjectGates, ports: Ports): Promise<GatesEnd> {
  const { tree, request, gates, uv, indexes, rehearsed } = project;
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("gates"));
  const home = join(directory, "home");
  await ports.files.makeDirectory(home);
  const homes = await toolchainHomes(ports);
  const indexVariables = await indexEnvironment(indexes, directory, ports);
  const install = {
    uv,
    indexVariables,
    installTimeout: INSTALL_TIMEOUT,
    environmentBase: childEnvironment(ports.environment, {
      ...proxyVariables(ports.environment),
      ...homes,
      HOME: home,
    }),
  };
  const copy = async (into: string): Promise<string> => copyOfTree(tree, request, rehearsed, into, ports);
  let sources: Promise<string> | null = null;
  const pyproject = async (): Promise<string> => {
    sources ??= copy(join(directory, "pyproject"));
    return join(await sources, "pyproject.toml");
  };
  return runGates(
    {
      tree,
      gates,
      directory,
      copy,
      uv,
      wheel: project.wheel === null ? null : await gateWheel(project.wheel, ports),
      environments: uvEnvironments(directory, pyproject, install, ports),
      pythons: gatePythons(project, ports),
      variables: (own) =>
        childEnvironment(ports.environment, {
          ...homes,
          ...toolCaches(ports.environment),
          ...withoutLogin(indexVariables),
          HOME: own,
        }),
    },
    ports,
  );
}

/** Where tools keep what they fetched, so that a home of its own costs no second download. */
function toolCaches(environment: Ports["environment"]): Readonly<Record<string, string>> {
  const { variables } = environment;
  const cache = userCache(environment, "uv");
  return {
    PRE_COMMIT_HOME: variables["PRE_COMMIT_HOME"] ?? join(cache, "pre-commit"),
    PYRIGHT_PYTHON_CACHE_DIR: variables["PYRIGHT_PYTHON_CACHE_DIR"] ?? join(cache, "pyright-python"),
  };
}

/** The user's indexes for what makes environments itself; not the file with the logins, as it runs the project's code. */
function withoutLogin(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name !== "NETRC"));
}

async function gateWheel(path: string, ports: Pick<Ports, "files">): Promise<GateWheel> {
  await using wheel = await openDistribution(path, ports.files);
  const names = [...wheel.entries].map(({ name }) => name);
  const modules = names.filter((name) => /\.(?:py|pyd|so)$/.test(name));
  return {
    path,
    isPure: path.endsWith("-none-any.whl"),
    topLevel: [...firstPartyModules(names).keys()].filter((name) => !name.includes(".")),
    modules: new Set(modules),
  };
}

/** The Pythons of the gate's own settings, or those of the command line, or every declared one; else the first. */
function gatePythons(project: ProjectGates, ports: Ports): (gate: PlannedGate) => Promise<GatePythons> {
  const { tree, request, uv, pythons } = project;
  const { requiresPython, classifiers } = tree.project;
  const declares = {
    requiresPython: requiresPython?.value ?? null,
    classifiers: classifiers.map(({ value }) => value),
  };
  let declared: ReturnType<typeof declaredInterpreters> | null = null;
  return async ({ kind, settings }) => {
    if (settings.python.length > 0) {
      const brought = await Promise.all(
        settings.python.map(async (minor) => ({
          minor,
          python: await bringPython(minor, uv, ports, request),
        })),
      );
      return {
        found: brought.flatMap(({ python }) => ("absent" in python ? [] : [python])),
        absent: brought.flatMap(({ minor, python }) =>
          "absent" in python ? [{ python: minor, reason: python.absent }] : [],
        ),
      };
    }
    if (!kind.onEveryPython) return { found: pythons.slice(0, 1), absent: [] };
    if (request.pythons !== undefined) return { found: pythons, absent: [] };
    declared ??= declaredInterpreters({ run: request, declares, pythons, uv }, ports);
    const { declared: others, absent } = await declared;
    return { found: [...pythons, ...others], absent };
  };
}
