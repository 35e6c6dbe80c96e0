import type * as Yaml from "yaml";
import { evaluateText } from "../../tree/workflows/expressions.ts";
import type { Job, Step, Workflow } from "../../tree/workflows/model.ts";
import { child, scalarText } from "../../tree/formats/yaml-file.ts";
import { environmentOf } from "../../tree/workflows/publishing.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** What a job may do, as GitHub decides it before the job starts. */
export interface JobRights {
  readonly permissions: Readonly<Record<string, string>>;
  /** Null: none. `unknown`: an expression that only a run decides. */
  readonly environment: string | null | { readonly unknown: string };
}

/** A job of a rehearsed run with its secrets. */
export interface RunnableJob extends JobRights {
  readonly id: string;
  readonly githubToken: string;
  /** Null: the job gets no identity. */
  readonly requestToken: string | null;
}

/** GitHub's default for new repositories. */
const DEFAULT_PERMISSIONS = { contents: "read", metadata: "read", packages: "read" };

/** What a job may do: its own permissions, else the workflow's, else the default; of a fork nothing is written. */
export function rightsOf(workflow: Workflow, job: Job, event: WorkflowEvent): JobRights {
  const said = job.permissions ?? workflow.permissions;
  const all = { contents: "write", "id-token": "write", attestations: "write", packages: "write" };
  const given =
    said === null
      ? DEFAULT_PERMISSIONS
      : said.all === "write"
        ? all
        : said.all === "read"
          ? { contents: "read", attestations: "read", packages: "read" }
          : Object.fromEntries(said.scopes);
  const permissions = Object.entries(given).flatMap(([scope, level]): [string, string][] => {
    if (level === "none") return [];
    if (!event.isFork || level !== "write") return [[scope, level]];
    return scope === "id-token" ? [] : [[scope, "read"]];
  });
  const text = environmentOf(job);
  const found = text === null ? null : evaluateText(text, event.contexts);
  const environment =
    found === null
      ? null
      : "unknown" in found
        ? found
        : found.value === null || found.value === ""
          ? null
          : String(found.value);
  return { permissions: Object.fromEntries(permissions), environment };
}

/** Where the jobs of a rehearsed run find what GitHub and the indexes would give them. */
export interface RunAddresses {
  /** Asked for identities; it has a query already, as clients append to it. */
  readonly identities: string;
  /** Public addresses to those of the rehearsal. */
  readonly replacements: ReadonlyMap<string, string>;
  /** Variables of every job. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables of the job that plans the matrix: what this machine can try. */
  readonly plan: Readonly<Record<string, string>>;
  /** Variables beside a `SHIPWHEEL_INDEX`, by its value. */
  readonly indexes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The step of a generated workflow that decides the matrix. */
function isPlan({ run, node }: Step): boolean {
  return (
    /\bshipwheel(?:@\S+)? workflow job plan\b/.test(run ?? "") ||
    (inputOf(node, "command") === "workflow job" && inputOf(node, "arguments") === "plan")
  );
}

function inputOf(node: Step["node"], name: string): string | null {
  return scalarText(child(child(node, "with"), name));
}

/**
 * The workflow as `act` can run it the way GitHub would: act ignores `permissions` and `environment`, so each job gets a
 * token of its own, and the way to an identity only where it may have one.
 */
export async function runnableWorkflow(
  workflow: Workflow,
  event: WorkflowEvent,
  addresses: RunAddresses,
  token: () => string,
): Promise<{ readonly text: string; readonly jobs: readonly RunnableJob[] }> {
  const { parseDocument, visit } = await import("yaml");
  const document = parseDocument(workflow.file.text);
  // act 0.2.89 does not know the key.
  document.delete("cache-mode");
  const jobs = workflow.jobs.map((job) => {
    const rights = rightsOf(workflow, job, event);
    const hasIdentity = rights.permissions["id-token"] === "write";
    const githubToken = `ghs_${token()}`;
    const requestToken = hasIdentity ? token() : null;
    const variables = {
      ...addresses.variables,
      ...(job.steps.some(isPlan) ? addresses.plan : {}),
      ...(requestToken === null
        ? {}
        : {
            ACTIONS_ID_TOKEN_REQUEST_URL: addresses.identities,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
          }),
    };
    const node = document.getIn(["jobs", job.id], true);
    const systems = ["jobs", job.id, "strategy", "matrix", "os"];
    // The other platforms' wheels cannot be built here.
    if (job.steps.some(({ uses }) => uses?.startsWith("pypa/cibuildwheel@")) && document.hasIn(systems))
      document.setIn(systems, [addresses.plan["SHIPWHEEL_SYSTEMS"] ?? "ubuntu-latest"]);
    if (job.uses === null)
      for (const [name, value] of Object.entries(variables)) {
        const path = ["jobs", job.id, "env", name];
        if (!document.hasIn(path)) document.setIn(path, value);
      }
    visit(node as Yaml.Node, {
      Map(_key, map) {
        const index = map.get("SHIPWHEEL_INDEX");
        const target = typeof index === "string" ? addresses.indexes[index] : undefined;
        for (const [name, value] of Object.entries(target ?? {})) map.set(name, value);
      },
      Scalar(_key, scalar) {
        if (typeof scalar.value !== "string") return;
        scalar.value = scalar.value.replaceAll(
          /\$\{\{\s*(?:github\.token|secrets\.GITHUB_TOKEN)\s*\}\}/gi,
          githubToken,
        );
        for (const [from, to] of addresses.replacements)
          scalar.value = String(scalar.value).replaceAll(from, to);
      },
    });
    return { id: job.id, ...rights, githubToken, requestToken };
  });
  return { text: document.toString({ lineWidth: 0 }), jobs };
}
