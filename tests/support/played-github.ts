import type { Listening, ServerReply, ServerRequest } from "../../src/ports/http.ts";
import type { Ports } from "../../src/ports/ports.ts";

/** What the played GitHub holds of one repository's settings. */
export interface PlayedRepository {
  fullName: string;
  /** Users and teams by their ids: others are no reviewers. */
  readonly reviewers: Record<number, "User" | "Team">;
  readonly users: Record<string, number>;
  readonly environments: Map<string, PlayedEnvironment>;
  readonly rulesets: PlayedRuleset[];
  workflowPermissions: "read" | "write";
  actionsEnabled: boolean;
  /** Null: GitHub's own subject. */
  subjectKeys: readonly string[] | null;
  readonly secrets: string[];
}

export interface PlayedEnvironment {
  reviewers: readonly { readonly type: string; readonly id: number }[];
  policy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly patterns: { readonly name: string; readonly type: string }[];
  readonly secrets: string[];
}

export interface PlayedRuleset {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly include: readonly string[];
  readonly rules: readonly string[];
}

/** What every request is answered with in the place of the real answer. */
export type Mood = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export interface PlayedGitHub extends AsyncDisposable {
  readonly api: string;
  readonly repository: PlayedRepository;
  /** Method and path of each request. */
  readonly log: string[];
  mood: Mood | null;
  /** Scopes of the token: a request outside of them is answered 403. */
  scopes: ReadonlySet<"administration" | "environments" | "actions" | "secrets">;
}

export const PLAYED_TOKEN = "ghp_played";

/** A repository as it is made: nothing is protected. */
export function freshRepository(fullName: string): PlayedRepository {
  return {
    fullName,
    reviewers: { 11: "User", 22: "Team" },
    users: { ada: 11 },
    environments: new Map(),
    rulesets: [],
    workflowPermissions: "read",
    actionsEnabled: true,
    subjectKeys: null,
    secrets: [],
  };
}

