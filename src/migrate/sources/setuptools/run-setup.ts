import { join } from "node:path";
import * as v from "valibot";
import { prepareBuildEnvironment, type BuildPorts } from "../../../build/build-environment.ts";
import { openBuildLog } from "../../../build/build-log.ts";
import { exportTree } from "../../../build/export.ts";
import { buildChildEnvironment, openBuildWorkspace } from "../../../build/workspace.ts";
import { fault } from "../../../findings/fault.ts";
import { findAdmittedInterpreter } from "../../../toolbox/interpreter.ts";
import { readIndexConfiguration } from "../../../toolbox/index-configuration.ts";
import { findUv } from "../../../toolbox/uv.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
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
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly entryPoints: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly scripts: readonly string[];
  /** A directory of the environment and the files that go there. */
  readonly dataFiles: readonly (readonly string[])[];
  readonly extensions: readonly string[];
  readonly commands: readonly string[];
  readonly namespacePackages: readonly string[];
  readonly platforms: readonly string[];
  readonly provides: readonly string[];
  readonly obsoletes: readonly string[];
  /** Requirements that are asked for here and not there, or the other way round: on which Pythons and platforms. */
  readonly elsewhere: Readonly<Record<string, readonly string[]>>;
  /** What was stated, or found by a call that was; empty when setuptools looked for packages by itself. */
  readonly packages: readonly string[];
  readonly finds: readonly FindCall[];
  readonly packageDirectories: Readonly<Record<string, string>>;
  readonly packageData: Readonly<Record<string, readonly string[]>>;
  readonly excludedPackageData: Readonly<Record<string, readonly string[]>>;
  readonly includesListedData: boolean;
  readonly wheel: Readonly<Record<string, string>>;
  readonly sdist: readonly string[];
}

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
  extras: v.record(v.string(), TEXTS),
  entryPoints: v.record(v.string(), v.array(TEXTS)),
  scripts: TEXTS,
  dataFiles: v.array(TEXTS),
  extensions: TEXTS,
  commands: TEXTS,
  namespacePackages: TEXTS,
  platforms: TEXTS,
  provides: TEXTS,
  obsoletes: TEXTS,
  elsewhere: v.record(v.string(), TEXTS),
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
  const file = tree.setupPy === null ? "setup.cfg" : "setup.py";
  const failed = (reason: string): Error => fault("migrate/source-failed", { file, reason });
  if (environment.problem !== null) throw failed(environment.problem.message);
  const script = join(workspace.tools, "run-setup.py");
  await ports.files.write(script, SETUP_SCRIPT);
  const done = await ports.processes.run({
    argv: [environment.python, script, MARK],
    cwd: project,
    env: { ...variables, ...environment.variables },
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: 8 * 2 ** 20,
    signal: ports.signal,
  });
  await log.close();
  const line = done.stdout.split("\n").findLast((each) => each.startsWith(MARK));
  const told: unknown = line === undefined ? null : JSON.parse(line.slice(MARK.length));
  const facts = v.safeParse(FACTS, told);
  if (facts.success) return facts.output;
  const reason = (told as { failed?: string } | null)?.failed;
  if (reason !== undefined) throw failed(reason);
  throw failed(
    done.timedOut
      ? "it did not end within two minutes"
      : (done.stderr.trim().split("\n").at(-1) ?? "it said nothing"),
  );
}
