import type { RecordedPublisher } from "../config/sections/publishers.ts";
import { matchPublisher } from "../index-server/oidc/match-publisher.ts";
import { isGitHubRepository } from "../index-server/oidc/providers/github.ts";
import { makePublisher } from "../index-server/oidc/publishers.ts";
import { identityClaimsOf } from "./identity-claims.ts";
import { isUnknown, respelled, valueOf, type ClaimName, type JobClaims } from "./job-claims.ts";
import { asPublisher, PROVIDERS } from "./publisher-form.ts";

/** A field in which a job differs from the publisher. */
export interface FieldDifference {
  /** As the index's form names it. */
  readonly field: string;
  readonly name: ClaimName | "event" | "provider";
  /** Null: none. */
  readonly registered: string | null;
  readonly presented: string | null;
}

/** What an index of PyPI's rules says to a job, given the publishers that are registered there. */
export interface Judgement {
  readonly job: JobClaims;
  /** Null: the exchange succeeds. */
  readonly refusal: {
    /** The index's own words: `invalid-publisher: valid token, but …`. */
    readonly words: string;
    /** The publisher that comes nearest. */
    readonly publisher: RecordedPublisher;
    readonly differences: readonly FieldDifference[];
  } | null;
  /** The fields that could not be compared, each with the reason. */
  readonly unknown: readonly { readonly field: string; readonly why: string }[];
}

/** Judges a job by the index's own matching rules: the publishers are registered, the claims presented. */
export function judgeJob(
  job: JobClaims,
  registered: readonly [RecordedPublisher, ...RecordedPublisher[]],
): Judgement {
  const away = (each: RecordedPublisher): number => differences(respelled(job, each.repository), each).length;
  const [nearest = registered[0]] = registered.toSorted((a, b) => away(a) - away(b));
  const claims = {
    ...identityClaimsOf(job, nearest),
    jti: "1",
    repository_owner_id: "1",
  };
  const publishers = registered.map((each) => makePublisher(asPublisher(each, "project", false)));
  const match = matchPublisher(job.provider, claims, publishers);
  const unknown = PROVIDERS[job.provider].fields.flatMap(([name, field]) => {
    const claimed = job.fields[name];
    const matters = name !== "environment" || registered.some(({ environment }) => environment !== undefined);
    if (claimed !== undefined && "unknown" in claimed && matters) return [{ field, why: claimed.unknown }];
    return name === "repository" ? spellingOf(job, nearest, field) : [];
  });
  if (!("problem" in match)) return { job, refusal: null, unknown };
  return {
    job,
    refusal: {
      words: invalidPublisher(match.problem),
      publisher: nearest,
      differences: differences(respelled(job, nearest.repository), nearest),
    },
    unknown,
  };
}

/** The index's answer to a token without a publisher. */
export function invalidPublisher(problem: string): string {
  return `invalid-publisher: valid token, but no corresponding publisher (${problem})`;
}

/** Where a job differs from a publisher; what is unknown differs in nothing. */
export function differences(job: JobClaims, publisher: RecordedPublisher): readonly FieldDifference[] {
  if (job.provider !== publisher.provider) {
    const [registered, presented] = [PROVIDERS[publisher.provider].title, PROVIDERS[job.provider].title];
    return [{ field: "Publisher", name: "provider", registered, presented }];
  }
  const found: FieldDifference[] = PROVIDERS[job.provider].fields.flatMap(([name, field]) => {
    const registered = publisher[name] ?? null;
    const presented = valueOf(job.fields[name]);
    // A publisher without an environment (or a subject) takes every one.
    const takesAll = registered === null && (name === "environment" || name === "subject");
    if (takesAll || isUnknown(job.fields[name]) || isSame(job, name, registered, presented)) return [];
    return [{ field, name, registered, presented }];
  });
  if (job.foreign !== null)
    found.push({
      field: "Repository",
      name: "repository",
      registered: publisher.repository ?? null,
      presented: job.foreign,
    });
  if (job.events.includes("pull_request_target"))
    found.push({ field: "Event", name: "event", registered: null, presented: "pull_request_target" });
  return found;
}

/** What is compared in any letter case: the owner on GitHub, whose spelling the form looks up, and its environments. */
function isSame({ provider }: JobClaims, name: ClaimName, a: string | null, b: string | null): boolean {
  if (provider !== "github" || a === null || b === null) return a === b;
  if (name === "repository") return isGitHubRepository(a, b);
  return name === "environment" ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** A repository that differs from the publisher's in letter case alone: a remote does not tell which is the host's own. */
function spellingOf(
  job: JobClaims,
  { repository = "" }: RecordedPublisher,
  field: string,
): Judgement["unknown"] {
  const own = valueOf(job.fields.repository);
  if (own === null || own.toLowerCase() !== repository.toLowerCase()) return [];
  return isSame(job, "repository", repository, own)
    ? []
    : [
        {
          field,
          why: `the publisher has ${repository} and the remote ${own}, but the index is case-sensitive: compare with the repository's page`,
        },
      ];
}
