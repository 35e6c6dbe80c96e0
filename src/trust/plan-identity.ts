import type { RecordedPublisher, RecordedPublishers } from "../config/sections/publishers.ts";
import type { TargetId } from "../index-client/targets.ts";
import { judgeJob, type Judgement } from "./compare-publisher.ts";
import type { JobClaims } from "./job-claims.ts";

/** As whom a release to an index publishes, and who is registered there. */
export interface IdentityPlan {
  /** The job that publishes to this index; null: the tree has none. */
  readonly job: JobClaims | null;
  /** The publishers that are known to be registered there; none: nobody recorded one. */
  readonly registered: readonly RecordedPublisher[];
  /** Judgements of all other jobs whose index has a known publisher. */
  readonly others: readonly Judgement[];
}

/** Chooses the job that publishes to an index, and judges all others against what is recorded. Pure. */
export function planIdentity(
  all: readonly JobClaims[],
  recorded: RecordedPublishers,
  target: TargetId,
): IdentityPlan {
  // A job that names another project of the repository publishes that one.
  const jobs = all.filter(({ doubt }) => doubt == null || doubt.project === null);
  const job =
    jobs.find((each) => each.index === target && each.caller === null) ??
    jobs.find((each) => each.index === target) ??
    null;
  const others = jobs.flatMap((each) => {
    const [first, ...more] = recorded[each.index] ?? [];
    return each === job || first === undefined || each.doubt !== undefined
      ? []
      : [judgeJob(each, [first, ...more])];
  });
  return { job, registered: recorded[target] ?? [], others };
}

/** The fields that cannot be compared, for people; empty when all can. */
export function unknownWords({ job, registered }: IdentityPlan): string {
  const [first, ...more] = registered;
  if (job === null || first === undefined) return "";
  return judgeJob(job, [first, ...more])
    .unknown.map(({ field, why }) => `${field} (${why})`)
    .join(", ");
}
