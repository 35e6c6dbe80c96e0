import type { GateKind } from "../gate-kind.ts";
import { judgeWrapped } from "../wrapped.ts";

/** A task of Poe the Poet: only the project knows which of them checks something, so that none is proposed. */
export const poe: GateKind = {
  id: "poe",
  summary: "the task of Poe the Poet in `args`",
  tool: "poethepoet",
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: () => Promise.resolve(null),
  commands: ({ settings: { args } }) =>
    Promise.resolve({ steps: [{ argv: ["python", "-I", "-m", "poethepoet", ...args] }] }),
  judge: judgeWrapped,
};
