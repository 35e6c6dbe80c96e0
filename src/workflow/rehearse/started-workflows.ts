import { child, scalarTexts } from "../../tree/yaml-file.ts";
import type { Workflow } from "../../tree/workflows/model.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** The workflows that an event starts, by the filters of their triggers; filters on paths hold. */
export function startedWorkflows(all: readonly Workflow[], event: WorkflowEvent): readonly Workflow[] {
  return all.filter(({ triggers }) => {
    const filters = triggers.get(event.trigger);
    if (filters === undefined) return false;
    const patterns = (key: string): readonly string[] => scalarTexts(child(filters, key));
    const name = event.ref.replace(/^refs\/(?:heads|tags)\//, "");
    if (event.trigger !== "push") return true;
    const [kind, other] =
      event.name === "tag" ? (["tags", "branches"] as const) : (["branches", "tags"] as const);
    const has = (key: string): boolean => child(filters, key) !== null;
    if (has(kind)) return isAdmitted(name, patterns(kind));
    if (has(`${kind}-ignore`)) return !patterns(`${kind}-ignore`).some((each) => matches(name, each));
    return !has(other) && !has(`${other}-ignore`);
  });
}

/** The last pattern that matches decides; one with `!` takes back. */
function isAdmitted(name: string, patterns: readonly string[]): boolean {
  return patterns.reduce(
    (is, pattern) =>
      pattern.startsWith("!") ? is && !matches(name, pattern.slice(1)) : is || matches(name, pattern),
    false,
  );
}

/** GitHub's filter patterns: `*` and `**`, `?` and `+` after a character, `[…]`, and `\` before any of them. */
export function matches(name: string, pattern: string): boolean {
  const source = pattern.replaceAll(
    /\\(.)|\*\*|\*|\[[^\]]*\]|[?+]|[.^$(){}|/]/g,
    (each, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped.replace(/[^\w]/, String.raw`\$&`);
      if (each === "**") return ".*";
      if (each === "*") return "[^/]*";
      return each.startsWith("[") || each === "?" || each === "+" ? each : `\\${each}`;
    },
  );
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return false;
  }
}
