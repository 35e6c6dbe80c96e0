import { readIndexConfiguration } from "../../toolbox/index-configuration.ts";
import { findInterpreter } from "../../toolbox/interpreter.ts";
import { findPip } from "../../toolbox/pip.ts";
import { findUv } from "../../toolbox/uv.ts";
import { defineStage, type Stage } from "../stage.ts";

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
    return { values: { uv, indexes } };
  },
});

/** Finds the interpreters that the configuration names, or the one on PATH. */
export const findPythons: Stage = defineStage({
  id: "python",
  title: "find Python",
  phase: "tool",
  needs: ["request", "config"],
  gives: ["pythons"],
  async run({ request, config }, { ports }) {
    const specs = config.python.length === 0 ? [null] : config.python;
    const [first, ...rest] = await Promise.all(
      specs.map((spec) => findInterpreter(spec, ports, { directory: request.directory })),
    );
    if (first === undefined) throw new Error("no interpreter was asked for");
    const pythons: [typeof first, ...typeof rest] = [first, ...rest];
    return { values: { pythons }, detail: pythons.map((each) => each.version).join(", ") };
  },
});

/** Finds the pinned pip, when pip is one of the installers. */
export const findPipTool: Stage = defineStage({
  id: "pip",
  title: "find pip",
  phase: "tool",
  needs: ["request", "config", "pythons"],
  gives: ["pip"],
  async run({ request, config, pythons }, { ports }) {
    if (!config.installers.includes("pip")) return { values: { pip: null }, detail: "not asked for" };
    const pip = await findPip(pythons[0], ports, { offline: request.offline });
    return { values: { pip }, detail: pip.version };
  },
});
