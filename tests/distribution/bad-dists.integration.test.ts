import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BAD_CASES, unpackBadCases } from "../support/bad-dists.ts";
import { openBytes } from "../support/open-bytes.ts";
import type { Distribution } from "../../src/distribution/distribution.ts";

let folder: Awaited<ReturnType<typeof unpackBadCases>>;

beforeAll(async () => {
  folder = await unpackBadCases();
});

afterAll(() => folder[Symbol.asyncDispose]());

async function open(file: string): Promise<Distribution> {
  return openBytes(basename(file), await readFile(join(folder.path, file)));
}

/** The rules that the readers alone can say; all others need a rule of the check room. */
const OF_THE_READERS: ReadonlySet<string> = new Set(
  (
    "A001 A002 A003 A004 A005 A008 A009 A010 A013 A015 A016 A017 A020 A021 E002 E003 E011 K037 M004 M005 M006 M027 M037 " +
    "N006 N007 N008 N009 N018 N019 R001 R005 R006 R008 R009 R012 T001"
  ).split(" "),
);

const cases = BAD_CASES.filter(({ rule }) => rule === "-" || OF_THE_READERS.has(rule)).map((each) => ({
  ...each,
  file: each.files[0] as string,
  pypi: each.peers["pypi"] ?? "",
}));

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
    expect(new Set(broken.map(({ rule }) => rule))).toEqual(OF_THE_READERS);
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
