import type { JournalEntry } from "../journal/chain.ts";

/** Whether a step was seen to be done, by the journal's word. */
export function isDone(entries: readonly JournalEntry[], step: string): boolean {
  return entries.some((entry) => entry.type === "done" && entry.data["step"] === step);
}

/** Whether something was begun that cannot be undone, and was not given up before it took effect. */
export function isBegun(entries: readonly JournalEntry[]): boolean {
  const canceled = entries.findLastIndex((entry) => entry.type === "canceled");
  return entries.some(
    (entry, at) => at > canceled && entry.type === "begin" && entry.data["reversible"] === false,
  );
}
