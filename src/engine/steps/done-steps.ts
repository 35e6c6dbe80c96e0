import type { JournalEntry } from "../journal/chain.ts";

/** Whether a step was seen to be done, by the journal's word. */
export function isDone(entries: readonly JournalEntry[], step: string): boolean {
  return entries.some((entry) => entry.type === "done" && entry.data["step"] === step);
}

/** Whether something was begun that cannot be undone. */
export function isBegun(entries: readonly JournalEntry[]): boolean {
  return entries.some((entry) => entry.type === "begin" && entry.data["reversible"] === false);
}
