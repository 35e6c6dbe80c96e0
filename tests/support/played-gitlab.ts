import type { Ports } from "../../src/ports/ports.ts";
import type { ServerReply, ServerRequest } from "../../src/ports/http.ts";
import type { Mood } from "./played-github.ts";

/** What the played GitLab holds of one project's settings. */
export interface PlayedProject {
  path: string;
  pipelineFile: string;
  /** Members by login. */
  readonly members: Readonly<Record<string, number>>;
  readonly environments: string[];
  /** Null: the plan has none. */
  readonly protectedEnvironments: PlayedProtection[] | null;
  readonly protectedTags: { readonly name: string; readonly level: number }[];
  readonly variables: string[];
}

interface PlayedProtection {
  readonly name: string;
  readonly levels: readonly number[];
  readonly approvers: number[];
}

export interface PlayedGitLab extends AsyncDisposable {
  readonly api: string;
  readonly project: PlayedProject;
  /** Method and path of each request. */
  readonly log: string[];
  /** What every request is answered with in the place of the real answer. */
  mood: Mood | null;
  /** `read_api` may look, and change nothing. */
  scope: "api" | "read_api";
  /** Less than a maintainer may change nothing, and sees no protection and no variables. */
  role: "maintainer" | "developer";
}

export const PLAYED_GITLAB_TOKEN = "glpat-played";

/** A project as it is made: nothing is protected. */
export function freshProject(path: string, plan: "free" | "premium" = "free"): PlayedProject {
  return {
    path,
    pipelineFile: "",
    members: { ada: 11 },
    environments: [],
    protectedEnvironments: plan === "free" ? null : [],
    protectedTags: [],
    variables: [],
  };
}

