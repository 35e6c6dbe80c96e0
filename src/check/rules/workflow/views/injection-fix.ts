import { child, scalarText, type YamlFile, type YamlRange } from "../../../../tree/formats/yaml-file.ts";
import type { Fix } from "../../../../findings/finding.ts";
import { addEntry, workflowFix } from "../../../../tree/workflows/edits.ts";
import type { Job, Step } from "../../../../tree/workflows/model.ts";

/** Hands an expression over to a shell script as an environment variable; null where that is no plain replacement. */
export function environmentFix(
  file: YamlFile,
  job: Job,
  step: Step,
  range: YamlRange,
  expression: string,
): Fix | null {
  const run = child(step.node, "run");
  const shell = scalarText(child(step.node, "shell")) ?? "";
  const runner = scalarText(child(job.node, "runs-on")) ?? "";
  const isPosix = /^(?:ba|z)?sh\b/.test(shell) || (shell === "" && /^(?:ubuntu|macos)-/.test(runner));
  if (run === null || step.node.flow || !isPosix) return null;
  const name = variableName(expression);
  const environment = child(step.node, "env");
  if (environment !== null && (environment.kind !== "map" || environment.entries.has(name))) return null;
  const line = `${name}: ${expression}`;
  const added =
    environment === null
      ? addEntry(file, step.node, `env:\n  ${line}`, "run")
      : addEntry(file, environment, line);
  // A scalar that began with a quote would be another one.
  if (run.kind !== "scalar" || (!run.block && range.start === run.start)) return null;
  const use = useOf(name, file.text.slice(run.start, range.start));
  if (added === null || use === null) return null;
  const title = `pass ${expression} as the environment variable ${name}`;
  return workflowFix(title, "review", file, { ...range, text: use }, added);
}

/** `${{ github.event.head_commit.message }}` is HEAD_COMMIT_MESSAGE. */
function variableName(expression: string): string {
  const path = /github\.(?:event\.)?([\w.]+)/.exec(expression)?.[1] ?? "value";
  return path.toUpperCase().replaceAll(/\W+/g, "_");
}

/** How the shell names the variable here: quoted where nothing quotes it; null inside single quotes. */
function useOf(name: string, before: string): string | null {
  const line = before.slice(before.lastIndexOf("\n") + 1).replaceAll(/\\./g, "");
  let quote = "";
  for (const character of line)
    if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = "";
  if (quote === "'") return null;
  return quote === "" ? `"\${${name}}"` : `\${${name}}`;
}
