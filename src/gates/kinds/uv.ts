import { join } from "node:path";
import type { GateKind } from "../gate-kind.ts";
import { judgeWrapped } from "../wrapped.ts";

/** A command in the project's locked environment: against the sources, so that none is proposed. */
export const uv: GateKind = {
  id: "uv",
  summary: "the command in `args`, by `uv run --locked`",
  tool: null,
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: () => Promise.resolve(null),
  commands: ({ settings: { args }, output }) =>
    Promise.resolve({
      steps: [
        { argv: ["uv", "run", "--locked", ...args], env: { UV_PROJECT_ENVIRONMENT: join(output, "venv") } },
      ],
    }),
  judge: judgeWrapped,
};
