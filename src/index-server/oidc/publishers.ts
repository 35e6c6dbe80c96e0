/** Who issues the identity tokens that are taken. */
export type ProviderId = "github" | "gitlab" | "google" | "activestate";

/** What every trusted publisher has. */
interface PublisherBase {
  readonly id: string;
  /** Project names (any spelling) that its tokens may upload to. */
  readonly projects: readonly string[];
  /** A pending publisher: the project is made by the first mint. */
  readonly pending: boolean;
}

/** A workflow of a repository on GitHub. */
export interface GitHubPublisher extends PublisherBase {
  readonly kind: "GitHub";
  /** `owner/name`, compared without regard to case. */
  readonly repository: string;
  /** Numeric id of the owner, as text; null accepts any owner of that name. */
  readonly ownerId: string | null;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  /** Lower-case environment; null accepts every environment and none. */
  readonly environment: string | null;
}

/** A pipeline of a project on GitLab. */
export interface GitLabPublisher extends PublisherBase {
  readonly kind: "GitLab";
  /** `namespace/project`, the namespace with all its groups; looked up without regard to case. */
  readonly repository: string;
  /** Path of the top-level pipeline file. */
  readonly workflowPath: string;
  /** Compared to the letter; null accepts every environment and none. */
  readonly environment: string | null;
}

/** A service account of Google Cloud. */
export interface GooglePublisher extends PublisherBase {
  readonly kind: "Google";
  readonly email: string;
  /** Numeric id of the account; null accepts any account of this address. */
  readonly subject: string | null;
}

/** A project on ActiveState's platform, and who set it up. */
export interface ActiveStatePublisher extends PublisherBase {
  readonly kind: "ActiveState";
  readonly organization: string;
  readonly project: string;
  readonly actorId: string;
}

/** A trusted publisher as PyPI keeps it: who may mint a token, and for which projects. */
export type Publisher = GitHubPublisher | GitLabPublisher | GooglePublisher | ActiveStatePublisher;

/** What a caller says of any new publisher. */
interface NewPublisherBase {
  readonly project: string;
  readonly pending?: boolean;
}

/** A new publisher of GitHub, which is what most are. */
export interface NewGitHubPublisher extends NewPublisherBase {
  readonly kind?: "GitHub";
  readonly repository: string;
  readonly workflow: string;
  readonly environment?: string | null;
  readonly ownerId?: string | null;
}

/** What a caller says of a new publisher; the id is made from it. */
export type NewPublisher =
  | NewGitHubPublisher
  | (NewPublisherBase & {
      readonly kind: "GitLab";
      readonly repository: string;
      readonly workflowPath: string;
      readonly environment?: string | null;
    })
  | (NewPublisherBase & { readonly kind: "Google"; readonly email: string; readonly subject?: string | null })
  | (NewPublisherBase & {
      readonly kind: "ActiveState";
      readonly organization: string;
      readonly activeStateProject: string;
      readonly actorId: string;
    });

/** A publisher with its defaults filled in. */
export function makePublisher(input: NewPublisher): Publisher {
  const pending = input.pending ?? false;
  const base = (...identity: readonly (string | null)[]): PublisherBase => ({
    id: [...identity.map((part) => part ?? ""), pending ? `pending:${input.project}` : ""].join("|"),
    projects: [input.project],
    pending,
  });
  if (input.kind === "GitLab") {
    const { repository, workflowPath, environment = null } = input;
    const identity = base("GitLab", repository.toLowerCase(), workflowPath, environment);
    return { ...identity, kind: "GitLab", repository, workflowPath, environment };
  }
  if (input.kind === "Google") {
    const { email, subject = null } = input;
    return { ...base("Google", email, subject), kind: "Google", email, subject };
  }
  if (input.kind === "ActiveState") {
    const { organization, activeStateProject: project, actorId } = input;
    const identity = base("ActiveState", organization, project, actorId);
    return { ...identity, kind: "ActiveState", organization, project, actorId };
  }
  const environment = (input.environment ?? null)?.toLowerCase() ?? null;
  const { repository, workflow, ownerId = null } = input;
  const identity = base(repository.toLowerCase(), workflow, environment, ownerId);
  return { ...identity, kind: "GitHub", repository, ownerId, workflow, environment };
}
