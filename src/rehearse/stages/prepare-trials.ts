import { join } from "node:path";
import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { childEnvironment, proxyVariables } from "../../toolbox/child-environment.ts";
import { indexEnvironment } from "../../toolbox/index-environment.ts";
import { sharedCargoTarget, toolchainHomes } from "../../toolbox/toolchain-environment.ts";
import { bringPython } from "../../toolbox/bring-python.ts";
import type { Interpreter } from "../../toolbox/interpreter.ts";
import { findPip, type PipTool } from "../../toolbox/pip.ts";
import { Fault, fault } from "../../findings/fault.ts";
import { checkDeclaredPythons, everyDeclaredPython } from "../../verify/install/declared-pythons.ts";
import { namedInCells, parseCellExpression, type CellFilter } from "../../verify/matrix/cell-expression.ts";
import { minorOf } from "../../version/python-minor.ts";
import { planMatrix } from "../../verify/matrix/plan-matrix.ts";
import type { PreparedTrials } from "../../verify/prepared-trials.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import { rehearsedProject } from "../../verify/rehearsed-project.ts";
import { prepareEnvironments } from "../../verify/install/prepare.ts";
import type { ArtefactKind, DeclaredOutcome, PrepareRequest } from "../../verify/request.ts";
import type { Ports } from "../../ports/ports.ts";
import { workspaceSiblings } from "../workspace-siblings.ts";
import { plural } from "../../text/plural.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import type { ReleaseValues } from "../../engine/release-values.ts";

/** Seconds for one installation: a large dependency over a slow line is no failure. */
export const INSTALL_TIMEOUT = 900;

/** Starts the fresh environments and installs what the project is known to depend on. */
export const prepareTrials: Stage = defineStage({
  id: "environments",
  title: "create the test environments",
  phase: "verify",
  needs: ["request", "tree", "config", "uv", "indexes", "pythons", "pip"],
  gives: ["trials"],
  async run({ request: run, tree, config, uv, indexes, pythons, pip }, { ports }) {
    const requirements = knownRequirements(tree);
    const { requiresPython, classifiers } = tree.project;
    const { request, further } = await prepareRequest(
      {
        run,
        declares: {
          requiresPython: requiresPython?.value ?? null,
          classifiers: classifiers.map((each) => each.value),
        },
        artefacts: ["wheel", "sdist"],
        config,
        uv,
        indexes,
        pythons,
        pip,
        requirements,
        buildRequires: tree.backend.requires,
      },
      ports,
    );
    const environments = prepareEnvironments(request, ports);
    const declared = startDeclared(tree, request, ports);
    return {
      values: { trials: { request, further, environments, declared, siblings: workspaceSiblings(tree) } },
      detail: plural(request.cells.length + further.cells.length, "environment"),
    };
  },
});

/** The same for distributions that exist already: what they depend on stands in the wheel. */
export const prepareGivenTrials: Stage = defineStage({
  id: "environments",
  title: "create the test environments",
  phase: "verify",
  needs: ["request", "distributions", "config", "uv", "indexes", "pythons", "pip"],
  gives: ["trials"],
  async run({ request: run, distributions, config, uv, indexes, pythons, pip }, { ports }) {
    const artefacts = [...new Set(distributions.map((each) => each.kind))];
    const wheel = distributions.find((each) => each.kind === "wheel" && each.metadata !== null);
    const project = wheel === undefined ? null : rehearsedProject(wheel, null);
    const requirements = (project?.requirements ?? [])
      .filter((each) => !each.direct && each.extras.length === 0)
      .map((each) => each.raw);
    const declares = {
      requiresPython: project?.requiresPython ?? null,
      classifiers: project?.classifiers ?? [],
    };
    const { request, further } = await prepareRequest(
      { run, declares, artefacts, config, uv, indexes, pythons, pip, requirements, buildRequires: [] },
      ports,
    );
    const environments = prepareEnvironments(request, ports);
    return {
      values: { trials: { request, further, environments, declared: null, siblings: new Set() } },
      detail: plural(request.cells.length + further.cells.length, "environment"),
    };
  },
});

