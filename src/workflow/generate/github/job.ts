import type { StepLines } from "./steps.ts";

/** A job of a generated workflow. */
export interface GeneratedJob {
  readonly id: string;
  readonly name: string;
  readonly needs?: readonly string[];
  /** An expression. */
  readonly condition?: string;
  readonly runsOn?: string;
  readonly minutes: number;
  /** Scope to `level: reason`; empty: none. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string; readonly url: string };
  /** Name to expression. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Lines of `strategy`. */
  readonly strategy?: readonly string[];
  readonly steps: readonly StepLines[];
}

/** A workflow of jobs; `head` is everything in front of `jobs:`. */
export function renderWorkflow(head: string, jobs: readonly GeneratedJob[]): string {
  return `${head}\njobs:\n${jobs.map(renderJob).join("\n")}`;
}

function renderJob(job: GeneratedJob): string {
  const lines = [
    `${job.id}:`,
    `  name: ${job.name}`,
    ...(job.needs === undefined ? [] : [`  needs: [${job.needs.join(", ")}]`]),
    ...(job.condition === undefined ? [] : [`  if: \${{ ${job.condition} }}`]),
    `  runs-on: ${job.runsOn ?? "ubuntu-latest"}`,
    `  timeout-minutes: ${job.minutes}`,
    ...permissions(job.permissions),
    ...(job.environment === undefined
      ? []
      : [
          "  environment:",
          `    name: ${plainOrQuoted(job.environment.name)}`,
          `    url: ${job.environment.url}`,
        ]),
    ...(job.outputs === undefined ? [] : ["  outputs:", ...Object.entries(job.outputs).map(output)]),
    ...(job.strategy === undefined ? [] : ["  strategy:", ...job.strategy.map((line) => `    ${line}`)]),
    "  steps:",
    ...job.steps.flatMap((step) => step.map((line) => `    ${line}`)),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

/** A name that YAML could read otherwise stands in quotes. */
function plainOrQuoted(name: string): string {
  return /^[A-Za-z][\w./-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off)$/i.test(name)
    ? name
    : JSON.stringify(name);
}

function output([name, value]: readonly [string, string]): string {
  return `    ${name}: \${{ ${value} }}`;
}

function permissions(scopes: GeneratedJob["permissions"]): readonly string[] {
  const entries = Object.entries(scopes);
  if (entries.length === 0) return ["  permissions: {}"];
  return ["  permissions:", ...entries.map(([scope, said]) => `    ${scope}: ${said.replace(/: /, " # ")}`)];
}
