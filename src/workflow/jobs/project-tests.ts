import { delimiter, join } from "node:path";
import { exportTree } from "../../build/export/export.ts";
import { readConfig } from "../../config/read-config.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import { childEnvironment, proxyVariables } from "../../toolbox/child-environment.ts";
import { findInterpreter } from "../../toolbox/interpreter.ts";
import { findUv } from "../../toolbox/uv.ts";
import { searchPath } from "../../toolbox/executables.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import { shippedSources } from "../../tree/shipped-sources.ts";
import { testArguments, testCommandOf } from "../../tree/test-command.ts";
import { readIndexConfiguration } from "../../toolbox/index-configuration.ts";
import { gateTitle, isStop } from "../../gates/gate-result.ts";
import { planGates } from "../../gates/plan-gates.ts";
import { runProjectGates } from "../../rehearse/project-gates.ts";

/** What the project's own gates and tests came to. */
export interface ProjectTests {
  readonly passed: boolean;
  /** One line for each that ran, and why nothing did. */
  readonly lines: readonly string[];
}

/** Less than the job has, so that it can still say what happened. */
const TIMEOUT_MINUTES = 20;

/**
 * Runs the project's gates and its tests against the installed wheel: an environment has the wheel and what the tests
 * need, and the tests run in a copy of the tree without the sources that the wheel holds.
 */
export async function runProjectTests(
  {
    directory,
    distributions,
    python,
  }: {
    readonly directory: string;
    readonly distributions: readonly string[];
    readonly python: string | null;
  },
  ports: Ports,
): Promise<ProjectTests> {
  const tree = await readSourceTree(directory, { allowNoGit: true }, ports);
  const config = readConfig(tree.pyproject);
  const gates = planGates(config);
  // A gate that runs the tests is what the project wants of them.
  const areGated = gates.some(({ kind }) => kind.id === "pytest");
  const tests = config.workflow.tests && !areGated ? await testCommandOf(tree) : null;
  const wheel = distributions.find((path) => path.endsWith(".whl"));
  if (gates.length === 0 && tests === null) return { passed: true, lines: ["no gates and no tests"] };
  if (wheel === undefined) return { passed: true, lines: ["no wheel to test"] };
  const home = await makeEnvironment(wheel, tests?.requirements ?? [], python, ports);
  if ("failure" in home) return { passed: false, lines: [home.failure] };
  const { environment } = ports;
  const path = [home.bin, ...searchPath(environment.variables)].join(delimiter);
  const variables = { ...environment.variables, PATH: path };
  const interpreter = await findInterpreter(python, ports);
  const ended = await runProjectGates(
    {
      tree,
      config,
      gates,
      wheel,
      rehearsed: null,
      request: { directory, offline: false, worktree: true, pythons: [interpreter.executable] },
      uv: await findUv(ports),
      indexes: await readIndexConfiguration(ports),
      pythons: [interpreter],
    },
    { ...ports, environment: { ...environment, variables } },
  );
  const lines = ended.results.map(
    (each) => `gate ${gateTitle(each, false)}: ${each.outcome}, ${each.detail}`,
  );
  if (ended.results.some(isStop)) {
    const told = ended.findings.flatMap(({ message, why = "" }) => [message, why]);
    return { passed: false, lines: [...lines, ...told] };
  }
  if (tests === null) return { passed: true, lines };
  const place = await ports.files.temporaryDirectory("tests");
  const { project } = await exportTree(tree, "worktree", place, ports);
  await using opened = await openDistribution(wheel, ports.files);
  for (const each of shippedSources(tree, opened.entries)) await ports.files.remove(join(project, each));
  const done = await ports.processes.run({
    argv: [join(home.bin, "python"), ...testArguments(tests, "-q")],
    cwd: project,
    env: childEnvironment(environment, { PATH: path }),
    timeoutMs: TIMEOUT_MINUTES * 60_000,
    signal: ports.signal,
  });
  if (done.timedOut)
    return { passed: false, lines: [...lines, `${tests.runner} did not end in ${TIMEOUT_MINUTES} minutes`] };
  const said = `${done.stdout}\n${done.stderr}`.trim().split("\n");
  const passed = done.status === 0;
  const shown = passed ? said.slice(-1) : said.slice(-30);
  return { passed, lines: [...lines, `${tests.runner} exited with ${done.status}`, ...shown] };
}

async function makeEnvironment(
  wheel: string,
  requirements: readonly string[],
  python: string | null,
  ports: Ports,
): Promise<{ readonly bin: string } | { readonly failure: string }> {
  const [{ executable }, uv] = await Promise.all([findInterpreter(python, ports), findUv(ports)]);
  const home = join(await ports.files.temporaryDirectory("environment"), "venv");
  const bin = join(home, ports.environment.platform === "win32" ? "Scripts" : "bin");
  for (const argv of [
    [uv, "venv", "--quiet", "--python", executable, home],
    [uv, "pip", "install", "--quiet", "--python", join(bin, "python"), wheel, ...requirements],
  ]) {
    const done = await ports.processes.run({
      argv,
      cwd: ports.environment.temporary,
      env: childEnvironment(ports.environment, proxyVariables(ports.environment)),
      signal: ports.signal,
    });
    if (done.status !== 0)
      return { failure: `the test environment could not be created: ${done.stderr.trim()}` };
  }
  return { bin };
}
