import { judgeJob } from "../../trust/compare-publisher.ts";
import type { JobClaims } from "../../trust/job-claims.ts";
import { indexTitle, trustFinding } from "../../trust/mismatch-finding.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type DoctorContext, type Probe } from "../probe.ts";

/** Each publishing job against the publisher that is recorded for its index. */
export const publishers: Probe = defineProbe({
  id: "publishers",
  title: "trusted publishers",
  run({ jobs, hidden, config, project }) {
    const said = { id: "publisher", title: "trusted publisher" };
    const unseen = hidden.map(({ file, why, remedy }) => unknown(said, `${file} ${why}`, remedy));
    if (jobs.length === 0 && unseen.length === 0)
      return Promise.resolve([
        unknown(said, "no job of the tree publishes by trusted publishing", "shipwheel workflow generate"),
      ]);
    return Promise.resolve([
      ...jobs.map((job) => publisherLine(job, config.publish.publishers[job.index] ?? [], project)),
      ...unseen,
    ]);
  },
});

/** What is said of one job. */
export function publisherLine(
  job: JobClaims,
  recorded: DoctorContext["config"]["publish"]["publishers"][string],
  project: string,
): DoctorLine {
  const index = indexTitle(job.index);
  const said = { id: `publisher-${job.index}`, title: `publisher on ${index}` };
  const place = `${job.job} of ${job.file}`;
  if (job.index === "private")
    return ok(said, `${place} publishes to a private index: its publishers are its own`);
  if (job.doubt !== undefined && job.obstacle === null)
    return unknown(
      said,
      `${place}: which project it publishes is not known: ${job.doubt.why}`,
      "register it for the project that it uploads: shipwheel doctor trust",
    );
  const [first, ...more] = recorded;
  const judged = first === undefined ? null : judgeJob(job, [first, ...more]);
  const finding = trustFinding(job, judged, project);
  if (finding !== null) return wrong(said, finding.message, finding.help ?? "");
  if (judged === null)
    return unknown(
      said,
      `${place}: no registered publisher is recorded`,
      "run shipwheel doctor trust to see the form's fields, and shipwheel doctor trust --record to record them",
    );
  if (judged.unknown.length > 0)
    return unknown(
      said,
      `${place} matches, as far as the tree shows; not compared: ${judged.unknown.map(({ field, why }) => `${field} (${why})`).join(", ")}`,
    );
  return ok(said, `${place} matches the record`);
}
