/**
 * Reads the subjects of commits as `shipwheel version next` reads them, and ends with 1 when one is not conventional or
 * longer than 72 characters: npm run commits. Commits up to BASE were made before that was asked of them.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseConventionalCommit } from "../src/versioning/conventional-commit.ts";

const ROOT = join(import.meta.dirname, "..");
const BASE = "572dc8db6c0b9eb4b3130a8e1e712d56720d4c46";
const LONGEST = 72;
const TYPES: ReadonlySet<string> = new Set(
  "build chore ci docs feat fix perf refactor revert style test".split(" "),
);

/** What is wrong with a commit's message; null when nothing is. */
export function commitProblem(message: string): string | null {
  const [subject = ""] = message.split("\n");
  const commit = parseConventionalCommit(message);
  if (commit === null) return "is not of the form type(scope): description";
  if (!TYPES.has(commit.type))
    return `has the type ${commit.type}, which is none of ${[...TYPES].join(", ")}`;
  const { length } = [...subject];
  return length > LONGEST ? `is ${length} characters long; at most ${LONGEST} are read in a log` : null;
}

/** Messages since BASE by their short hash, merges left out; null when this history does not have BASE. */
function messages(): ReadonlyMap<string, string> | null {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  try {
    git("merge-base", "--is-ancestor", BASE, "HEAD");
  } catch {
    return null;
  }
  const log = git("log", "--no-merges", "--format=%h%x01%B%x00", `${BASE}..HEAD`);
  const records = log.split("\0").map((each) => each.trim().split("\u0001"));
  return new Map(records.flatMap(([hash = "", text = ""]) => (hash === "" ? [] : [[hash, text]])));
}

function main(): void {
  const made = messages();
  if (made === null) {
    console.log(`commits: not checked, for this history does not reach back to ${BASE.slice(0, 9)}`);
    return;
  }
  for (const [hash, message] of made) {
    const problem = commitProblem(message);
    if (problem === null) continue;
    console.log(`${hash} "${message.split("\n")[0]}" ${problem}`);
    process.exitCode = 1;
  }
  console.log(`commits: ${made.size} read since ${BASE.slice(0, 9)}`);
}

if (import.meta.main) main();
