import { join } from "node:path";
import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { childEnvironment, proxyVariables } from "../../toolbox/child-environment.ts";
import { indexEnvironment } from "../../toolbox/index-environment.ts";
import { sharedCargoTarget, toolchainHomes } from "../../toolbox/toolchain-environment.ts";
import { checkDeclaredPythons } from "../../verify/install/declared-pythons.ts";
import { planCells } from "../../verify/cells.ts";
import { rehearsedProject } from "../../verify/rehearsed-project.ts";
import { prepareEnvironments } from "../../verify/install/prepare.ts";
import type { ArtefactKind, DeclaredOutcome, PrepareRequest } from "../../verify/request.ts";
import type { Ports } from "../../ports/ports.ts";
import { workspaceSiblings } from "../workspace-siblings.ts";
import { plural } from "../../text/plural.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import type { ReleaseValues } from "../../engine/release-values.ts";

/** Seconds for one installation: a large dependency over a slow line is no failure. */
const INSTALL_TIMEOUT = 900;

/** Starts the fresh environments and installs what the project is known to depend on. */
export const prepareTrials: Stage = defineStage({
  id: "environments",
  title: "create the test environments",
  phase: "verify",
  needs: ["tree", "config", "uv", "indexes", "pythons", "pip"],
  gives: ["trials"],
  async run({ tree, config, uv, indexes, pythons, pip }, { ports }) {
    const requirements = knownRequirements(tree);
    const request = await prepareRequest(
      {
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
      values: { trials: { request, environments, declared, siblings: workspaceSiblings(tree) } },
      detail: plural(request.cells.length, "environment"),
    };
  },
});

/** The same for distributions that exist already: what they depend on stands in the wheel. */
export const prepareGivenTrials: Stage = defineStage({
  id: "environments",
  title: "create the test environments",
  phase: "verify",
  needs: ["distributions", "config", "uv", "indexes", "pythons", "pip"],
  gives: ["trials"],
  async run({ distributions, config, uv, indexes, pythons, pip }, { ports }) {
    const artefacts = [...new Set(distributions.map((each) => each.kind))];
    const wheel = distributions.find((each) => each.kind === "wheel" && each.metadata !== null);
    const requirements = (wheel === undefined ? [] : rehearsedProject(wheel, null).requirements)
      .filter((each) => !each.direct && each.extras.length === 0)
      .map((each) => each.raw);
    const request = await prepareRequest(
      { artefacts, config, uv, indexes, pythons, pip, requirements, buildRequires: [] },
      ports,
    );
    const environments = prepareEnvironments(request, ports);
    return {
      values: { trials: { request, environments, declared: null, siblings: new Set() } },
      detail: plural(request.cells.length, "environment"),
    };
  },
});

async function prepareRequest(
  from: Pick<ReleaseValues, "config" | "uv" | "indexes" | "pythons" | "pip"> & {
    readonly artefacts: readonly ArtefactKind[];
    readonly requirements: readonly string[];
    /** What the sdist is built with. */
    readonly buildRequires: readonly string[];
  },
  ports: Pick<Ports, "files" | "environment">,
): Promise<PrepareRequest> {
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("trials"));
  const home = join(directory, "home");
  await ports.files.makeDirectory(home);
  const { artefacts, requirements, buildRequires, config, uv, indexes, pythons, pip } = from;
  const cargoTarget = await sharedCargoTarget(buildRequires, ports);
  return {
    cells: planCells({ artefacts, installers: config.installers, pythons }),
    directory,
    requirements,
    indexVariables: await indexEnvironment(indexes, directory, ports),
    uv,
    pips: new Map(pip === null ? [] : pythons.map((python) => [python.executable, pip])),
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
