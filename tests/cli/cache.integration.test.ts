import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { markUsed } from "../../src/toolbox/pinned/tool-cache.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

let scratch: TemporaryDirectory;
let cache: string;
let state: string;
beforeEach(() => {
  scratch = temporaryDirectory();
  cache = join(scratch.path, "shipwheel");
  state = join(scratch.path, "state", "shipwheel");
});
afterEach(() => scratch[Symbol.dispose]());

const DAY = 86_400;

/** A file of so many bytes, which like its folder is so many days old. */
function put(path: string, bytes: number, days: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "x".repeat(bytes));
  const time = Date.now() / 1000 - days * DAY;
  for (const each of [path, dirname(path)]) utimesSync(each, time, time);
}

async function run(...args: readonly string[]): ReturnType<typeof runHere> {
  const env = {
    HOME: scratch.path,
    XDG_CACHE_HOME: scratch.path,
    SHIPWHEEL_STATE_DIR: join(scratch.path, "state"),
    PIP_CACHE_DIR: join(scratch.path, "pip"),
    UV_CACHE_DIR: join(scratch.path, "uv"),
  };
  return runHere(["cache", ...args], { env });
}

/** `YYYYMMDDTHHMMSSZ-xxxxxx`, so many days ago. */
function runName(days: number): string {
  const begun = new Date(Date.now() - days * DAY * 1000).toISOString();
  return `${begun.replaceAll(/[:-]/g, "").replace(/\..*/, "Z")}-0a1b2c`;
}

test("dir shows where things are and how large; -q only the path", async () => {
  put(join(cache, "tools", "uv-1", "bin", "uv"), 2000, 0);
  put(join(cache, "answers", "scans", "a.json"), 500, 0);
  put(join(state, "demo-01234567", runName(0), "report.json"), 300, 0);
  const { stdout } = await run("dir");
  expect(stdout).toMatch(/2\.5 kB +~\/shipwheel +cache/);
  expect(stdout).toMatch(/2\.0 kB +tools/);
  expect(stdout).toMatch(/300 B +~\/state\/shipwheel +results of rehearsals/);
  expect((await run("-q")).stdout).toBe(`${cache}\n`);
});

test("prune removes what was not used for 30 days, says what, and leaves the rest", async () => {
  put(join(cache, "tools", "uv-1", "bin", "uv"), 2000, 40);
  utimesSync(join(cache, "tools", "uv-1"), 0, 0);
  put(join(cache, "tools", "uv-2", "uv"), 2000, 1);
  put(join(cache, "answers", "scans", "old.json"), 500, 31);
  put(join(cache, "answers", "scans", "new.json"), 500, 29);
  put(join(state, "demo-01234567", runName(40), "report.json"), 300, 0);
  put(join(state, "demo-01234567", runName(1), "report.json"), 300, 0);
  put(join(state, "gone-01234567", runName(40), "report.json"), 300, 0);
  put(join(state, "releases", "demo", "1.0", "journal.jsonl"), 10, 400);
  const { stdout } = await run("prune");
  expect(stdout).toMatch(/2\.0 kB +tools\/uv-1\n/);
  expect(stdout).toMatch(/removed: 4 entries, 3\.1 kB\n$/);
  expect(readdirSync(join(cache, "tools"))).toEqual(["uv-2"]);
  expect(readdirSync(join(cache, "answers", "scans"))).toEqual(["new.json"]);
  expect(readdirSync(state).toSorted()).toEqual(["demo-01234567", "releases"]);
  expect(readdirSync(join(state, "demo-01234567"))).toHaveLength(1);
  expect(existsSync(join(state, "releases", "demo", "1.0", "journal.jsonl"))).toBe(true);
  expect((await run("prune")).stdout).toBe("nothing to remove: everything was used in the last 30 days\n");
});

test("what another run uses stays, however old it is", async () => {
  const tool = join(cache, "tools", "uv-1");
  put(join(tool, "uv"), 2000, 400);
  await using node = nodePorts({ events: () => undefined });
  await markUsed(tool, node.ports);
  const { stdout } = await run("prune", "--days", "1", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ removed: [], bytes: 0 });
  expect(existsSync(join(tool, "uv"))).toBe(true);
});

test("less than a day is refused: another run may last as long", async () => {
  const { exit, stderr } = await run("prune", "--days", "0");
  expect([exit, stderr]).toEqual([2, expect.stringContaining("a whole number of days, 1 or more")]);
});
