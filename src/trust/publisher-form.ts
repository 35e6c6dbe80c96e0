import type { PublisherProvider, RecordedPublisher } from "../config/sections/publishers.ts";
import { ENDPOINTS } from "../index-client/endpoints.ts";
import type { NewPublisher } from "../index-server/oidc/publishers.ts";
import type { PublisherField } from "../publish/identity/provider.ts";
import { normalizeName } from "../version/names.ts";
import { valueOf, type ClaimName, type Claimed, type JobClaims } from "./job-claims.ts";

/** How the index names a provider, and the fields of its form, in its order. */
export const PROVIDERS: Readonly<
  Record<
    PublisherProvider,
    { readonly title: string; readonly fields: readonly (readonly [ClaimName, string])[] }
  >
> = {
  github: {
    title: "GitHub",
    fields: [
      ["repository", "Repository"],
      ["workflow", "Workflow name"],
      ["environment", "Environment name"],
    ],
  },
  gitlab: {
    title: "GitLab",
    fields: [
      ["repository", "Project"],
      ["workflow", "Top-level pipeline file path"],
      ["environment", "Environment name"],
    ],
  },
  google: {
    title: "Google",
    fields: [
      ["email", "Email"],
      ["subject", "Subject"],
    ],
  },
  activestate: {
    title: "ActiveState",
    fields: [
      ["organization", "Organization"],
      ["project", "ActiveState Project name"],
      ["actor", "Actor username"],
    ],
  },
};

/** Exactly what to type into the index's form, field by field; what is unknown is said as unknown. */
export function formOf(
  claims: Pick<JobClaims, "provider" | "fields" | "doubt">,
  project: string,
): readonly PublisherField[] {
  const { provider } = claims;
  return [
    ["PyPI Project Name", claims.doubt === undefined ? project : `unknown: ${claims.doubt.why}`],
    ...PROVIDERS[provider].fields.flatMap(([name, label]): readonly PublisherField[] => {
      const claimed = claims.fields[name];
      return name === "repository" ? repositoryFields(provider, claimed) : [[label, shown(claimed, name)]];
    }),
  ];
}

/** A host takes a remote in any letter case, and an index compares it: what to compare before it is typed. */
export function spellingNote({ provider, fields }: Pick<JobClaims, "provider" | "fields">): string | null {
  if (valueOf(fields.repository) === null) return null;
  if (provider === "github") return "Repository name: in the letter case of its page on GitHub";
  return provider === "gitlab"
    ? "Namespace and Project name: in the letter case of the project's page"
    : null;
}

/** The index asks for the two parts of a repository apart. */
function repositoryFields(
  provider: PublisherProvider,
  claimed: Claimed | undefined,
): readonly PublisherField[] {
  const [first, second] =
    provider === "github" ? ["Owner", "Repository name"] : ["Namespace", "Project name"];
  if (claimed === undefined || "unknown" in claimed) {
    const value = shown(claimed, "repository");
    return [
      [first, value],
      [second, value],
    ];
  }
  const parts = (claimed.value ?? "").split("/");
  return [
    [first, parts.slice(0, -1).join("/")],
    [second, parts.at(-1) ?? ""],
  ];
}

function shown(claimed: Claimed | undefined, name: ClaimName): string {
  if (claimed === undefined) return "unknown";
  if ("unknown" in claimed) return `unknown: ${claimed.unknown}`;
  return claimed.value ?? (name === "environment" ? "(leave it empty)" : "");
}

/** The page with the form: a project's own, or the account's for one that is not there yet. */
export function formPage(index: string, project: string, exists: boolean | null): string {
  const endpoints = index === "testpypi" ? ENDPOINTS.testpypi : ENDPOINTS.pypi;
  const pending = `${endpoints.site}/manage/account/publishing/`;
  const own = `${endpoints.site}/manage/project/${normalizeName(project)}/settings/publishing/`;
  if (exists === null) return `${own} (a project that does not exist yet: ${pending})`;
  return exists ? own : pending;
}

/** A recorded publisher as the embedded index registers it. */
export function asPublisher(recorded: RecordedPublisher, project: string, pending: boolean): NewPublisher {
  const { provider, repository = "", workflow = "", environment = null } = recorded;
  const common = { project, pending };
  switch (provider) {
    case "github":
      return { ...common, kind: "GitHub", repository, workflow, environment };
    case "gitlab":
      return { ...common, kind: "GitLab", repository, workflowPath: workflow, environment };
    case "google":
      return { ...common, kind: "Google", email: recorded.email ?? "", subject: recorded.subject ?? null };
    case "activestate":
      return {
        ...common,
        kind: "ActiveState",
        organization: recorded.organization ?? "",
        activeStateProject: recorded.project ?? "",
        actorId: recorded.actor ?? "",
      };
  }
}
