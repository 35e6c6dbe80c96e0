import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyOfTree } from "../support/copy-of-tree.ts";
import { repositoryFiles } from "../support/repository.ts";

const before = repositoryFiles();
const copy = copyOfTree();
afterAll(() => copy[Symbol.dispose]());

/** What `npm run new` writes besides the files that it edits. */
const NEW: Readonly<Record<string, readonly string[]>> = {
  "rule P099-pin-without-hash": [
    "changes/pin-without-hash.md",
    "src/check/rules/dependencies/P099-pin-without-hash.ts",
  ],
  "command take-back": [
    "changes/take-back.md",
    "src/cli/commands/take-back.ts",
    "tests/cli/take-back.integration.test.ts",
  ],
  "installer pixi": [
    "changes/installer-pixi.md",
    "src/toolbox/installers/pixi.ts",
    "tests/toolbox/installers/pixi.test.ts",
  ],
  "dialect quay": [
    "changes/index-kind-quay.md",
    "src/index-client/dialects/quay.ts",
    "tests/index-client/dialects/quay.test.ts",
  ],
  "backend sip-build": [
    "changes/backend-sip-build.md",
    "src/tree/backends/sip-build.ts",
    "tests/tree/backends/sip-build.test.ts",
  ],
};

function inCopy(program: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: copy.path,
    encoding: "utf8",
    // The report of the run that this test is part of is not this run's.
    env: { ...process.env, SHIPWHEEL_TEST_REPORT: undefined, NO_COLOR: "1" },
  });
  return { status, output: `${stdout}${stderr}` };
}

const untracked = (): readonly string[] =>
  execFileSync("git", ["ls-files", "--others", "--exclude-standard"], { cwd: copy.path, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "" && path !== "node_modules");

test.each(Object.entries(NEW))("npm run new %s writes its files and no others", (words, files) => {
  const known = untracked();
  const done = inCopy(process.execPath, "scripts/new.ts", ...words.split(" "));
  expect(done.status, done.output).toBe(0);
  expect(untracked().filter((path) => !known.includes(path))).toEqual(files);
});

const bin = (name: string): string => join(copy.path, "node_modules", ".bin", name);

test("what was written compiles", () => {
  expect(inCopy(bin("tsc"), "--noEmit").output).toBe("");
});

test("it is formatted, and its pages are of today", () => {
  const formatted = inCopy(bin("oxfmt"), "--check", "src", "tests", "changes");
  expect(formatted.status, formatted.output).toBe(0);
  const pages = ["rules", "command-line", "configuration", "indexes"];
  const made = inCopy(process.execPath, "scripts/docs.ts", "--check", ...pages);
  expect(made.output).toBe("");
});

test("the new tests pass, or fail for what is left to be thought", () => {
  const vitest = join(copy.path, "node_modules", "vitest", "vitest.mjs");
  const ours = Object.values(NEW)
    .flat()
    .filter((path) => path.endsWith(".test.ts"));
  const done = inCopy(
    process.execPath,
    vitest,
    "run",
    "--reporter=verbose",
    ...ours,
    "tests/check/rules.test.ts",
    "-t",
    "P099|quay|sip-build|pixi|take-back",
  );
  const failed = [...done.output.matchAll(/^ *FAIL .*? > (.*)$/gm)].map((match) => match[1] ?? "");
  expect([...new Set(failed)].toSorted(), done.output).toEqual([
    "P099 > fires",
    "pixi installs the release, and is told of no index but the rehearsal's",
  ]);
  expect(done.output).toContain("expected [] to have a length of 1");
  expect(done.output).toMatch(/outside\.test|rehearsal\.test/);
  for (const name of ["quay is recognised", "sip-build is told", "take-back WHAT it does"])
    expect(done.output).toMatch(new RegExp(`✓.*${name}`));
});

test("a kind that there is none of, a name that is taken, and one of the wrong form are refused", () => {
  const status = (...words: readonly string[]): number | null =>
    inCopy(process.execPath, "scripts/new.ts", ...words).status;
  expect(status("stage", "one")).toBe(2);
  expect(status("command", "../one")).toBe(2);
  expect(status("rule", "P001-taken")).toBe(1);
  expect(status("rule", "without-code")).toBe(1);
});

test("nothing of it is in this checkout", () => {
  expect(repositoryFiles()).toEqual(before);
});
