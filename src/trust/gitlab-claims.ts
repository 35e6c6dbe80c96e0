import { PUBLIC_INDEXES, TARGETS } from "../index-client/targets.ts";
import { gitLabJobs, type GitLabJob } from "../tree/workflows/gitlab.ts";
import { child, scalarText, type YamlFile } from "../tree/yaml-file.ts";
import { known, knownName, type Claimed, type JobClaims } from "./job-claims.ts";

const UPLOADS =
  /\b(?:twine upload|(?:uv|pdm|poetry|flit|hatch|shipwheel) publish|shipwheel release|shipwheel(?:@\S+)? workflow job publish)\b/;

/** The audience of identities that sign attestations. */
const SIGSTORE = "sigstore";

/** The pipeline file, unless the project's settings name another one. */
export const PIPELINE_FILE = ".gitlab-ci.yml";

/**
 * What the publishing jobs of a GitLab pipeline will present: those that upload and ask for an identity (`id_tokens`).
 * Whichever file holds the job, the claim names the top-level one.
 */
export function gitlabClaims(files: readonly YamlFile[], repository: Claimed): readonly JobClaims[] {
  return files.flatMap(gitLabJobs).flatMap((job) =>
    indexesOf(job).map((index) => ({
      provider: "gitlab" as const,
      index,
      file: job.file.path,
      job: job.id,
      location: job.file.locate(job.key),
      events: ["a pipeline"],
      fields: { repository, workflow: known(PIPELINE_FILE), environment: environmentOf(job) },
      ref: { unknown: "it is the tag or branch of the pipeline" },
      caller: job.file.path === PIPELINE_FILE ? null : PIPELINE_FILE,
      foreign: null,
      unattested: audiencesOf(job).has(SIGSTORE)
        ? null
        : `${job.id} has no identity to sign with: give it id_tokens: SIGSTORE_ID_TOKEN: {aud: ${SIGSTORE}}`,
      subjectKeys: null,
    })),
  );
}

/** The indexes whose audience the job's identity tokens have. */
function indexesOf(job: GitLabJob): readonly JobClaims["index"][] {
  if (!job.commands.some(({ text }) => UPLOADS.test(text))) return [];
  const audiences = audiencesOf(job);
  return PUBLIC_INDEXES.filter((each) => audiences.has(TARGETS[each].audience));
}

function audiencesOf({ identities }: GitLabJob): ReadonlySet<string> {
  return new Set([...identities.values()].flatMap((each) => each.split(" ")));
}

function environmentOf({ environment }: GitLabJob): Claimed {
  const name = scalarText(environment) ?? scalarText(child(environment, "name"));
  return name?.includes("$") === true ? { unknown: `${name} is decided when the job runs` } : knownName(name);
}
