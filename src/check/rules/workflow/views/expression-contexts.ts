import type { Job, Workflow } from "../../../../tree/workflows/model.ts";
import { child, type YamlNode, type YamlScalar } from "../../../../tree/yaml-file.ts";
import type { FormProblem } from "./workflow-form.ts";

/** Contexts that GitHub has before a job is sent to a runner. */
const BEFORE_JOB = ["github", "needs", "vars", "inputs"] as const;
/** The same for each job of a matrix. */
const OF_JOB = [...BEFORE_JOB, "strategy", "matrix"] as const;
const IN_STEPS = [...OF_JOB, "job", "runner", "env", "steps"] as const;

/** What GitHub lets the expressions of a key use ("Context availability" of its documentation). */
const OF_WORKFLOW: Readonly<Record<string, readonly string[]>> = {
  "run-name": ["github", "inputs", "vars"],
  concurrency: ["github", "inputs", "vars"],
  env: ["github", "secrets", "inputs", "vars"],
};
const OF_JOB_KEYS: Readonly<Record<string, readonly string[]>> = {
  concurrency: OF_JOB,
  "continue-on-error": OF_JOB,
  env: [...OF_JOB, "secrets"],
  if: BEFORE_JOB,
  name: OF_JOB,
  "runs-on": OF_JOB,
  strategy: BEFORE_JOB,
  "timeout-minutes": OF_JOB,
  with: OF_JOB,
};

const CONTEXT =
  /(?<![\w.-])(github|env|vars|job|jobs|steps|runner|secrets|strategy|matrix|needs|inputs)(?=\s*[.[])/g;

/** Expressions that use a context where GitHub does not know it: the whole file is rejected. */
export function* contextProblems({ root, jobs }: Workflow): Generator<FormProblem> {
  for (const [key, allowed] of Object.entries(OF_WORKFLOW))
    yield* inScalars(child(root, key), key, allowed, false);
  for (const job of jobs) {
    for (const [key, allowed] of Object.entries(OF_JOB_KEYS))
      yield* inScalars(child(job.node, key), `${key} of the job ${job.id}`, allowed, key === "if");
    yield* inSteps(job);
  }
}

function* inSteps({ id, steps }: Job): Generator<FormProblem> {
  for (const { node } of steps)
    yield* inScalars(child(node, "if"), `if of a step of the job ${id}`, IN_STEPS, true);
}

function* inScalars(
  node: YamlNode | null,
  where: string,
  allowed: readonly string[],
  isExpression: boolean,
): Generator<FormProblem> {
  for (const scalar of scalarsOf(node)) {
    const text = String(scalar.value);
    const isOpen = isExpression && !text.includes("${{");
    const expressions = isOpen
      ? [text]
      : Array.from(text.matchAll(/\$\{\{(.*?)\}\}/gs), ([, each = ""]) => each);
    const used = new Set(
      expressions.flatMap((each) =>
        Array.from(each.replaceAll(/'(?:[^']|'')*'/g, "''").matchAll(CONTEXT), ([, name = ""]) => name),
      ),
    );
    for (const name of used)
      if (!allowed.includes(name))
        yield {
          message: `${where} uses ${name}, which GitHub does not know there, and it rejects the workflow`,
          place: scalar,
          help: HELP[name] ?? `use only ${allowed.join(", ")} there`,
        };
  }
}

const HELP: Readonly<Record<string, string>> = {
  secrets:
    "hand the secret to the step as an environment variable, and let its command ask whether the variable is empty",
  matrix: "move the condition to the steps of the job, which know the matrix",
  env: "use vars or an output of an earlier job instead of env",
};

function scalarsOf(node: YamlNode | null): readonly YamlScalar[] {
  if (node === null) return [];
  if (node.kind === "list") return node.items.flatMap(scalarsOf);
  if (node.kind === "map") return Array.from(node.entries.values()).flatMap(({ value }) => scalarsOf(value));
  return typeof node.value === "string" ? [node] : [];
}