async function prepareRequest(
  from: Pick<ReleaseValues, "config" | "uv" | "indexes" | "pythons" | "pip"> & {
    readonly run: Pick<RunRequest, "directory" | "offline">;
    /** The Pythons that the release says it supports. */
    readonly declares: { readonly requiresPython: string | null; readonly classifiers: readonly string[] };
    readonly artefacts: readonly ArtefactKind[];
    readonly requirements: readonly string[];
    /** What the sdist is built with. */
    readonly buildRequires: readonly string[];
  },
  ports: Ports,
): Promise<Pick<PreparedTrials, "request" | "further">> {
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("trials"));
  const home = join(directory, "home");
  await ports.files.makeDirectory(home);
  const { artefacts, requirements, buildRequires, config, uv, indexes, pythons, pip, run } = from;
  const { matrix, cells: choice } = config.verify;
  const named = namedInCells(choice);
  const modes = [...new Set([...config.verify.modes, ...named.modes])];
  const filter = choice === undefined ? null : cellFilter(choice);
  const { declared, absent } =
    matrix === "quick" ? { declared: [], absent: [] } : await declaredInterpreters(from, ports);
  const { installers } = config;
  const declaredPips =
    pip === null ? [] : await Promise.all(declared.map((each) => pipOrReason(each, run, ports)));
  const withoutPip = new Map(
    declaredPips.flatMap(({ executable, reason }) => (reason === undefined ? [] : [[executable, reason]])),
  );
  const plan = planMatrix({
    size: matrix,
    artefacts,
    installers,
    pythons,
    declared,
    withoutPip,
    absent,
    modes,
    filter,
  });
  if (choice !== undefined && plan.cells.length + plan.modes.length === 0)
    throw fault("usage/no-cells", { expression: choice });
  const used = [...pythons, ...declared];
  const pips = await Promise.all(
    pip === null
      ? []
      : pythons.map(
          async (python) => [python.executable, await pipFor(python, pythons[0], pip, run, ports)] as const,
        ),
  );
  const cargoTarget = await sharedCargoTarget(buildRequires, ports);
  const request: PrepareRequest = {
    cells: plan.cells,
    directory,
    requirements,
    indexVariables: await indexEnvironment(indexes, directory, ports),
    uv,
    pips: new Map([
      ...pips,
      ...declaredPips.flatMap(({ executable, pip: own }) =>
        own === undefined ? [] : [[executable, own] as const],
      ),
    ]),
    environmentBase: childEnvironment(ports.environment, {
      ...proxyVariables(ports.environment),
      ...(await toolchainHomes(ports)),
      ...cargoTarget,
      HOME: home,
    }),
    // Two builds in one Cargo directory would wait for each other, and the second replace what the first still copies.
    sdistsInTurn: Object.keys(cargoTarget).length > 0,
    installTimeout: INSTALL_TIMEOUT,
  };
  const withExtras = matrix === "full" || config.verify.extras || named.extras;
  const extras = withExtras ? { pythons: matrix === "full" ? used : pythons.slice(0, 1), filter } : null;
  return { request, further: { cells: plan.modes, extras, absent: plan.absent } };
}

/** A pip that this very Python can run: what is new for one is too new for another. */
function pipFor(
  python: Interpreter,
  first: Interpreter,
  pip: PipTool,
  { offline }: Pick<RunRequest, "offline">,
  ports: Ports,
): Promise<PipTool> {
  return python.executable === first.executable ? Promise.resolve(pip) : findPip(python, ports, { offline });
}

/** The pip of a Python that nobody named, or why it has none: that is no fault of the run. */
async function pipOrReason(
  python: Interpreter,
  { offline }: Pick<RunRequest, "offline">,
  ports: Ports,
): Promise<{ readonly executable: string; readonly pip?: PipTool; readonly reason?: string }> {
  const { executable } = python;
  try {
    return { executable, pip: await findPip(python, ports, { offline }) };
  } catch (error) {
    if (ports.signal.aborted || !(error instanceof Fault)) throw error;
    return { executable, reason: error.message };
  }
}

/** The declared Pythons beside those of the settings: which are here or can be brought, and which not. */
export async function declaredInterpreters(
  {
    run,
    declares,
    pythons,
    uv,
  }: Pick<Parameters<typeof prepareRequest>[0], "run" | "declares" | "pythons" | "uv">,
  ports: Ports,
): Promise<{
  readonly declared: readonly Interpreter[];
  readonly absent: readonly { readonly python: string; readonly reason: string }[];
}> {
  const here = new Set(pythons.map(({ version }) => minorOf(version)));
  const minors = everyDeclaredPython(declares.requiresPython, declares.classifiers).filter(
    (minor) => !here.has(minor),
  );
  const found = await Promise.all(
    minors.map(async (minor) => ({ minor, python: await bringPython(minor, uv, ports, run) })),
  );
  return {
    declared: found.flatMap(({ python }) => ("absent" in python ? [] : [python])),
    absent: found.flatMap(({ minor, python }) =>
      "absent" in python ? [{ python: minor, reason: python.absent }] : [],
    ),
  };
}

function cellFilter(expression: string): CellFilter {
  const read = parseCellExpression(expression);
  if (typeof read !== "function") throw fault("usage/bad-cells", { expression, problem: read.problem });
  return read;
}

/** Requirements without extras that can be installed early: known from the tree, from an index, and parsable. */
function knownRequirements(tree: SourceTree): readonly string[] {
  const { project } = tree;
  if (!project.dependenciesKnown) return [];
  return project.dependencies.flatMap(({ value }) => {
    const requirement = parseRequirement(value);
    return isRequirementError(requirement) || requirement.url !== null ? [] : [value];
  });
}

function startDeclared(
  tree: SourceTree,
  request: PrepareRequest,
  ports: Parameters<typeof checkDeclaredPythons>[1],
): Promise<DeclaredOutcome> | null {
  const { project } = tree;
  if (!project.dependenciesKnown || project.dynamic.includes("classifiers")) return null;
  const declared = checkDeclaredPythons(
    {
      ...request,
      requiresPython: project.requiresPython?.value ?? null,
      classifiers: project.classifiers.map((each) => each.value),
      tested: request.cells.map((cell) => cell.python),
    },
    ports,
  );
  // Awaited by the trials, which may never come about.
  declared.catch(() => undefined);
  return declared;
}
