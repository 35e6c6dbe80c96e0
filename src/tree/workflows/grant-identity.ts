import type { TextChange } from "../../text/file-edit.ts";
import { commandLines } from "./commands.ts";
import { addEntry } from "./edits.ts";
import { mayWrite, type Job, type Step, type Workflow } from "./model.ts";
import { isPlainAction } from "./privileges.ts";

/** What gives a job `id-token: write`: lines of its own, or a change of what it has. */
export interface Grant {
  readonly lines: readonly string[];
  readonly changes: readonly TextChange[];
}

/** Permissions of a job take those of the workflow away: null where it cannot be seen which ones the job needs. */
export function grantIdentity(workflow: Workflow, job: Job): Grant | null {
  if (mayWrite(workflow, job, "id-token")) return { lines: [], changes: [] };
  const own = job.permissions?.node;
  if (own !== undefined) {
    if (own.kind !== "map" || own.entries.has("id-token")) return null;
    const change = addEntry(workflow.file, own, own.flow ? IDENTITY : `${IDENTITY} ${COMMENT}`);
    return change === null ? null : { lines: [], changes: [change] };
  }
  if (job.node.flow) return null;
  const kept = keptScopes(workflow, job);
  if (kept === null) return null;
  const scopes = [`${IDENTITY} ${COMMENT}`, ...kept];
  return { lines: ["permissions:", ...scopes.map((scope) => `  ${scope}`)], changes: [] };
}

const IDENTITY = "id-token: write";
const COMMENT = "# trusted publishing";

/** What of the permissions in force a job has to state. */
function keptScopes(workflow: Workflow, job: Job): readonly string[] | null {
  const { permissions } = workflow;
  if (usesNoToken(workflow, job))
    return job.steps.some(({ action }) => action === "actions/checkout") &&
      (permissions === null || permissions.all !== null || permissions.scopes.has("contents"))
      ? ["contents: read"]
      : [];
  if (permissions === null || permissions.all !== null) return null;
  return Array.from(permissions.scopes).flatMap(([scope, level]) =>
    scope === "id-token" || level === "none" ? [] : [`${scope}: ${level}`],
  );
}

/** Whether nothing of a job but its checkout uses the token of the run, as far as its commands show. */
function usesNoToken({ file, root }: Workflow, { steps, node, uses }: Job): boolean {
  if (uses !== null || ["container", "services"].some((key) => node.entries.has(key))) return false;
  const env = root.entries.get("env")?.value;
  const isHanded = [node, env].some((each) => each && TOKEN.test(file.text.slice(each.start, each.end)));
  return !isHanded && steps.every((step) => isPlain(step));
}

const TOKEN = /GITHUB_TOKEN|GH_TOKEN|github\.token/;

function isPlain({ action, run }: Step): boolean {
  if (run === null) return isPlainAction(action) || PUBLISHES.test(action);
  return commandLines(run).every(({ text }) => !WRITES.test(text) && !SCRIPT.test(text));
}

const PUBLISHES = /^(?:pypa\/gh-action-pypi-publish|pyo3\/maturin-action|snok\/install-poetry)$/;

/** What changes a repository, by its name. */
const WRITES =
  /\bgit (?:\S+ )*?(?:push|commit|tag)\b|\bgh\b|\bcz\b|\bmike\b|gh-deploy|ghp-import|semantic|bump|(?:^|[\s/:-])release\b|\bdeploy/;
/** A script or a task may do anything: its name has to say that it builds or tests. */
const SCRIPT =
  /(?:^|[;&|]\s*)(?:make|just|task|invoke|inv|poe|npm run|bash|sh|python[\d.]*(?= [\w./-]+\.py\b)(?! setup\.py)|\.{0,2}\/[\w./-]+)(?:\s(?!.*(?:build|dist|test|wheel|lint|check))|$)/;
