import type { PublisherProvider } from "../config/sections/publishers.ts";
import type { TargetId } from "../index-client/targets.ts";
import type { Location } from "../findings/location.ts";

/** A value that a job will present, as far as the tree tells it; `unknown` says why it does not. */
export type Claimed = { readonly value: string | null } | { readonly unknown: string };

/** What a publisher is looked up by, in the words of {@link RecordedPublisher}. */
export type ClaimName =
  | "repository"
  | "workflow"
  | "environment"
  | "email"
  | "subject"
  | "organization"
  | "project"
  | "actor";

/** Refs from which a job runs; null: the release's tags, or the main branch. */
export interface RefPattern {
  readonly type: "tag" | "branch";
  /** As the workflow's filter has it. */
  readonly pattern: string | null;
}

/** Why a job cannot publish by an identity, whatever is registered. */
export interface Obstacle {
  readonly what: string;
  readonly why: string;
  readonly help: string;
}

/** Why the project that a job uploads may be another one than the tree's. */
export interface ProjectDoubt {
  readonly why: string;
  /** The project of the repository that the job names; null: it names none. */
  readonly project: string | null;
}

/** What one job will present to one index when it asks for an upload token. */
export interface JobClaims {
  readonly provider: PublisherProvider;
  /** `unknown`: an expression decides it when the job runs. */
  readonly index: TargetId | "unknown";
  /** The file that has the job, and the job's id. */
  readonly file: string;
  readonly job: string;
  readonly location: Location;
  /** What can start it. */
  readonly events: readonly string[];
  /** From which refs it is started; empty: it cannot be told. */
  readonly refs: readonly RefPattern[];
  readonly obstacle: Obstacle | null;
  /** What the publisher is looked up by. */
  readonly fields: Readonly<Partial<Record<ClaimName, Claimed>>>;
  /** Further claims that decide, or that people compare. */
  readonly ref: Claimed;
  /** The workflow file that starts the run, where it is not `file`: the job then is in a called workflow. */
  readonly caller: string | null;
  /** The repository of the called workflow, where it is another one than the caller's. */
  readonly foreign: string | null;
  /** Why its uploads have no attestations; null: it gets an identity that can sign them. */
  readonly unattested: string | null;
  /** The parts of a customized subject, in order; null: the provider's own form. Only the forge's API tells it. */
  readonly subjectKeys: readonly string[] | null;
  /** Absent: nothing speaks against the tree's own project. */
  readonly doubt?: ProjectDoubt;
}

/** A value that is known. */
export function known(value: string | null): Claimed {
  return { value };
}

/** A name as a host can have it: what holds a control character is none, whatever the run makes of it. */
export function knownName(name: string | null): Claimed {
  return name !== null && /\p{Cc}/u.test(name) ? { unknown: "it is not a valid name" } : { value: name };
}

/** The value, or null for one that is unknown. */
export function valueOf(claimed: Claimed | undefined): string | null {
  return claimed !== undefined && "value" in claimed ? claimed.value : null;
}

/** Whether it is one that only a run, or a person, knows. */
export function isUnknown(claimed: Claimed | undefined): boolean {
  return claimed !== undefined && "unknown" in claimed;
}

/**
 * The job with its repository as a publisher spells it, where the two differ in letter case alone: the repository of a
 * tree is read from a remote, and hosts take a remote in any spelling.
 */
export function respelled<Job extends Pick<JobClaims, "fields">>(
  job: Job,
  repository: string | undefined,
): Job {
  const own = valueOf(job.fields.repository);
  return own === null || repository === undefined || own.toLowerCase() !== repository.toLowerCase()
    ? job
    : { ...job, fields: { ...job.fields, repository: known(repository) } };
}
