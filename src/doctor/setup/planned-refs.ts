import type { JobClaims, RefPattern } from "../../trust/job-claims.ts";
import { valueOf } from "../../trust/job-claims.ts";
import { asGlobs } from "../forge/ref-pattern.ts";
import type { EnvironmentWish } from "./setup-action.ts";

/** What stands for "the release's tags" and "the main branch" where a workflow does not say which. */
export interface UsualRefs {
  /** Pattern of the project's tags: `v*`. */
  readonly tags: string;
  readonly branch: string;
}

/** The environments that the jobs name, with the refs that have to be let in; an expression names none. */
export function plannedEnvironments(
  jobs: readonly JobClaims[],
  usual: UsualRefs,
): readonly EnvironmentWish[] {
  const byName = Map.groupBy(jobs, ({ fields }) => valueOf(fields.environment));
  return Array.from(byName).flatMap(([name, of]) => {
    if (name === null) return [];
    const index = of.some((job) => job.index === "pypi") ? "pypi" : (of[0]?.index ?? "unknown");
    const refs = of.flatMap((job) => neededRefs(job));
    const tags = patterns(refs, "tag", usual.tags);
    const branches = patterns(refs, "branch", usual.branch);
    return [{ name, index, tags: tags.length + branches.length === 0 ? [usual.tags] : tags, branches }];
  });
}

/** Patterns of all tags that start a publishing job. */
export function releaseTags(jobs: readonly JobClaims[], usual: string): readonly string[] {
  const found = patterns(
    jobs.flatMap(({ refs }) => refs),
    "tag",
    usual,
  );
  return found.length === 0 ? [usual] : found;
}

/** Who may start a run by hand chooses a tag for it: a branch is let in where nothing else starts the job. */
function neededRefs({ events, refs, index }: JobClaims): readonly RefPattern[] {
  const tags = refs.filter(({ type }) => type === "tag");
  const isByHand = !events.some((event) => event === "push of a branch" || event === "schedule");
  return index === "pypi" && isByHand && tags.length > 0 ? tags : refs;
}

function patterns(refs: readonly RefPattern[], type: RefPattern["type"], usual: string): readonly string[] {
  return [
    ...new Set(
      refs.flatMap((ref) => (ref.type !== type ? [] : ref.pattern === null ? [usual] : asGlobs(ref.pattern))),
    ),
  ];
}
