import { child, scalarText, type YamlNode, type YamlRange } from "../formats/yaml-file.ts";
import { commandLines } from "./commands.ts";
import { input, type Job, type Step, type Workflow } from "./model.ts";
import { UPLOADERS } from "./uploaders.ts";

/** Variables that hold a token or password of some uploader. */
const NAMES: ReadonlySet<string> = new Set(UPLOADERS.flatMap(({ tokens }) => tokens));

/** A token that reaches an upload by no option of its command. */
export interface StoredToken {
  readonly credential: YamlRange;
  /** What uploads, for people. */
  readonly tool: string;
  /** The address, where it can be seen. */
  readonly url: string | null;
}

function isSecret(node: YamlNode | null): boolean {
  return /\bsecrets\s*[.[]/.test(scalarText(node) ?? "");
}

/** An action that is handed a token of PyPI: whatever its name, it uploads. */
export function tokenInput(step: Step): StoredToken | null {
  const inputs = child(step.node, "with");
  if (step.uses === null || inputs?.kind !== "map") return null;
  for (const [name, { value }] of inputs.entries)
    if (/^pypi[_-]?(?:api[_-]?)?(?:token|password)$/i.test(name) && isSecret(value)) {
      const url = scalarText(input(step, "repository_url") ?? input(step, "repository-url"));
      return { credential: value, tool: step.action, url };
    }
  return null;
}

/** An uploader's variable out of the secrets, where no command shows the uploader: a script or a task runner starts it. */
export function tokenForScript(workflow: Workflow, job: Job, step: Step): StoredToken | null {
  const lines = step.run === null ? [] : commandLines(step.run);
  const starts = lines.find(({ text }) => SCRIPT.test(text))?.text;
  for (const [owner, isOwn] of [
    [step.node, true],
    [job.node, false],
    [workflow.root, false],
  ] as const) {
    const env = child(owner, "env");
    if (env?.kind !== "map") continue;
    // The token of a whole job or workflow is for the command that uploads, where one is seen.
    const scope = owner === job.node ? [job] : workflow.jobs;
    if (!isOwn && scope.some(({ steps }) => steps.some(showsUploader))) continue;
    const urls = ["TWINE_REPOSITORY_URL", "UV_PUBLISH_URL", "FLIT_INDEX_URL", "PDM_PUBLISH_REPO"];
    for (const [name, { value }] of env.entries) {
      if (!NAMES.has(name) || !isSecret(value)) continue;
      const started = starts ?? (isOwn ? lines.findLast(({ text }) => !IDLE.test(text))?.text : undefined);
      if (started === undefined) continue;
      const url = urls.map((each) => scalarText(child(env, each))).find((each) => each !== null) ?? null;
      return { credential: value, tool: started.split(/\s+/).slice(0, 3).join(" "), url };
    }
  }
  return null;
}

/** Lines that start nothing. */
const IDLE = /^(?:echo|printf|set|export|if|elif|else|then|fi|exit|cd|mkdir|test|\[)\b|^\[/;

/** Whether a script itself has the command of an uploader. */
function showsUploader({ run }: Step): boolean {
  return run !== null && UPLOADERS.some(({ pattern }) => pattern.test(run));
}

/** What may start an uploader: a task whose name says so. */
const SCRIPT =
  /\b(?:make|just|tox|nox|invoke|inv|task|poe|rye|hatch run|pdm run|npm run|bash|sh|python[\d.]*)\b.*\b(?:publish|upload|release|deploy)|^\.?\/?[\w./-]*(?:publish|upload|release|deploy)[\w.-]*\.(?:sh|py)\b/;
