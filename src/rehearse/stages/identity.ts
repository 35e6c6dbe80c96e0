import { defineStage, type Stage } from "../../engine/stage.ts";
import { planIdentity, unknownWords, type IdentityPlan } from "../../trust/plan-identity.ts";
import { lastPublisher } from "../../trust/last-publisher.ts";
import { treeClaims } from "../../trust/tree-claims.ts";

/** Computes what the publishing jobs will present, and who is registered: recorded, or by the last release's provenance. */
export const readIdentity: Stage = defineStage({
  id: "identity",
  title: "compute the publishing job's identity",
  phase: "auth",
  needs: ["tree", "config"],
  wants: ["indexFacts"],
  gives: ["identity"],
  async run({ tree, config, indexFacts }, { ports }) {
    const { publishers } = config.publish;
    const jobs = await treeClaims(tree, publishers);
    const plan = planIdentity(jobs, publishers, config.target);
    const isRecorded = plan.registered.length > 0;
    const last =
      isRecorded || plan.job === null
        ? null
        : await lastPublisher(tree.project.name?.value ?? "", indexFacts ?? null, ports);
    const identity = last === null ? plan : { ...plan, registered: [last] };
    return { values: { identity }, detail: detailOf(identity, isRecorded, last !== null) };
  },
});

function detailOf(plan: IdentityPlan, isRecorded: boolean, isOfRelease: boolean): string {
  if (plan.job === null) return "no job uses trusted publishing";
  const place = `${plan.job.job} of ${plan.job.file}`;
  const unknown = unknownWords(plan);
  const source = isRecorded
    ? "the recorded publisher"
    : isOfRelease
      ? "the last release's publisher"
      : "no publisher recorded: not compared (shipwheel doctor trust --record)";
  return `${place}; ${source}${unknown === "" ? "" : `; not compared: ${unknown}`}`;
}
