import { DEFAULT_CONFIG } from "../../config/schema.ts";
import type { Finding } from "../../findings/finding.ts";
import { runChecks } from "./engine.ts";
import { RULES } from "./registry.ts";
import type { CheckInputs } from "./rule.ts";

/**
 * The rules that say that GitHub rejects a workflow or that its publishing job fails by its own form, whatever the
 * project selects and ignores. Other errors may be uncovered by an edit, and are none of its making.
 */
const CODES = new Set(["W002", "W010", "W018", "W024", "W031", "W033", "W039", "W040"]);
const GUARDS = RULES.filter(({ code }) => CODES.has(code));
const CHECK = { ...DEFAULT_CONFIG.check, select: ["all"] };
/** Until these are mended, the rest of a file is not read: what shows afterwards was there before. */
const HIDING = new Set(["W010", "W024"]);

/** The errors of the workflows of a tree, by which an edit of it is judged. */
export async function workflowErrors(inputs: CheckInputs): Promise<readonly Finding[]> {
  return (await runChecks(inputs, CHECK, GUARDS)).findings;
}

/** The first error that was not there before and that no safe fix cures in the next round; null for an edit that breaks nothing. */
export function addedError(before: readonly Finding[], after: readonly Finding[]): Finding | null {
  const hidden = new Set(before.flatMap(({ rule, location }) => (HIDING.has(rule) ? [location?.file] : [])));
  const left = new Map<string, number>();
  for (const each of before) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + 1);
  for (const each of after) {
    const count = left.get(keyOf(each)) ?? 0;
    if (count === 0 && each.fix?.safety !== "safe" && !hidden.has(each.location?.file)) return each;
    left.set(keyOf(each), count - 1);
  }
  return null;
}

function keyOf({ rule, location, message }: Finding): string {
  return [rule, location?.file, message].join("\n");
}
