import { askIndex } from "../../check/inputs/gather-inputs.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Asks the user's own index about the project, when that is asked for: its name, its versions, its files. */
export const askOwnIndex: Stage = defineStage({
  id: "own-index",
  title: "look up the project on the configured index",
  phase: "check",
  needs: ["request", "tree", "indexes"],
  gives: ["indexFacts"],
  async run({ request, tree, indexes }, { ports }) {
    if (request.online !== true || request.offline)
      return { values: { indexFacts: null }, idle: "requires --online" };
    const facts = await askIndex({ tree, distributions: [] }, ports, indexes);
    return {
      values: { indexFacts: facts ?? null },
      detail: facts === undefined ? "no answer" : [...facts.projects.keys()].join(", "),
    };
  },
});
