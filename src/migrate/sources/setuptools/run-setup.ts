import { join } from "node:path";
import * as v from "valibot";
import {
  installRequirements,
  prepareBuildEnvironment,
  type BuildPorts,
} from "../../../build/build-environment.ts";
import { openBuildLog } from "../../../build/build-log.ts";
import { exportTree } from "../../../build/export/export.ts";
import { buildChildEnvironment, openBuildWorkspace } from "../../../build/workspace.ts";
import { fault } from "../../../findings/fault.ts";
import { findAdmittedInterpreter } from "../../../toolbox/interpreter.ts";
import { readIndexConfiguration } from "../../../toolbox/index-configuration.ts";
import { findUv } from "../../../toolbox/uv.ts";
import type { Completed } from "../../../ports/processes.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { lastLine } from "../../../verify/smoke/output-text.ts";
import type { Probe } from "./conditions.ts";
import { SETUP_SCRIPT } from "./setup-script.ts";

const MAYBE = v.nullable(v.string());
const TEXTS = v.array(v.string());

/** A call of find_packages() or find_namespace_packages(), whoever made it. */
export interface FindCall {
  readonly where: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly namespaces: boolean;
  readonly found: readonly string[];
}

/** What setup() was given, by setuptools' own account. */
export interface SetupFacts {
  readonly name: string;
  readonly version: string;
  readonly summary: string | null;
  readonly description: string | null;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly downloadUrl: string | null;
  readonly urls: Readonly<Record<string, string>>;
  readonly author: string | null;
  readonly authorEmail: string | null;
  readonly maintainer: string | null;
  readonly maintainerEmail: string | null;
  readonly license: string | null;
  readonly licenseFiles: readonly string[];
  readonly keywords: readonly string[];
  readonly classifiers: readonly string[];
  readonly requiresPython: string | null;
  readonly requires: readonly string[];
  /** Requirements in the spelling of the probes, by their own. */
  readonly normal: Readonly<Record<string, string>>;
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly entryPoints: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly scripts: readonly string[];
  /** Files that are installed beside Python, by their directory there. */
  readonly dataFiles: Readonly<Record<string, readonly string[]>>;
  readonly extensions: readonly string[];
  /** Commands that the project replaces or adds. */
  readonly commands: readonly string[];
  /** Keywords that plug-ins of setuptools read. */
  readonly plugins: readonly string[];
  /** `use_scm_version`, where it is given. */
  readonly scm: Readonly<Record<string, unknown>> | null;
  /** What setup() is given elsewhere; empty when setup.py does not ask where it runs. */
  readonly probes: readonly Probe[];
  /** Files that were read, in this order. */
  readonly opened: readonly string[];
  readonly platforms: readonly string[];
  readonly provides: readonly string[];
  readonly obsoletes: readonly string[];
  readonly namespacePackages: readonly string[];
  /** What was stated, or found by a call that was; empty when setuptools looked for packages by itself. */
  readonly packages: readonly string[];
  readonly finds: readonly FindCall[];
  readonly packageDirectories: Readonly<Record<string, string>>;
  readonly packageData: Readonly<Record<string, readonly string[]>>;
  readonly excludedPackageData: Readonly<Record<string, readonly string[]>>;
  readonly includesListedData: boolean;
  readonly wheel: Readonly<Record<string, string>>;
  readonly sdist: readonly string[];
  /** Whether a plugin lists what the repository tracks. */
  readonly listsTracked: boolean;
}

const PROBE: v.GenericSchema<unknown, Probe> = v.object({
  python: v.string(),
  micro: v.number(),
  platform: v.string(),
  implementation: v.string(),
  requires: TEXTS,
  extras: v.record(v.string(), TEXTS),
  others: v.record(v.string(), v.string()),
  failed: MAYBE,
});

