import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles } from "../../../src/adapters/node-files.ts";
import { entryLine, nextEntry, readChain } from "../../../src/engine/journal/chain.ts";
import { openJournal } from "../../../src/engine/journal/journal.ts";

let root = "";
let path = "";
const ports = {
  files: nodeFiles(tmpdir()),
  clock: { now: () => new Date("2026-11-21T12:00:00Z"), elapsed: () => 0 },
};
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "journal-"));
  path = join(root, "state", "journal.jsonl");
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Opens it and writes entries of these types. */
async function written(...types: readonly string[]): Promise<string> {
  const journal = await openJournal(path, ports);
  await Promise.all(types.map((type, index) => journal.append(type, { index })));
  return readFile(path, "utf8");
}

test("entries are numbered and chained, also those that are written at once", async () => {
  await written("a", "b", "c");
  const chain = readChain(await readFile(path, "utf8"));
  expect(chain.broken).toBeNull();
  expect(chain.entries.map(({ n, type }) => [n, type])).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
  ]);
  expect(chain.entries[2]?.previous).toBe(chain.entries[1]?.hash);
});

test("a second opening goes on with the chain of the first", async () => {
  await written("a");
  const journal = await openJournal(path, ports);
  await journal.append("b", { ok: true });
  expect(journal.last("b")?.n).toBe(2);
  expect(readChain(await readFile(path, "utf8")).broken).toBeNull();
});

test("a line cut off by a crash is taken away, whatever its length", async () => {
  const before = await written("a", "b");
  const line = entryLine(nextEntry(readChain(before).entries.at(-1), "t", "c", { x: "…" }));
  for (const length of [1, 10, line.length - 2]) {
    await writeFile(path, before);
    await appendFile(path, line.slice(0, length));
    const journal = await openJournal(path, ports);
    expect(journal.entries.map((entry) => entry.type)).toEqual(["a", "b"]);
    await journal.append("c");
    expect(readChain(await readFile(path, "utf8"))).toMatchObject({ broken: null, cutOff: "" });
  }
});

describe("a journal that was tampered with", () => {
  test.for<[string, (lines: string[]) => readonly string[], RegExp]>([
    [
      "a changed entry",
      ([a = "", ...rest]) => [a.replace('"index":0', '"index":7'), ...rest],
      /line 1 .*changed/,
    ],
    ["a missing entry", ([a = "", , c = ""]) => [a, c], /line 2 .*number 3/],
    ["a renumbered cut", ([a = "", , c = ""]) => [a, c.replace('"n":3', '"n":2')], /line 2 .*follow/],
    ["two swapped entries", ([a = "", b = "", c = ""]) => [b, a, c], /line 1 .*number 2/],
    ["a line of something else", ([a = ""]) => [a, "hello"], /line 2 .*not JSON/],
  ])("%s is refused", async ([, change, message]) => {
    const lines = (await written("a", "b", "c")).trimEnd().split("\n");
    await writeFile(path, `${change(lines).join("\n")}\n`);
    await expect(openJournal(path, ports)).rejects.toMatchObject({
      code: "release/journal-broken",
      message: expect.stringMatching(message) as string,
    });
  });

  test("no single changed character goes unseen", async () => {
    const text = await written("a", "b");
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        if (changed === text) return;
        expect(readChain(changed).broken).not.toBeNull();
      }),
    );
  });
});