/** Plays the parts of GitHub's API that settings go through, and validates what is sent as GitHub does. */
export async function playGitHub(
  repository: PlayedRepository,
  ports: Pick<Ports, "servers">,
): Promise<PlayedGitHub> {
  const log: string[] = [];
  const listening: Listening = await ports.servers.listen((request) => answer(request));
  const played: PlayedGitHub = {
    api: listening.origin,
    repository,
    log,
    mood: null,
    scopes: new Set(["administration", "environments", "actions", "secrets"]),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
  const asked = repository.fullName;
  return played;

  async function answer(request: ServerRequest): Promise<ServerReply> {
    const path = request.url.split("?")[0] ?? "";
    const body = await bodyOf(request);
    log.push(`${request.method} ${path}`);
    const { mood } = played;
    if (mood !== null) return { status: mood.status, headers: mood.headers ?? {}, body: mood.body };
    if (request.headers["authorization"] !== `Bearer ${PLAYED_TOKEN}`)
      return json(401, { message: "Bad credentials" });
    const user = /^\/users\/([^/]+)$/.exec(path)?.[1];
    if (user !== undefined) {
      const id = repository.users[user];
      return id === undefined ? json(404, { message: "Not Found" }) : json(200, { id, login: user });
    }
    const root = `/repos/${asked}`;
    if (path !== root && !path.startsWith(`${root}/`)) return json(404, { message: "Not Found" });
    return inRepository(request.method, path.slice(root.length + 1), body);
  }

  function inRepository(method: string, rest: string, body: unknown): ServerReply {
    const [first = "", name = "", third = ""] = rest.split("/").map(decodeURIComponent);
    const scope = scopeOf(rest);
    if (scope !== null && !played.scopes.has(scope))
      return json(403, { message: "Resource not accessible by personal access token" });
    const key = `${method} ${rest}`;
    if (rest === "") return json(200, { full_name: repository.fullName });
    if (key === "GET environments")
      return json(200, { environments: [...repository.environments].map(shownEnvironment) });
    if (key === "GET rulesets")
      return json(
        200,
        repository.rulesets.map(({ id, name: title, target, enforcement }) => ({
          id,
          name: title,
          target,
          enforcement,
        })),
      );
    if (key === "POST rulesets") return makeRuleset(body);
    if (key === "GET actions/permissions")
      return json(200, { enabled: repository.actionsEnabled, allowed_actions: "all" });
    if (key === "GET actions/permissions/workflow")
      return json(200, {
        default_workflow_permissions: repository.workflowPermissions,
        can_approve_pull_request_reviews: false,
      });
    if (key === "GET actions/oidc/customization/sub")
      return json(200, {
        use_default: repository.subjectKeys === null,
        include_claim_keys: repository.subjectKeys ?? [],
      });
    if (key === "GET actions/secrets")
      return json(200, { secrets: repository.secrets.map((each) => ({ name: each })) });
    if (method === "GET" && first === "rulesets") return showRuleset(Number(name));
    if (first !== "environments") return json(404, { message: "Not Found" });
    if (method === "PUT" && third === "") return putEnvironment(name, body);
    const environment = repository.environments.get(name);
    if (environment === undefined) return json(404, { message: "Not Found" });
    if (third === "secrets")
      return json(200, { secrets: environment.secrets.map((each) => ({ name: each })) });
    if (third === "deployment-branch-policies" && method === "POST") return addPolicy(environment, body);
    if (third === "deployment-branch-policies") return json(200, { branch_policies: environment.patterns });
    return json(404, { message: "Not Found" });
  }

  function putEnvironment(name: string, body: unknown): ServerReply {
    if (name === "" || name.length > 255) return invalid("name");
    const {
      reviewers = [],
      deployment_branch_policy: policy = null,
      ...rest
    } = (body ?? {}) as Record<string, unknown>;
    const foreign = Object.keys(rest).find((key) => !["wait_timer", "prevent_self_review"].includes(key));
    if (foreign !== undefined) return invalid(foreign);
    const list = (reviewers ?? []) as readonly { readonly type: string; readonly id: number }[];
    if (!Array.isArray(list) || list.length > 6) return invalid("reviewers");
    if (list.some(({ type, id }) => repository.reviewers[id] !== type)) return invalid("reviewers");
    const chosen = policy as PlayedEnvironment["policy"];
    // GitHub: "protected_branches and custom_branch_policies cannot have the same value".
    if (chosen !== null && chosen.protected_branches === chosen.custom_branch_policies)
      return invalid("deployment_branch_policy");
    const before = repository.environments.get(name);
    repository.environments.set(name, {
      reviewers: list,
      policy: chosen,
      patterns: before?.patterns ?? [],
      secrets: before?.secrets ?? [],
    });
    return json(200, { name });
  }

  function addPolicy(environment: PlayedEnvironment, body: unknown): ServerReply {
    if (environment.policy?.custom_branch_policies !== true) return json(404, { message: "Not Found" });
    const { name, type = "branch" } = (body ?? {}) as { name?: unknown; type?: unknown };
    if (typeof name !== "string" || name === "" || (type !== "branch" && type !== "tag"))
      return invalid("name");
    if (environment.patterns.some((each) => each.name === name && each.type === type)) return json(303, {});
    environment.patterns.push({ name, type });
    return json(200, { id: environment.patterns.length, name, type });
  }

  function makeRuleset(body: unknown): ServerReply {
    const {
      name,
      target = "branch",
      enforcement,
      conditions,
      rules,
    } = (body ?? {}) as {
      name?: unknown;
      target?: string;
      enforcement?: unknown;
      conditions?: { ref_name?: { include?: readonly string[]; exclude?: readonly string[] } };
      rules?: readonly { readonly type: string }[];
    };
    if (typeof name !== "string" || name === "" || repository.rulesets.some((each) => each.name === name))
      return invalid("name");
    if (!["active", "disabled", "evaluate"].includes(String(enforcement))) return invalid("enforcement");
    const include = conditions?.ref_name?.include;
    if (include === undefined || conditions?.ref_name?.exclude === undefined) return invalid("conditions");
    if (include.some((each) => !/^(?:refs\/|~ALL$|~DEFAULT_BRANCH$)/.test(each)))
      return invalid("conditions");
    const known = new Set(["creation", "update", "deletion", "non_fast_forward", "required_signatures"]);
    if (rules?.some(({ type }) => !known.has(type)) === true) return invalid("rules");
    const made = {
      id: repository.rulesets.length + 1,
      name,
      target,
      enforcement: String(enforcement),
      include,
      rules: (rules ?? []).map(({ type }) => type),
    };
    repository.rulesets.push(made);
    return json(201, { id: made.id });
  }

  function showRuleset(id: number): ServerReply {
    const found = repository.rulesets.find((each) => each.id === id);
    if (found === undefined) return json(404, { message: "Not Found" });
    const { include, rules, ...rest } = found;
    return json(200, {
      ...rest,
      conditions: { ref_name: { include, exclude: [] } },
      rules: rules.map((type) => ({ type })),
    });
  }
}

function shownEnvironment([name, { reviewers, policy }]: readonly [string, PlayedEnvironment]): unknown {
  const rules =
    reviewers.length === 0
      ? []
      : [
          {
            type: "required_reviewers",
            reviewers: reviewers.map(({ type, id }) => ({ type, reviewer: { id } })),
          },
        ];
  return {
    name,
    protection_rules: [...rules, ...(policy === null ? [] : [{ type: "branch_policy" }])],
    deployment_branch_policy: policy,
  };
}

function scopeOf(rest: string): "administration" | "environments" | "actions" | "secrets" | null {
  if (rest.includes("secrets")) return "secrets";
  if (rest.startsWith("environments")) return "environments";
  if (rest.startsWith("actions")) return "actions";
  return rest.startsWith("rulesets") ? "administration" : null;
}

async function bodyOf(request: ServerRequest): Promise<unknown> {
  let text = "";
  for await (const chunk of request.body) text += Buffer.from(chunk).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function json(status: number, value: unknown): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function invalid(field: string): ServerReply {
  return json(422, {
    message: "Validation Failed",
    errors: [{ resource: "Repository", code: "invalid", field }],
  });
}
