import { PUBLIC_INDEXES, TARGETS } from "../index-client/targets.ts";
import { gitLabJobs, type GitLabJob } from "../tree/workflows/gitlab.ts";
import { PIPELINE_FILE } from "../tree/workflows/gitlab-pipeline.ts";
import { child, scalarText, type YamlFile } from "../tree/formats/yaml-file.ts";
import { known, knownName, type Claimed, type JobClaims, type Obstacle } from "./job-claims.ts";

const UPLOADS =
  /\b(?:twine upload|(?:uv|pdm|poetry|flit|hatch|shipwheel) publish|shipwheel release|shipwheel(?:@\S+)? workflow job publish)\b/;

/** The audience of identities that sign attestations. */
const SIGSTORE = "sigstore";

/**
 * What the publishing jobs of a GitLab pipeline will present: those that upload and ask for an identity (`id_tokens`).
 * Whichever file holds the job, the claim names the top-level one.
 */
export function gitlabClaims(files: readonly YamlFile[], repository: Claimed): readonly JobClaims[] {
  const seen = new Set<string>();
  const jobs = files
    .flatMap((file) => gitLabJobs(file, files))
    .filter(({ id }) => !seen.has(id) && seen.add(id));
  return jobs.flatMap((job) =>
    indexesOf(job).map((index) => ({
      provider: "gitlab" as const,
      index,
      file: job.file.path,
      job: job.id,
      location: job.file.locate(job.key),
      events: ["a pipeline"],
      refs: [],
      obstacle: obstacleOf(job, index),
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

/** The identity has to be where uploaders look for it, unless the script hands it over itself. */
function obstacleOf({ identities, commands }: GitLabJob, index: JobClaims["index"]): Obstacle | null {
  if (index !== "pypi" && index !== "testpypi") return null;
  const { audience, title } = TARGETS[index];
  const names = Array.from(identities).flatMap(([name, each]) =>
    each.split(" ").includes(audience) ? [name] : [],
  );
  const expected = `${audience.toUpperCase()}_ID_TOKEN`;
  const isHanded = commands.some(({ text }) => names.some((name) => text.includes(name)));
  if (names.includes(expected) || isHanded) return null;
  return {
    what: `has its identity for ${title} in ${names.join(", ")}`,
    why: `twine and uv read it from ${expected}, and find none`,
    help: `name it so: id_tokens: ${expected}: {aud: ${audience}}`,
  };
}

function environmentOf({ environment }: GitLabJob): Claimed {
  const name = scalarText(environment) ?? scalarText(child(environment, "name"));
  return name?.includes("$") === true ? { unknown: `${name} is decided when the job runs` } : knownName(name);
}
