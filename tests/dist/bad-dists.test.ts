import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import cases from "../cases/bad-dists/expected.json" with { type: "json" };
import { openBytes } from "../support/open-bytes.ts";
import type { Distribution } from "../../src/dist/distribution.ts";

const folder = join(import.meta.dirname, "../cases/bad-dists");

async function open(file: string): Promise<Distribution> {
  return openBytes(basename(file), await readFile(join(folder, file)));
}

/** Every code that the room reports of a distribution, wherever. */
function allCodes(distribution: Distribution): readonly string[] {
  const { problems, metadata, entryPoints } = distribution;
  const all = [...problems, ...(metadata?.problems ?? []), ...(entryPoints?.problems ?? [])];
  return all.map(({ code }) => code);
}

/** What the real PyPI answered to the file when the cases were made; null when it took it. */
function refusal(pypi: string): string | null {
  return /^REJECT 400 \[[a-z-]+\] (?<words>.*?)(?: \+soft: .*)?$/.exec(pypi)?.groups?.["words"] ?? null;
}

/** Where PyPI speaks first of a consequence: it judges the form before the file. */
const SPOKEN_OF_OTHERWISE: ReadonlySet<string> = new Set([
  "version-invalid",
  "field-duplicated",
  "field-name-missing",
  "ep-name-path",
]);

const broken = cases.filter(({ rule }) => rule !== "-");

describe("the shared broken distributions", () => {
  test("there are as many as were copied", () => {
    expect(cases).toHaveLength(56);
    expect(broken).toHaveLength(52);
  });

  test.each(broken)("$id: $note is $rule and nothing else", async ({ file, rule }) => {
    await using distribution = await open(file);
    expect([...new Set(allCodes(distribution))]).toEqual([rule]);
  });

  test.each(cases.filter(({ rule }) => rule === "-"))("$id: nothing is wrong", async ({ file }) => {
    await using distribution = await open(file);
    expect(allCodes(distribution)).toEqual([]);
    expect(distribution.metadata?.name).toBe("goodpkg");
  });

  test.each(broken.filter(({ id, pypi }) => refusal(pypi) !== null && !SPOKEN_OF_OTHERWISE.has(id)))(
    "$id: the problem quotes what PyPI answered",
    async ({ file, pypi }) => {
      await using distribution = await open(file);
      expect(distribution.problems.map((problem) => problem.pypi)).toContain(refusal(pypi));
    },
  );
});
