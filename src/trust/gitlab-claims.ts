import { PUBLIC_INDEXES, TARGETS } from "../index-client/targets.ts";
import { child, scalarText, scalarTexts, type YamlFile, type YamlMap } from "../tree/yaml-file.ts";
import { known, type Claimed, type JobClaims } from "./job-claims.ts";

/** Keys of a pipeline file that are no jobs. */
const NO_JOBS = new Set([
  "default",
  "include",
  "stages",
  "variables",
  "workflow",
  "image",
  "services",
  "cache",
  "before_script",
  "after_script",
  "pages",
  "spec",
]);
const UPLOADS =
  /\b(?:twine upload|(?:uv|pdm|poetry|flit|hatch|shipwheel) publish|shipwheel release|shipwheel(?:@\S+)? workflow job publish)\b/;

/** The pipeline file, unless the project's settings name another one. */
export const PIPELINE_FILE = ".gitlab-ci.yml";

/**
 * What the publishing jobs of a GitLab pipeline will present: those that upload and ask for an identity (`id_tokens`).
 * Whichever file holds the job, the claim names the top-level one.
 */
export function gitlabClaims(files: readonly YamlFile[], repository: Claimed): readonly JobClaims[] {
  return files.flatMap((file) =>
    file.root.kind !== "map"
      ? []
      : Array.from(file.root.entries).flatMap(([job, { key, value }]) => {
          if (NO_JOBS.has(job) || job.startsWith(".") || value.kind !== "map") return [];
          return indexesOf(value).map((index) => ({
            provider: "gitlab" as const,
            index,
            file: file.path,
            job,
            location: file.locate(key),
            events: ["a pipeline"],
            fields: { repository, workflow: known(PIPELINE_FILE), environment: environmentOf(value) },
            ref: { unknown: "it is the tag or branch of the pipeline" },
            caller: file.path === PIPELINE_FILE ? null : PIPELINE_FILE,
            foreign: null,
            subjectKeys: null,
          }));
        }),
  );
}

/** The indexes whose audience the job's identity tokens have. */
function indexesOf(job: YamlMap): readonly JobClaims["index"][] {
  const script = scalarTexts(child(job, "script")).join("\n");
  const tokens = child(job, "id_tokens");
  if (!UPLOADS.test(script) || tokens?.kind !== "map") return [];
  const audiences = new Set(
    Array.from(tokens.entries.values()).flatMap(({ value }) => scalarTexts(child(value, "aud"))),
  );
  return PUBLIC_INDEXES.filter((each) => audiences.has(TARGETS[each].audience));
}

function environmentOf(job: YamlMap): Claimed {
  const node = child(job, "environment");
  const name = scalarText(node) ?? scalarText(child(node, "name"));
  return name?.includes("$") === true ? { unknown: `${name} is decided when the job runs` } : known(name);
}
