import { readIndexConfiguration } from "../../toolbox/index-configuration.ts";
import { findAdmittedInterpreter, findInterpreter } from "../../toolbox/interpreter.ts";
import { INSTALLERS } from "../../toolbox/installers/registry.ts";
import { MODES } from "../../toolbox/modes/registry.ts";
import { findPip } from "../../toolbox/pip.ts";
import { findUv } from "../../toolbox/uv.ts";
import { namedInCells } from "../../verify/matrix/cell-expression.ts";
import { modesOf } from "../../verify/matrix/plan-matrix.ts";
import type { Ports } from "../../ports/ports.ts";
import { defineStage, type Stage, type StageResult } from "../../engine/stage.ts";
import type { ReleaseValues } from "../../engine/release-values.ts";

/** Finds uv (or puts it into the tool cache) and reads which indexes the user installs from. */
export const findInstaller: Stage = defineStage({
  id: "uv",
  title: "find uv",
  phase: "tool",
  needs: ["request"],
  gives: ["uv", "indexes"],
  async run({ request }, { ports }) {
    const [uv, indexes] = await Promise.all([
      findUv(ports, { offline: request.offline }),
      readIndexConfiguration(ports),
    ]);
    return { values: { uv, indexes }, detail: uv };
  },
});

const PYTHON_STAGE = {
  id: "python",
  title: "find Python",
  phase: "tool",
  gives: ["pythons"],
  headline: true,
} as const;

/** Finds the interpreters that the configuration names, or the one on PATH. */
export const findPythons: Stage = defineStage({
  ...PYTHON_STAGE,
  needs: ["request", "config"],
  run: async ({ request, config }, { ports }) => found(await pythonsFor(config.python, null, request, ports)),
});

/** The same for a tree, whose requires-python may exclude the one on PATH. */
export const findProjectPythons: Stage = defineStage({
  ...PYTHON_STAGE,
  needs: ["request", "config", "tree"],
  async run({ request, config, tree }, { ports }) {
    const required = tree.project.requiresPython?.value ?? null;
    return found(await pythonsFor(config.python, required, request, ports));
  },
});

type Pythons = ReleaseValues["pythons"];

/** The interpreters that are named, else the one on PATH, or another that requires-python admits. */
export async function pythonsFor(
  named: readonly string[],
  requiresPython: string | null,
  { directory }: Pick<ReleaseValues["request"], "directory">,
  ports: Ports,
): Promise<Pythons> {
  const [first, ...rest] = await Promise.all(
    named.map((spec) => findInterpreter(spec, ports, { directory })),
  );
  return first === undefined
    ? [await findAdmittedInterpreter(requiresPython, ports, { directory })]
    : [first, ...rest];
}

function found(pythons: Pythons): StageResult<"pythons"> {
  return { values: { pythons }, detail: `Python ${pythons.map((each) => each.version).join(", ")}` };
}

/** Finds the pinned pip, when one of the installers needs it. */
export const findPipTool: Stage = defineStage({
  id: "pip",
  title: "find pip",
  phase: "tool",
  needs: ["request", "config", "pythons"],
  gives: ["pip"],
  async run({ request, config, pythons }, { ports }) {
    const { matrix, modes, cells } = config.verify;
    const isNeeded =
      config.installers.some((id) => INSTALLERS[id].needsPip) ||
      modesOf(matrix, [...modes, ...namedInCells(cells).modes]).some((id) => MODES[id].needsPip === true);
    if (!isNeeded) return { values: { pip: null }, idle: "no installer needs it" };
    const pip = await findPip(pythons[0], ports, { offline: request.offline });
    return { values: { pip }, detail: pip.version };
  },
});
