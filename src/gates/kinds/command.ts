import type { GateKind } from "../gate-kind.ts";
import { judgeWrapped } from "../wrapped.ts";

/** A command of the project's own. */
export const command: GateKind = {
  id: "command",
  summary: "the command in `run`",
  tool: null,
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: () => Promise.resolve(null),
  commands: ({ settings: { run, args } }) => Promise.resolve({ steps: [{ argv: [...run, ...args] }] }),
  judge: judgeWrapped,
};
