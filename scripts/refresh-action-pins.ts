/**
 * Asks the repositories of the pinned actions for their newest release and writes
 * src/check/knowledge/action-pins.json; it needs git and the network, so run it by hand and review the difference:
 * npm run action-pins [-- --check]. `--check` writes nothing and ends with 1 when something is newer.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(import.meta.dirname, "..", "src", "check", "knowledge", "action-pins.json");

/** A pin of the table. */
export interface Pin {
  readonly version: string;
  readonly commit: string;
}

interface PinTable {
  readonly asOf: string;
  readonly actions: Readonly<Record<string, Pin>>;
}

/** The newest full release among the lines of `git ls-remote --tags`; annotated tags count as the commit they stand for. */
export function newestRelease(lines: string): Pin | null {
  const commits = new Map<string, string>();
  for (const [, commit = "", tag = "", peeled] of lines.matchAll(
    /^([0-9a-f]{40})\trefs\/tags\/(v\d+\.\d+\.\d+)(\^\{\})?$/gm,
  ))
    if (peeled !== undefined || !commits.has(tag)) commits.set(tag, commit);
  const [newest] = [...commits].toSorted(([a], [b]) => newestFirst(a, b));
  return newest === undefined ? null : { version: newest[0], commit: newest[1] };
}

function newestFirst(a: string, b: string): number {
  const [first, second] = [a, b].map((tag) => tag.slice(1).split(".").map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (second?.[at] ?? 0) - (first?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The table with what `read` says of each repository; a release that disappeared keeps its pin. */
export function refreshed(table: PinTable, read: (action: string) => string, day: string): PinTable {
  const actions = Object.entries(table.actions).map(
    ([action, pin]) => [action, newestRelease(read(action)) ?? pin] as const,
  );
  return { ...table, asOf: day, actions: Object.fromEntries(actions) };
}

function tagsOf(action: string): string {
  return execFileSync("git", ["ls-remote", "--tags", `https://github.com/${action}`], { encoding: "utf8" });
}

if (import.meta.main) {
  const table = JSON.parse(readFileSync(FILE, "utf8")) as PinTable;
  const next = refreshed(table, tagsOf, new Date().toISOString().slice(0, 10));
  for (const [action, { version }] of Object.entries(next.actions)) {
    const before = table.actions[action]?.version;
    if (before !== version) console.log(`${action}: ${before} -> ${version}`);
  }
  if (process.argv.includes("--check"))
    process.exitCode = JSON.stringify(next.actions) === JSON.stringify(table.actions) ? 0 : 1;
  else writeFileSync(FILE, `${JSON.stringify(next, null, 2)}\n`);
}
