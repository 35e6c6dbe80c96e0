import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The rooms that read what others wrote: a list there has as many elements as its writer likes. */
const ROOMS = [
  "changelog",
  "check",
  "distribution",
  "forge",
  "index-client",
  "index-server",
  "publish",
  "python-source",
  "release",
  "tree",
  "verify",
  "versioning",
];

/** Each element spread into a call takes its place on the stack, which ends at some 120,000. */
const SPREAD = /\.(?:push|unshift)\(\s*(?:[\w.]+,\s*)*\.\.\./;

function spreads(text: string): readonly string[] {
  return text.split("\n").filter((line, at, lines) => SPREAD.test(`${line}${lines[at + 1] ?? ""}`));
}

test("no list of unknown length is spread into a push", () => {
  const files = ROOMS.flatMap((room) => globSync(`src/${room}/**/*.ts`));
  expect(files.length).toBeGreaterThan(400);
  const found = files.flatMap((file) =>
    spreads(readFileSync(file, "utf8")).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each([
  "problems.push(...recordProblems(record));",
  "queue.push(first, ...others);",
  "  this.problems.unshift(\n    ...more,",
])("the guard sees %j", (planted) => {
  expect(spreads(planted)).not.toEqual([]);
});

test("an object that is pushed is none", () => {
  expect(spreads("found.push({ ...each, file });\nparts.push(await run({ ...inputs }));")).toEqual([]);
});
