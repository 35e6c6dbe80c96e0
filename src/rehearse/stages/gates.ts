import { gatesText } from "../../gates/gate-result.ts";
import { detectGates } from "../../gates/detect-gates.ts";
import { planGates } from "../../gates/plan-gates.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { chooseGates } from "../choose-gates.ts";
import { runProjectGates } from "../project-gates.ts";

/**
 * Runs the gates of the release, so that one that would stop it is known before: in copies of what was built, with the
 * wheel. They run behind the build, which watches the tree for writes.
 */
export const rehearseGates: Stage = defineStage({
  id: "gates",
  title: "run the gates",
  phase: "check",
  headline: true,
  needs: ["request", "tree", "config", "built", "distributions", "uv", "indexes", "pythons"],
  wants: ["rehearsed"],
  gives: ["gated"],
  async run({ request, tree, config, distributions, uv, indexes, pythons, rehearsed }, { ports }) {
    const planned = planGates(config);
    const none = { values: { gated: { skipped: [], ran: [], findings: [] } } } as const;
    if (planned.length === 0) return { ...none, idle: `none configured${await hint(tree)}` };
    if (request.gates === "later") return { ...none, idle: "run by the release before it tags" };
    const { run: gates, skipped } = chooseGates(planned, request);
    if (gates.length === 0)
      return { values: { gated: { skipped, ran: [], findings: [] } }, idle: skipped[0]?.reason ?? "" };
    const wheel = distributions.find(({ kind, metadata }) => kind === "wheel" && metadata !== null) ?? null;
    const { results, findings } = await runProjectGates(
      {
        tree,
        config,
        request,
        gates,
        uv,
        indexes,
        pythons,
        wheel: wheel?.path ?? null,
        rehearsed: rehearsed ?? null,
      },
      ports,
    );
    return {
      values: { gated: { skipped, ran: results, findings } },
      findings,
      detail: gatesText(results),
    };
  },
});

/** What the project could make its releases depend on. */
async function hint(tree: SourceTree): Promise<string> {
  const detected = await detectGates(tree);
  return detected.length === 0
    ? ""
    : `; shipwheel init would add ${detected.map(({ kind }) => kind).join(", ")}`;
}
