import type { JournalEntry } from "../../engine/journal/chain.ts";
import { renderTable } from "./table.ts";

/** The journal of a release for a person: when, what, and to which step or file. */
export function renderJournal(entries: readonly JournalEntry[]): readonly string[] {
  const rows = entries.map(({ n, time, type, data, hash }) => [
    String(n),
    time.replace("T", " ").replace(/\.\d+Z$/, "Z"),
    type,
    subjectOf(data),
    detailOf(data),
    hash.slice(0, 12),
  ]);
  return renderTable(["", "time", "what", "", "", "hash"], rows, { right: [0] });
}

function subjectOf({ step, file, commit, version }: JournalEntry["data"]): string {
  return [step, file, version, commit].find((each) => typeof each === "string") ?? "";
}

function detailOf({ outcome, detail, reason, title, files }: JournalEntry["data"]): string {
  const words = [outcome, detail ?? reason ?? title].filter((each) => typeof each === "string");
  if (words.length > 0) return words.join(": ");
  return Array.isArray(files) ? `${files.length} files` : "";
}
