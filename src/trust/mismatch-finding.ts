import type { Finding } from "../findings/finding.ts";
import { TARGETS } from "../index-client/targets.ts";
import type { FieldDifference, Judgement } from "./compare-publisher.ts";
import type { JobClaims, Obstacle } from "./job-claims.ts";
import { formPage, PROVIDERS } from "./publisher-form.ts";
import { PUBLISHER_MISMATCH } from "./trust-rules.ts";

/** The finding of a job that an index refuses: the field, both values, both remedies, the index's own words. */
export function mismatchFinding(
  { job, refusal }: { readonly job: JobClaims; readonly refusal: NonNullable<Judgement["refusal"]> },
  project: string,
): Finding {
  const { words, publisher, differences } = refusal;
  const index = indexTitle(job.index);
  const page = formPage(job.index, project, publisher.pending === undefined ? null : !publisher.pending);
  const place = `the job ${job.job} of ${job.file}`;
  return PUBLISHER_MISMATCH.finding({
    message: `${place} does not match the ${PROVIDERS[publisher.provider].title} publisher registered on ${index}: ${differences.map(inWords).join("; ") || words}`,
    location: job.location,
    why: `${index} answers "${words}", so nothing is published`,
    help: helpOf(job, differences, index, page),
    subject: `${index} ${job.file} ${job.job}`,
    details: { index: job.index, words, differences, publisher },
  });
}

/** The finding of a job that no publisher can let in, whatever is registered. */
export function obstacleFinding(job: JobClaims, { what, why, help }: Obstacle): Finding {
  return PUBLISHER_MISMATCH.finding({
    message: `the job ${job.job} of ${job.file} ${what}`,
    location: job.location,
    why,
    help,
    subject: `${indexTitle(job.index)} ${job.file} ${job.job}`,
    details: { index: job.index },
  });
}

/**
 * Why a job does not get to publish: what is in its own way comes first, as no publisher mends it; the index's own words
 * before it, where there are some. Null: nothing that is known.
 */
export function trustFinding(job: JobClaims, judgement: Judgement | null, project: string): Finding | null {
  const { obstacle } = job;
  const refusal = judgement?.refusal ?? null;
  const isInWords = job.foreign !== null || job.events.includes("pull_request_target");
  if (obstacle !== null && (refusal === null || !isInWords)) return obstacleFinding(job, obstacle);
  return refusal === null ? null : mismatchFinding({ job, refusal }, project);
}

function inWords({ field, name, registered, presented }: FieldDifference): string {
  if (name === "event") return "a run triggered by pull_request_target cannot publish";
  return `${field} is ${quoted(registered)} there, but the job presents ${quoted(presented)}`;
}

function helpOf(
  job: JobClaims,
  differences: readonly FieldDifference[],
  index: string,
  page: string,
): string {
  if (differences.some(({ name }) => name === "event"))
    return "trigger the publishing workflow by a tag or a release, not by pull_request_target";
  if (job.foreign !== null)
    return `publish in a job of your own workflow: no publisher can name a workflow of ${job.foreign}`;
  const edits = differences.map(({ name, registered, presented }) =>
    editOf(job, name, registered, presented),
  );
  const forms = differences.map(({ field, presented }) => `${field} = ${presented ?? "(empty)"}`);
  if (edits.length === 0)
    return `compare the publisher at ${page} with the job, field by field: shipwheel doctor trust`;
  return `${edits.join(" and ")}; or set ${forms.join(", ")} at ${page} and record it: shipwheel doctor trust --record (${index})`;
}

function editOf(
  job: JobClaims,
  name: FieldDifference["name"],
  registered: string | null,
  presented: string | null,
): string {
  if (name === "environment") {
    return registered === null
      ? `remove environment: from the job ${job.job}`
      : `give the job ${job.job} environment: ${registered}`;
  }
  if (name === "workflow") return `publish from ${registered ?? ""} (rename ${presented ?? ""})`;
  if (name === "repository") return `publish from the repository ${registered ?? ""}`;
  return `publish as ${registered ?? ""}`;
}

function quoted(value: string | null): string {
  return value === null ? "empty" : `"${value}"`;
}

/** What people call an index that a job publishes to. */
export function indexTitle(index: JobClaims["index"]): string {
  return index === "unknown" ? "an index decided at run time" : TARGETS[index].title;
}
