import { gatherIndexFacts, projectNames } from "../../index-client/gather-index-facts.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Asks the user's own index about the project, when that is wanted: its name, its versions, its files. */
export const askIndex: Stage = defineStage({
  id: "own-index",
  title: "ask your own index about the project",
  phase: "check",
  needs: ["request", "tree", "indexes"],
  gives: ["indexFacts"],
  async run({ request, tree, indexes }, { ports }) {
    if (request.online !== true || request.offline)
      return { values: { indexFacts: null }, detail: "not asked for" };
    const names = projectNames({ tree, distributions: [] });
    const facts = await gatherIndexFacts(names, ports, indexes);
    return {
      values: { indexFacts: facts ?? null },
      detail: facts === undefined ? "no answer" : names.join(", "),
    };
  },
});
