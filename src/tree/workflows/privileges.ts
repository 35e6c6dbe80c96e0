import { builds, commandLines, tests } from "./commands.ts";
import type { Job, Step, Workflow } from "./model.ts";

/** Scopes with which code can sign, publish, or change what others trust. */
const STRONG = new Set(["id-token", "attestations", "contents", "packages"]);

/** The strong scopes that a job's token may write, in the order of the file; `all` for everything. */
export function strongScopes(workflow: Workflow, job: Job): readonly string[] {
  const permissions = job.permissions ?? workflow.permissions;
  if (permissions === null) return [];
  if (permissions.all === "write") return ["everything"];
  return Array.from(permissions.scopes).flatMap(([scope, level]) =>
    level === "write" && STRONG.has(scope) ? [scope] : [],
  );
}

/** Whether a step starts code of the project, its build backend or its tests. */
export function runsProjectCode(step: Step): boolean {
  return builds(step) || tests(step) || installsProject(step) || runsTasks(step);
}

/** Their environments hold what the project requires. */
function runsTasks({ run }: Step): boolean {
  return (
    run !== null &&
    commandLines(run).some(({ text }) => /^(?:python[\d.]* -m |uvx |pipx run )?(?:tox|nox)\b/.test(text))
  );
}

function installsProject({ run }: Step): boolean {
  return (
    run !== null &&
    commandLines(run).some(({ text }) =>
      /\b(?:pip3?|uv pip) install(?: \S+)*? (?:-e )?["']?\.(?:\[[\w,-]+\])?["']?(?= |$)/.test(text),
    )
  );
}

/** Actions that ask for no identity; of every other one it is assumed. */
const PLAIN =
  /^(?:actions\/(?:checkout|setup-[\w-]+|upload-artifact|download-artifact|cache(?:\/\w+)?)|astral-sh\/setup-uv|pypa\/cibuildwheel|docker\/setup-[\w-]+-action)$/;
const ASKS = /ACTIONS_ID_TOKEN|sigstore|cosign|attest|oidc|publish|upload|vault|\b(?:aws|gcloud|az|npm) /i;

/** Whether an action is known to use nothing but what it is given. */
export function isPlainAction(action: string): boolean {
  return PLAIN.test(action);
}

/** Whether something in a job may ask for its identity. */
export function mayNeedIdentity(job: Job): boolean {
  if (job.uses !== null) return true;
  return job.steps.some(({ action, run }) =>
    run === null ? !PLAIN.test(action) : commandLines(run).some(({ text }) => ASKS.test(text)),
  );
}