/** Plays the parts of GitLab's API that settings go through, and validates what is sent as GitLab does. */
export async function playGitLab(
  project: PlayedProject,
  ports: Pick<Ports, "servers">,
): Promise<PlayedGitLab> {
  const asked = project.path;
  const listening = await ports.servers.listen((request) => answer(request));
  const played: PlayedGitLab = {
    api: `${listening.origin}/api/v4`,
    project,
    log: [],
    mood: null,
    scope: "api",
    role: "maintainer",
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
  return played;

  async function answer(request: ServerRequest): Promise<ServerReply> {
    const url = new URL(request.url, "http://localhost");
    const body = await bodyOf(request);
    const path = url.pathname.replace("/api/v4", "");
    played.log.push(`${request.method} ${path}${url.search}`);
    const { mood } = played;
    if (mood !== null) return { status: mood.status, headers: mood.headers ?? {}, body: mood.body };
    const token = request.headers["private-token"];
    if (token === "glpat-expired")
      return json(401, {
        error: "invalid_token",
        error_description: "Token is expired. You can either do re-authorization or token refresh.",
      });
    if (token !== PLAYED_GITLAB_TOKEN) return json(401, { message: "401 Unauthorized" });
    if (path === "/users") {
      const id = project.members[url.searchParams.get("username") ?? ""];
      return json(200, id === undefined ? [] : [{ id, username: url.searchParams.get("username") }]);
    }
    const root = `/projects/${encodeURIComponent(asked)}`;
    if (path !== root && !path.startsWith(`${root}/`)) return json(404, { message: "404 Project Not Found" });
    if (request.method !== "GET" && played.scope !== "api")
      return json(403, {
        error: "insufficient_scope",
        error_description: "The request requires higher privileges than provided by the access token.",
        scope: "api",
      });
    return inProject(request.method, path.slice(root.length + 1), url.searchParams, body);
  }

  function inProject(
    method: string,
    rest: string,
    query: URLSearchParams,
    body: Readonly<Record<string, unknown>>,
  ): ServerReply {
    if (rest === "")
      return json(200, { path_with_namespace: project.path, ci_config_path: project.pipelineFile });
    const [what = "", name] = rest.split("/").map(decodeURIComponent);
    if (what === "environments" && method === "GET") {
      const wanted = query.get("name");
      const shown = project.environments.filter((each) => wanted === null || each === wanted);
      return json(
        200,
        shown.slice(0, Number(query.get("per_page") ?? 20)).map((each) => ({ name: each })),
      );
    }
    if (played.role === "developer") return json(403, { message: "403 Forbidden" });
    if (what === "environments" && method === "POST") return makeEnvironment(body);
    if (what === "variables")
      return json(
        200,
        project.variables.map((key) => ({ key, protected: true })),
      );
    if (what === "protected_tags" && method === "GET")
      return json(
        200,
        project.protectedTags.map((each) => ({
          name: each.name,
          create_access_levels: [{ access_level: each.level }],
        })),
      );
    if (what === "protected_tags" && method === "POST") return protectTag(body);
    const list = project.protectedEnvironments;
    if (what !== "protected_environments" || list === null) return json(404, { error: "404 Not Found" });
    if (method === "GET") return json(200, list.map(shownProtection));
    return name === undefined ? protectEnvironment(list, body) : changeProtection(list, name, body);
  }

  function makeEnvironment({ name }: Readonly<Record<string, unknown>>): ServerReply {
    if (name === undefined) return json(400, { error: "name is missing" });
    if (typeof name !== "string" || name.length > 255 || !/^[\w/$ {}.-]+$/.test(name))
      return json(400, {
        message: {
          name: [
            "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'",
          ],
        },
      });
    if (project.environments.includes(name))
      return json(400, { message: { name: ["has already been taken"] } });
    project.environments.push(name);
    return json(201, { id: project.environments.length, name });
  }

  function protectTag(body: Readonly<Record<string, unknown>>): ServerReply {
    const { name, create_access_level: level = 40 } = body;
    if (typeof name !== "string" || name === "") return json(400, { error: "name is missing" });
    if (level !== 0 && level !== 30 && level !== 40)
      return json(400, { error: "create_access_level does not have a valid value" });
    if (project.protectedTags.some((each) => each.name === name))
      return json(409, { message: `Protected tag '${name}' already exists` });
    project.protectedTags.push({ name, level });
    return json(201, { name });
  }

  function protectEnvironment(
    list: PlayedProtection[],
    body: Readonly<Record<string, unknown>>,
  ): ServerReply {
    const { name, deploy_access_levels: levels } = body;
    if (typeof name !== "string" || name === "") return json(400, { error: "name is missing" });
    if (!Array.isArray(levels) || levels.length === 0)
      return json(400, { error: "deploy_access_levels is missing" });
    if (list.some((each) => each.name === name))
      return json(409, { message: `Protected environment '${name}' already exists` });
    const numbers = (levels as readonly { readonly access_level?: number }[]).map(
      (each) => each.access_level ?? -1,
    );
    if (numbers.some((level) => ![30, 40, 60].includes(level)))
      return json(422, { message: ["Deploy access levels access level is not included in the list"] });
    const approvers = approversOf(body);
    if (approvers === null)
      return json(422, { message: ["Approval rules user is not a member of the project"] });
    const made = { name, levels: numbers, approvers };
    list.push(made);
    return json(201, shownProtection(made));
  }

  function changeProtection(
    list: PlayedProtection[],
    name: string,
    body: Readonly<Record<string, unknown>>,
  ): ServerReply {
    const found = list.find((each) => each.name === name);
    if (found === undefined) return json(404, { message: "404 Not Found" });
    const approvers = approversOf(body);
    if (approvers === null)
      return json(422, { message: ["Approval rules user is not a member of the project"] });
    found.approvers.push(...approvers);
    return json(200, shownProtection(found));
  }

  /** Null: one of them is nobody who may approve. */
  function approversOf({ approval_rules: rules = [] }: Readonly<Record<string, unknown>>): number[] | null {
    const ids = (rules as readonly { readonly user_id?: number; readonly required_approvals?: number }[]).map(
      (each) => each.user_id ?? -1,
    );
    return ids.every((id) => Object.values(project.members).includes(id)) ? ids : null;
  }
}

function shownProtection({ name, levels, approvers }: PlayedProtection): unknown {
  return {
    name,
    deploy_access_levels: levels.map((level) => ({ access_level: level, user_id: null, group_id: null })),
    approval_rules: approvers.map((id) => ({ user_id: id, group_id: null, required_approvals: 1 })),
  };
}

async function bodyOf(request: ServerRequest): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of request.body) text += Buffer.from(chunk).toString("utf8");
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function json(status: number, value: unknown): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
