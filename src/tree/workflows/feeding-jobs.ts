import { scalarText } from "../formats/yaml-file.ts";
import { input, type Step, type Workflow } from "./model.ts";
import { publishings, releaseJobs } from "./publishing.ts";

/** Of the jobs of a release, those whose files end up in the release: they publish, or hand over what one that publishes fetches. */
export function feedingJobs(all: readonly Workflow[]): ReturnType<typeof releaseJobs> {
  const publishing = new Set(publishings(all).map(({ job }) => job));
  const jobs = releaseJobs(all);
  const feeding = new Set(publishing);
  // What a job between them fetches is a part of the release, too.
  for (const receiver of feeding) {
    const fetched = receiver.steps.flatMap((step) => artifactOf(step, "actions/download-artifact") ?? []);
    for (const { job } of jobs)
      if (job.steps.some((step) => handsOver(step, fetched)) && receiver !== job) feeding.add(job);
  }
  return jobs.filter(({ job }) => feeding.has(job));
}

function handsOver(step: Step, fetched: readonly string[]): boolean {
  // It uploads what it builds by itself.
  if (step.action === "hynek/build-and-inspect-python-package") return true;
  const name = artifactOf(step, "actions/upload-artifact");
  return name !== null && fetched.some((each) => each.startsWith(name) || name.startsWith(each));
}

/** The part of an artifact's name that is written out; empty for any. */
function artifactOf(step: Step, action: string): string | null {
  if (step.action !== action) return null;
  const isUpload = action === "actions/upload-artifact";
  const name =
    scalarText(input(step, "name")) ?? scalarText(input(step, "pattern")) ?? (isUpload ? "artifact" : "");
  return /^[^$*?[{]*/.exec(name)?.[0] ?? "";
}
