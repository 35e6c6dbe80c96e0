/** A trusted publisher as PyPI keeps it for GitHub: who may mint a token, and for which projects. */
export interface Publisher {
  readonly id: string;
  /** `owner/name`, compared without regard to case. */
  readonly repository: string;
  /** Numeric id of the owner, as text; null accepts any owner of that name. */
  readonly ownerId: string | null;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  /** Lower-case environment; null accepts every environment and none. */
  readonly environment: string | null;
  /** Project names (any spelling) that its tokens may upload to. */
  readonly projects: readonly string[];
  /** A pending publisher: the project is made by the first mint. */
  readonly pending: boolean;
}

/** What a caller says of a new publisher; the id is made from it. */
export interface NewPublisher {
  readonly repository: string;
  readonly workflow: string;
  readonly environment?: string | null;
  readonly ownerId?: string | null;
  readonly project: string;
  readonly pending?: boolean;
}

/** A publisher with its defaults filled in. */
export function makePublisher(input: NewPublisher): Publisher {
  const environment = (input.environment ?? null)?.toLowerCase() ?? null;
  const ownerId = input.ownerId ?? null;
  const identity = [input.repository.toLowerCase(), input.workflow, environment ?? "", ownerId ?? ""];
  return {
    id: [...identity, input.pending === true ? `pending:${input.project}` : ""].join("|"),
    repository: input.repository,
    ownerId,
    workflow: input.workflow,
    environment,
    projects: [input.project],
    pending: input.pending ?? false,
  };
}
