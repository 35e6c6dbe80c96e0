import type { DoctorContext } from "../doctor/probe.ts";
import { PROVIDERS, formOf } from "../trust/publisher-form.ts";
import { indexTitle } from "../trust/mismatch-finding.ts";
import { valueOf, type JobClaims } from "../trust/job-claims.ts";
import { fitsFilter } from "../tree/workflows/ref-filter.ts";
import { DEFAULT_TAG_TEMPLATE, parseTagTemplate } from "../version/tag-template.ts";

/** What the runbook says of a project, from its files alone: the same tree gives the same text. */
export interface RunbookFacts {
  readonly project: string;
  /** From the document's folder to the one that has the workflows: the project's, or the repository's top. */
  readonly up: string;
  /** The tag of a release, with VERSION for its number. */
  readonly tag: string;
  /** Where the version is stated; null: the tags give it. */
  readonly versionFile: string | null;
  /** Files that make the release. */
  readonly workflows: readonly string[];
  readonly publishers: readonly RunbookPublisher[];
  readonly environments: readonly string[];
  readonly requiresPython: string | null;
  /** Console scripts. */
  readonly scripts: readonly string[];
  /** Entry-point groups that other projects plug into or that this one fills. */
  readonly groups: readonly string[];
  readonly host: "GitHub" | "GitLab" | null;
}

/** A publishing job, and the form of its index. */
export interface RunbookPublisher {
  readonly index: string;
  readonly job: string;
  readonly file: string;
  readonly provider: string;
  readonly form: readonly (readonly [string, string])[];
}

/** Reads the facts from what `doctor` reads, for a document at `path`; nothing is asked of any server. */
export function runbookFacts(
  { tree, config, project, jobs }: Pick<DoctorContext, "tree" | "config" | "project" | "jobs">,
  path: string,
): RunbookFacts {
  const template = parseTagTemplate(config.version.tag ?? startedTemplate(jobs));
  const { version, requiresPython, entryPoints } = tree.project;
  return {
    project,
    up: "../".repeat(path.split("/").length - 1 + depthOf(tree, jobs)),
    tag: template.format(project, "VERSION"),
    versionFile: version?.location?.file ?? null,
    workflows: releasingFiles(jobs),
    publishers: publishersOf(jobs, project),
    environments: [...new Set(jobs.flatMap(({ fields }) => valueOf(fields.environment) ?? []))],
    requiresPython: requiresPython?.value ?? null,
    scripts: (entryPoints.get("console_scripts") ?? []).map(({ name }) => name),
    groups: [...entryPoints.keys()].filter((group) => group !== "console_scripts" && group !== "gui_scripts"),
    host: jobs.some(({ provider }) => provider === "gitlab")
      ? "GitLab"
      : jobs.some(({ provider }) => provider === "github")
        ? "GitHub"
        : null,
  };
}

/** How many folders the project is below its workflows. */
function depthOf(tree: DoctorContext["tree"], jobs: readonly JobClaims[]): number {
  if (jobs.every(({ file }) => tree.has(file))) return 0;
  return (tree.git?.prefix ?? "").split("/").length - 1;
}

/** The usual form of tags that the workflows take: one that starts nothing would be a step that does nothing. */
function startedTemplate(jobs: readonly JobClaims[]): string {
  const patterns = jobs.flatMap(({ refs }) =>
    refs.filter(({ type }) => type === "tag").map(({ pattern }) => pattern),
  );
  const filters = patterns.filter((pattern) => pattern !== null);
  if (filters.length === 0 || filters.length < patterns.length) return DEFAULT_TAG_TEMPLATE;
  const taken = [DEFAULT_TAG_TEMPLATE, "{version}"].find((each) =>
    fitsFilter(each.replace("{version}", "1.0.0"), filters),
  );
  return taken ?? DEFAULT_TAG_TEMPLATE;
}

/** The files whose jobs make the release: those that publish to TestPyPI alone do not, where others do. */
function releasingFiles(jobs: readonly JobClaims[]): readonly string[] {
  const others = jobs.filter(({ index }) => index !== "testpypi");
  const releasing = others.length > 0 ? others : jobs;
  return [...new Set(releasing.flatMap(({ caller, file }) => (caller === null ? [file] : [caller, file])))];
}

function publishersOf(jobs: readonly JobClaims[], project: string): readonly RunbookPublisher[] {
  const seen = new Set<string>();
  return jobs.flatMap((job) => {
    if (job.index !== "pypi" && job.index !== "testpypi") return [];
    // A clone may have another remote: the repository is in the text as the maintainers' own.
    const form = formOf(job, project);
    const key = JSON.stringify([job.index, form]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        index: indexTitle(job.index),
        job: job.job,
        file: job.file,
        provider: PROVIDERS[job.provider].title,
        form,
      },
    ];
  });
}
