import type { RecordedPublisher } from "../config/sections/publishers.ts";
import { claimText } from "../publish/identity/claims.ts";
import type { IdentityProvider } from "../publish/identity/provider.ts";
import type { PublishCredentials } from "../publish/target.ts";
import { differences } from "./compare-publisher.ts";
import { known, type JobClaims } from "./job-claims.ts";

type TokenClaims = Readonly<Record<string, unknown>>;

/**
 * Credentials whose identity is compared with the recorded publishers before it is exchanged: what differs is said by
 * field, with both values, beside the words of an index that refuses it.
 */
export function comparedWith(
  credentials: PublishCredentials,
  recorded: readonly RecordedPublisher[],
): PublishCredentials {
  if (credentials.kind !== "trusted-publishing" || recorded.length === 0) return credentials;
  const { provider } = credentials;
  return {
    ...credentials,
    provider: {
      ...provider,
      obstacle: (claims) => provider.obstacle?.(claims) ?? recordedObstacle(provider, claims, recorded),
    },
  };
}

function recordedObstacle(
  provider: IdentityProvider,
  claims: TokenClaims,
  recorded: readonly RecordedPublisher[],
): string | null {
  const run = claimsOfRun(provider.id, claims);
  if (run === null) return null;
  const found = recorded.map((each) => differences(run, each));
  const nearest = found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (nearest.length === 0) return null;
  const words = nearest.map(
    ({ field, registered, presented }) =>
      `${field} is recorded as "${registered ?? ""}", but this run has "${presented ?? ""}"`,
  );
  return `the run is not the recorded publisher: ${words.join("; ")}`;
}

/** A run's own claims, as those of a job are computed; null for a provider whose publishers are not compared. */
function claimsOfRun(id: IdentityProvider["id"], claims: TokenClaims): JobClaims | null {
  const text = (name: string): string => claimText(claims, name);
  const common = {
    index: "unknown",
    file: "",
    job: "",
    location: { file: "" },
    events: [],
    refs: [],
    obstacle: null,
    ref: known(text("ref")),
  } as const;
  const rest = { caller: null, foreign: null, unattested: null, subjectKeys: null };
  const environment = known(text("environment") === "" ? null : text("environment"));
  if (id === "github") {
    const workflow = known(/\/([^/@]+)@/.exec(text("job_workflow_ref"))?.[1] ?? null);
    return {
      ...common,
      ...rest,
      provider: "github",
      fields: { repository: known(text("repository")), workflow, environment },
    };
  }
  if (id === "gitlab") {
    const workflow = known(/\/\/([^@]+)@/.exec(text("ci_config_ref_uri"))?.[1] ?? null);
    return {
      ...common,
      ...rest,
      provider: "gitlab",
      fields: { repository: known(text("project_path")), workflow, environment },
    };
  }
  if (id !== "google") return null;
  return {
    ...common,
    ...rest,
    provider: "google",
    fields: { email: known(text("email")), subject: known(text("sub")) },
  };
}
