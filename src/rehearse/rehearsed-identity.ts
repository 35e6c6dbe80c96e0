import type { RunningIndex } from "../index-server/start-index.ts";
import type { Ports } from "../ports/ports.ts";
import { Secret } from "../ports/secret.ts";
import { githubIdentity } from "../publish/identity/github.ts";
import type { IdentityProvider } from "../publish/identity/provider.ts";
import type { IdentityPlan } from "../trust/plan-identity.ts";
import { asPublisher, formOf, PROVIDERS } from "../trust/publisher-form.ts";
import type { RecordedPublisher } from "../config/sections/publishers.ts";
import type { JobClaims } from "../trust/job-claims.ts";
import { isUnknown, valueOf } from "../trust/job-claims.ts";

/** The identity of the publishing job, from the rehearsal's issuer; shown as the tree tells it, unknown values as unknown. */
export function rehearsedIdentity(
  { job }: IdentityPlan,
  index: RunningIndex,
  project: string,
  ports: Pick<Ports, "http">,
): IdentityProvider {
  const { requestUrl, requestToken } = index.oidc;
  const github = githubIdentity(requestUrl, new Secret(requestToken), ports.http);
  if (job === null) return { ...github, publisherFields: () => [] };
  const publisherFields = (): ReturnType<typeof formOf> => formOf(job, project);
  if (job.provider === "github") return { ...github, publisherFields };
  const { provider } = job;
  return {
    id: "given",
    title: PROVIDERS[provider].title,
    publisherFields,
    identity: async (audience) => new Secret(await index.oidc.issue(audience, {}, provider)),
  };
}

/**
 * Registers at the rehearsal's index who is registered at the real one. Where nobody knows who that is, the publisher is
 * the one that the job asks for. `exists`: whether the project is there already; null: nobody said.
 */
export async function registerPublishers(
  { job, registered }: IdentityPlan,
  index: RunningIndex,
  project: string,
  exists: boolean | null,
): Promise<void> {
  if (registered.length === 0) {
    await index.addPublisher(
      job === null
        ? { project, repository: "rehearsal/project", workflow: "release.yml", pending: true }
        : asPublisher(askedPublisher(job), project, true),
    );
    return;
  }
  const isThere = exists ?? registered.some(({ pending }) => pending === false);
  if (isThere) await index.addProject(project);
  for (const each of registered)
    await index.addPublisher(asPublisher(each, project, each.pending ?? !isThere));
}

/** The publisher that a job asks for; what is unknown is left as the issuer has it. */
export function askedPublisher({ provider, fields }: JobClaims): RecordedPublisher {
  const repository = isUnknown(fields.repository) ? "rehearsal/project" : (valueOf(fields.repository) ?? "");
  const workflow = valueOf(fields.workflow) ?? "";
  const email = isUnknown(fields.email) ? "rehearsal@example.invalid" : (valueOf(fields.email) ?? "");
  return { provider, repository, workflow, email };
}