const FACTS: v.GenericSchema<unknown, SetupFacts> = v.object({
  name: v.string(),
  version: v.string(),
  summary: MAYBE,
  description: MAYBE,
  contentType: MAYBE,
  url: MAYBE,
  downloadUrl: MAYBE,
  urls: v.record(v.string(), v.string()),
  author: MAYBE,
  authorEmail: MAYBE,
  maintainer: MAYBE,
  maintainerEmail: MAYBE,
  license: MAYBE,
  licenseFiles: TEXTS,
  keywords: TEXTS,
  classifiers: TEXTS,
  requiresPython: MAYBE,
  requires: TEXTS,
  normal: v.record(v.string(), v.string()),
  extras: v.record(v.string(), TEXTS),
  entryPoints: v.record(v.string(), v.array(TEXTS)),
  scripts: TEXTS,
  dataFiles: v.record(v.string(), TEXTS),
  extensions: TEXTS,
  commands: TEXTS,
  plugins: TEXTS,
  scm: v.nullable(v.record(v.string(), v.unknown())),
  probes: v.array(PROBE),
  opened: TEXTS,
  platforms: TEXTS,
  provides: TEXTS,
  obsoletes: TEXTS,
  namespacePackages: TEXTS,
  packages: TEXTS,
  finds: v.array(
    v.object({ where: v.string(), include: TEXTS, exclude: TEXTS, namespaces: v.boolean(), found: TEXTS }),
  ),
  packageDirectories: v.record(v.string(), v.string()),
  packageData: v.record(v.string(), TEXTS),
  excludedPackageData: v.record(v.string(), TEXTS),
  includesListedData: v.boolean(),
  wheel: v.record(v.string(), v.string()),
  sdist: TEXTS,
  listsTracked: v.boolean(),
});

/** A setup() that does not end by then does not end. */
const TIMEOUT_MS = 120_000;
const MARK = "shipwheel-setup:";

/** Runs setup() in a private copy of the tree, with the build requirements and nothing else installed. */
export async function runSetup(tree: SourceTree, ports: BuildPorts): Promise<SetupFacts> {
  const workspace = await openBuildWorkspace(ports);
  const log = await openBuildLog(join(workspace.directory, "setup.log"), ports);
  const uv = await findUv(ports, { offline: false });
  const admitted = tree.project.requiresPython?.value ?? null;
  const python = await findAdmittedInterpreter(admitted, ports, { directory: tree.root, uv });
  const indexes = await readIndexConfiguration(ports);
  const { requires } = tree.backend;
  const [environment, { project }, variables] = await Promise.all([
    prepareBuildEnvironment({ requires, python, uv, workspace, log, indexes }, ports),
    exportTree(tree, "worktree", workspace.sources, ports),
    buildChildEnvironment(workspace, {}, ports),
  ]);
  const file = fileOf(tree);
  const failed = (reason: string): Error => fault("migrate/source-failed", { file, reason });
  if (environment.problem !== null) throw failed(environment.problem.message);
  const script = join(workspace.tools, "run-setup.py");
  await ports.files.write(script, SETUP_SCRIPT);
  const run = async (...options: readonly string[]): Promise<Completed> =>
    ports.processes.run({
      argv: [environment.python, script, MARK, ...(tree.git === null ? [] : ["--tracked"]), ...options],
      cwd: project,
      env: { ...variables, ...environment.variables },
      timeoutMs: TIMEOUT_MS,
      maxOutputBytes: 8 * 2 ** 20,
      signal: ports.signal,
    });
  let done = await run();
  const needs = v.safeParse(NEEDS, toldBy(done));
  if (needs.success) {
    // Many of them are only for commands that nobody runs any longer: setup.py may do without.
    await installRequirements(environment, needs.output.needs, ports);
    done = await run("--installed");
  }
  await log.close();
  const told = toldBy(done);
  const facts = v.safeParse(FACTS, told);
  if (facts.success) return facts.output;
  const failure = v.safeParse(FAILURE, told);
  if (failure.success) {
    const { failed: reason, plugin } = failure.output;
    throw failed(plugin == null ? reason : `${reason} (in ${plugin}, which [build-system] requires names)`);
  }
  throw failed(
    done.timedOut ? "it did not finish within two minutes" : lastLine(done.stderr) || "it printed nothing",
  );
}

const NEEDS = v.object({ needs: TEXTS });
const FAILURE = v.object({ failed: v.string(), plugin: v.nullish(v.string()) });

function toldBy({ stdout }: Completed): unknown {
  const line = stdout.split("\n").findLast((each) => each.startsWith(MARK));
  return line === undefined ? null : JSON.parse(line.slice(MARK.length));
}

/** The file that a person would look into. */
function fileOf(tree: SourceTree): string {
  if (tree.setupPy !== null) return "setup.py";
  return tree.setupCfg?.sections.has("metadata") === true ? "setup.cfg" : "pyproject.toml";
}
