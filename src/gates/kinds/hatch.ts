import type { GateKind } from "../gate-kind.ts";
import { settingsPlace } from "../tool-settings.ts";
import { judgeWrapped } from "../wrapped.ts";

/** The tests of a Hatch environment, or what `args` name. */
export const hatch: GateKind = {
  id: "hatch",
  summary: "`hatch test`, or the Hatch command in `args`",
  tool: "hatch",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: ["pytest"],
  detect: (tree) =>
    settingsPlace(tree, { files: ["hatch.toml"], table: ["tool", "hatch", "envs", "hatch-test"] }),
  commands: ({ settings: { args } }) =>
    Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "hatch", ...(args.length === 0 ? ["test"] : args)] }],
    }),
  judge: judgeWrapped,
};
