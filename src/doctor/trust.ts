import { Buffer } from "node:buffer";
import type { RecordedPublisher } from "../config/sections/publishers.ts";
import type { Finding } from "../findings/finding.ts";
import { setTomlValue } from "../tree/edit/toml-edit.ts";
import { parseTomlFile, type TomlFile } from "../tree/formats/toml-file.ts";
import { applyChanges } from "../text/file-edit.ts";
import { judgeJob, type Judgement } from "../trust/compare-publisher.ts";
import { isUnknown, valueOf, type ClaimName, type JobClaims } from "../trust/job-claims.ts";
import { lastPublisher } from "../trust/last-publisher.ts";
import { indexTitle, trustFinding } from "../trust/mismatch-finding.ts";
import { formOf, formPage, PROVIDERS, spellingNote } from "../trust/publisher-form.ts";
import { normalizeName } from "../version/names.ts";
import type { DoctorContext } from "./probe.ts";

/** One publishing job, and what the index is to be told. */
export interface TrustedJob {
  readonly index: JobClaims["index"];
  readonly title: string;
  readonly job: string;
  readonly file: string;
  readonly events: readonly string[];
  /** The tab of the index's page. */
  readonly provider: string;
  /** The page with the form; null for an index whose pages are not known. */
  readonly page: string | null;
  /** Whether the project is on the index already; null: not known. A pending publisher is for one that is not. */
  readonly exists: boolean | null;
  readonly form: readonly (readonly [field: string, value: string])[];
  /** What the form's values may differ in from those that the host presents; null: in nothing. */
  readonly spelling: string | null;
  /** `recorded`: by a person. `provenance`: of the last release. Null: nobody knows who is registered. */
  readonly source: "recorded" | "provenance" | null;
  readonly judgement: Judgement | null;
  readonly finding: Finding | null;
  /** Why the project that it uploads is not known; null: it is this one. */
  readonly doubt: string | null;
}

/** Every publishing job with its form, judged against what is known of the index. */
export async function examineTrust({
  jobs,
  project,
  config,
  facts,
  ports,
}: DoctorContext): Promise<readonly TrustedJob[]> {
  const found = facts?.projects.get(normalizeName(project));
  const last = found == null ? null : await lastPublisher(project, facts, ports);
  return jobs.map((job) => {
    // The index that the user installs from is PyPI or its mirror: it says nothing of TestPyPI.
    const isMain = job.index === "pypi" && job.doubt === undefined;
    const exists =
      isMain && found !== undefined ? found !== null : isMain ? (config.publish.existing ?? null) : null;
    // Who may publish another project is recorded there.
    const recorded = job.doubt === undefined ? (config.publish.publishers[job.index] ?? []) : [];
    const [first, ...more] = recorded.length > 0 ? recorded : isMain && last !== null ? [last] : [];
    const judgement = first === undefined ? null : judgeJob(job, [first, ...more]);
    return {
      index: job.index,
      title: indexTitle(job.index),
      job: job.job,
      file: job.file,
      events: job.events,
      provider: PROVIDERS[job.provider].title,
      page:
        job.index === "pypi" || job.index === "testpypi"
          ? formPage(job.index, job.doubt?.project ?? project, exists)
          : null,
      exists,
      // The page of a project that is there has no field for its name.
      form: formOf(job, project).slice(exists === true ? 1 : 0),
      spelling: spellingNote(job),
      source: first === undefined ? null : recorded.length > 0 ? "recorded" : "provenance",
      judgement,
      finding: trustFinding(job, judgement, project),
      doubt: job.doubt?.why ?? null,
    };
  });
}

/** What `--record` writes: the publishers by index; jobs that cannot publish or of which something is unknown are left out, and told. */
export interface RecordPlan {
  readonly publishers: ReadonlyMap<string, readonly RecordedPublisher[]>;
  readonly left: readonly string[];
}

/** The publishers that the jobs ask for, as a person who has just filled in the form says they are registered. */
export function planRecord(jobs: readonly JobClaims[]): RecordPlan {
  const publishers = new Map<string, RecordedPublisher[]>();
  const left: string[] = [];
  for (const job of jobs) {
    if (job.index !== "pypi" && job.index !== "testpypi") continue;
    const hidden = PROVIDERS[job.provider].fields.find(
      ([name]) => name !== "subject" && isUnknown(job.fields[name]),
    );
    const place = `${job.job} of ${job.file}`;
    if (job.doubt !== undefined) {
      left.push(`${place}: PyPI Project Name is not known (${job.doubt.why})`);
      continue;
    }
    if (job.obstacle !== null || hidden !== undefined) {
      left.push(
        job.obstacle === null
          ? `${place}: ${hidden?.[1] ?? ""} is not known`
          : `${place} ${job.obstacle.what}`,
      );
      continue;
    }
    const made = publisherOf(job);
    const there = publishers.get(job.index) ?? [];
    if (!there.some((each) => JSON.stringify(each) === JSON.stringify(made)))
      publishers.set(job.index, [...there, made]);
  }
  return { publishers, left };
}

function publisherOf({ provider, fields }: JobClaims): RecordedPublisher {
  const entries = PROVIDERS[provider].fields.flatMap(([name]): [ClaimName, string][] => {
    const value = valueOf(fields[name]);
    return value === null ? [] : [[name, value]];
  });
  return { provider, ...Object.fromEntries(entries) };
}

/** The text of pyproject.toml with them recorded. One edit after the other: two may have the same place. */
export function recordedText(file: TomlFile, { publishers }: RecordPlan): string {
  let current = file;
  for (const [index, list] of publishers) {
    const value = list.map((each) =>
      Object.fromEntries(Object.entries(each).filter(([, text]) => text !== undefined)),
    );
    const changes = setTomlValue(current, ["tool", "shipwheel", "publish", "publishers", index], value);
    current = parseTomlFile(file.path, Buffer.from(applyChanges(current.text, changes)));
  }
  return current.text;
}
