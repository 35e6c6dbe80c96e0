import { join } from "node:path";
import { exportTree } from "../../../build/export/export.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { lastLine, outputOf } from "../../../verify/smoke/output-text.ts";
import { compareSets } from "../../../compare/difference.ts";
import type { Comparison } from "../difference.ts";
import type { InstalledWheel } from "./trial-home.ts";
import { testArguments, type TestCommand } from "../../../tree/test-command.ts";

const TIMEOUT_MS = 300_000;

/** A tree whose tests run against an installed wheel. */
export interface TestedWheel {
  readonly tree: SourceTree;
  readonly installed: InstalledWheel;
}

/** What the project's tests showed: a comparison, or why there is none. */
export type TestsCompared =
  | { readonly comparison: Comparison; readonly failing: number }
  | { readonly comparison: null; readonly reason: string };

/**
 * Runs the project's tests against both wheels, in copies of the tree without the sources that the wheels hold: what is
 * tested is what users get. Tests that fail before as well are equal; a difference has to show twice.
 */
export async function compareTests(
  before: TestedWheel,
  after: TestedWheel,
  command: TestCommand,
  shipped: ReadonlySet<string>,
  ports: Ports,
): Promise<TestsCompared> {
  const places = await Promise.all([copyOf(before, shipped, ports), copyOf(after, shipped, ports)]);
  const [old, now] = await Promise.all([
    runTests(before.installed, places[0], command, ports),
    runTests(after.installed, places[1], command, ports),
  ]);
  if (old.timedOut || now.timedOut)
    return {
      comparison: null,
      reason: `${command.runner} did not finish within ${TIMEOUT_MS / 60_000} minutes`,
    };
  if (!/[1-9]\d* passed|^Ran [1-9]\d* tests?/m.test(old.output))
    return {
      comparison: null,
      reason: `${command.runner} passes no test before the migration: ${lastLine(old.output)}`,
    };
  const first = compared(old, now);
  if (first.comparison.differences.length === 0) return first;
  // Two runs at once may disturb each other: what counts is what each shows alone.
  const oldAgain = await runTests(before.installed, places[0], command, ports);
  return compared(oldAgain, await runTests(after.installed, places[1], command, ports));
}

function compared(old: TestRun, now: TestRun): TestsCompared & { readonly comparison: Comparison } {
  const { code, differences } = compareSets("tests", old.results, now.results);
  const passed = /(\d+) passed|Ran (\d+)/.exec(old.results.get("all") ?? "");
  const failing = [...old.results].filter(([test, how]) => test !== "all" && now.results.get(test) === how);
  const equal = Number(passed?.[1] ?? passed?.[2] ?? 0);
  return { comparison: { code, differences, equal }, failing: failing.length };
}

interface TestRun {
  readonly timedOut: boolean;
  readonly output: string;
  /** Of each test that does not pass, and of all together. */
  readonly results: ReadonlyMap<string, string>;
}

/** A copy of the tree in which no source that a wheel holds can be imported. */
async function copyOf({ tree }: TestedWheel, shipped: ReadonlySet<string>, ports: Ports): Promise<string> {
  const directory = await ports.files.temporaryDirectory("tests");
  const { project } = await exportTree(tree, "worktree", directory, ports);
  for (const path of shipped) await ports.files.remove(join(project, path));
  return project;
}

async function runTests(
  { python, variables }: InstalledWheel,
  cwd: string,
  command: TestCommand,
  ports: Ports,
): Promise<TestRun> {
  const done = await ports.processes.run({
    argv: [python, ...testArguments(command, "-rfE")],
    cwd,
    env: { ...variables, PYTHONDONTWRITEBYTECODE: "1" },
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
  });
  const output = outputOf(done);
  const results = new Map<string, string>([["all", summary(output, done.status)]]);
  for (const [, how = "", test = ""] of output.matchAll(/^(FAILED|ERROR) (\S+)/gm)) results.set(test, how);
  for (const [, how = "", test = ""] of output.matchAll(/^(FAIL|ERROR): (\S+ \([^)]+\))/gm))
    results.set(test, how);
  return { timedOut: done.timedOut, output, results };
}

/** The counts of the last line, without times and warnings. */
function summary(output: string, status: number | null): string {
  const counts = output
    .split("\n")
    .findLast((line) => /\b\d+ (?:passed|failed|errors?)\b|^Ran \d+ test/.test(line));
  const said = counts?.match(
    /\d+ (?:passed|failed|errors?|skipped|xfailed|xpassed|deselected)|Ran \d+ tests?/g,
  );
  return [...(said ?? []), `exit status ${status}`].join(", ");
}
