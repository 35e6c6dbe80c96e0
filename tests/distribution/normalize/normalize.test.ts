import { describe, expect, test } from "vitest";
import { compareArchives } from "../../../src/distribution/compare/compare-archives.ts";
import { normalizeDistribution } from "../../../src/distribution/normalize/normalize.ts";
import { bytesSource, openBytes } from "../../support/open-bytes.ts";
import { buildTarGz } from "../../support/sdist.ts";
import { buildZip } from "../../support/zip.ts";
import { createHash } from "node:crypto";

const NOON = 1_600_000_000;

/** Normalizes bytes in memory. */
async function normalized(name: string, bytes: Uint8Array, seconds: number | null = NOON) {
  const disk = { bytes };
  const files = {
    open: () => Promise.resolve(bytesSource(disk.bytes)),
    write: (_path: string, content: string | Uint8Array) => {
      disk.bytes = Buffer.from(content);
      return Promise.resolve();
    },
    sha256: () => Promise.resolve(createHash("sha256").update(disk.bytes).digest("hex")),
  };
  const told = await normalizeDistribution(`/dist/${name}`, seconds, files);
  return { told, bytes: Buffer.from(disk.bytes) };
}

const WHEEL = "demo-1.0-py3-none-any.whl";
const SDIST = "demo-1.0.tar.gz";

function wheelBytes(options: { readonly reversed?: boolean; readonly mode?: number } = {}): Buffer {
  const { reversed = false, mode = 0o644 } = options;
  const files = [
    { name: "demo/__init__.py", content: "x = 1\n", mode: 0o100000 | mode },
    { name: "demo/größe, neu.txt", content: "größe\n", mode: 0o100000 | mode },
    { name: "demo-1.0.data/scripts/run", content: "#!python\n", mode: 0o100000 | mode | 0o111 },
    { name: "demo-1.0.dist-info/METADATA", content: "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n" },
    {
      name: "demo-1.0.dist-info/WHEEL",
      content: "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    },
    { name: "demo-1.0.dist-info/RECORD", content: "demo-1.0.dist-info/RECORD,,\n" },
  ];
  return buildZip({ members: reversed ? files.toReversed() : files });
}

describe("a wheel", () => {
  test("order and permissions no longer decide its bytes", async () => {
    const one = await normalized(WHEEL, wheelBytes());
    const two = await normalized(WHEEL, wheelBytes({ reversed: true, mode: 0o664 }));
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect(one.told).toMatchObject({ file: WHEEL, kept: null });
    expect(one.told.before).not.toBe(one.told.after);
    // Once more changes nothing.
    expect((await normalized(WHEEL, one.bytes)).bytes.equals(one.bytes)).toBe(true);
  });

  test("contents stay, RECORD names every member, and a strict reader has no objection", async () => {
    const { bytes } = await normalized(WHEEL, wheelBytes());
    await using made = await openBytes(WHEEL, bytes);
    await using before = await openBytes(WHEEL, wheelBytes());
    expect(made.problems).toEqual([]);
    expect(compareArchives(before, made, "meaning").map(({ member }) => member)).toEqual([
      "demo-1.0.dist-info/RECORD",
    ]);
    expect(made.record?.rows.map(({ path }) => path)).toEqual(made.entries.map(({ name }) => name));
    expect(made.entries.at(-1)?.name).toBe("demo-1.0.dist-info/RECORD");
    expect(new Set(made.entries.map(({ modified }) => modified))).toEqual(new Set([NOON]));
    expect(made.entries.map(({ name, mode }) => [name.includes("scripts"), mode])).toEqual(
      made.entries.map(({ name }) => [name.includes("scripts"), name.includes("scripts") ? 0o755 : 0o644]),
    );
  });

  test("without a time it has the first one that a zip can have", async () => {
    await using made = await openBytes(WHEEL, (await normalized(WHEEL, wheelBytes(), null)).bytes);
    expect(new Date((made.entries[0]?.modified ?? 0) * 1000).toISOString()).toBe("1980-01-01T00:00:00.000Z");
  });

  test.each([
    ["a signature of RECORD", "demo-1.0.dist-info/RECORD.jws", "its RECORD is signed"],
    ["a damaged archive", null, /zip/],
  ])("%s: it is left as it is, with the reason", async (_what, name, reason) => {
    const extra = name === null ? [] : [{ name, content: "{}" }];
    const members = [
      { name: "demo-1.0.dist-info/RECORD", content: "demo-1.0.dist-info/RECORD,,\n" },
      ...extra,
    ];
    const whole = buildZip({ members });
    const bytes = name === null ? whole.subarray(0, -10) : whole;
    const { told, bytes: after } = await normalized(WHEEL, bytes);
    expect(told.kept).toMatch(reason);
    expect(after.equals(bytes)).toBe(true);
  });
});

describe("an sdist", () => {
  const LONG = `demo-1.0/${"long/".repeat(60)}name.py`;
  const members = (when: number, owner: readonly [string, string], mode: number) => [
    { name: "demo-1.0/", type: "5", mode: 0o755, modified: when, owner },
    {
      name: "demo-1.0/PKG-INFO",
      content: "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n",
      modified: when,
      owner,
      mode,
    },
    { name: "demo-1.0/run.sh", content: "#!/bin/sh\n", modified: when + 3, owner, mode: mode | 0o111 },
    { name: "demo-1.0/größe.txt", content: "größe", modified: when, owner, mode },
    { name: "demo-1.0/link", type: "2", linkTarget: "run.sh", modified: when, owner },
  ];

  test("times, owners, permissions and order no longer decide its bytes", async () => {
    const one = await normalized(SDIST, buildTarGz(members(1_700_000_000, ["anna", "staff"], 0o644)));
    const two = await normalized(SDIST, buildTarGz(members(1_500_000_000, ["", ""], 0o664).toReversed()));
    expect(one.bytes.equals(two.bytes)).toBe(true);
    await using made = await openBytes(SDIST, one.bytes);
    expect(made.problems).toEqual([]);
    expect(made.entries.map(({ name, kind, mode, owner }) => [name, kind, mode, owner])).toEqual([
      ["demo-1.0", "directory", 0o755, undefined],
      ["demo-1.0/PKG-INFO", "file", 0o644, undefined],
      ["demo-1.0/größe.txt", "file", 0o644, undefined],
      ["demo-1.0/link", "symlink", 0o644, undefined],
      ["demo-1.0/run.sh", "file", 0o755, undefined],
    ]);
  });

  test("long and foreign names are kept", async () => {
    const bytes = buildTarGz([
      { name: "././@LongLink", type: "L", content: `${LONG}\0`, gnu: true },
      { name: "x", content: "1", gnu: true },
      { name: "demo-1.0/PKG-INFO", content: "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n" },
    ]);
    await using made = await openBytes(SDIST, (await normalized(SDIST, bytes)).bytes);
    expect(made.entries.map(({ name }) => name).sort()).toEqual(["demo-1.0/PKG-INFO", LONG].sort());
    expect(made.problems).toEqual([]);
  });
});
