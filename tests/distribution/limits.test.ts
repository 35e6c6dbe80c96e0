import { MemberVisit } from "../../src/distribution/member-visit.ts";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_LIMITS,
  type ArchiveLimits,
  type ArchiveReading,
} from "../../src/distribution/archive/archive.ts";
import { isScanned, openDistribution } from "../../src/distribution/distribution.ts";
import { readTarGz } from "../../src/distribution/archive/tar-reader.ts";
import { readZip } from "../../src/distribution/archive/zip-reader.ts";
import { bytesSource, codes, openBuilt } from "../support/open-bytes.ts";
import { sdist } from "../support/sdist.ts";
import { wheel } from "../support/wheel.ts";

const options = (limits: Partial<ArchiveLimits>) => ({
  keep: () => 0,
  limits: { ...DEFAULT_LIMITS, ...limits },
  sha256: null,
  visit: new MemberVisit([], "wheel"),
});

const tar = (limits: Partial<ArchiveLimits>): Promise<ArchiveReading> =>
  readTarGz(bytesSource(sdist().file("a", "a").file("b", "b").build()), options(limits));

const zip = (limits: Partial<ArchiveLimits>): Promise<ArchiveReading> =>
  readZip(bytesSource(wheel().file("demo/big.bin", Buffer.alloc(5_000_000, 1)).build()), options(limits));

describe("the limits of a reading", () => {
  test("a tar with too many members is not read on", async () => {
    const reading = await tar({ entries: 2 });
    expect(reading.problems).toMatchObject([{ code: "A003", slug: "too-many-members" }]);
    expect(reading.entries).toHaveLength(2);
    expect(reading.sha256).toHaveLength(64);
  });

  test("a tar that unpacks to too much is not read on", async () => {
    expect((await tar({ unpackedBytes: 100 })).problems).toMatchObject([{ code: "A003", slug: "tar-bomb" }]);
  });

  test("a tar over the ratio, yet small, is read to its end and told", async () => {
    const reading = await tar({ bombBytes: 2000, ratio: 0.1 });
    expect(reading.problems).toMatchObject([{ code: "A003", slug: "tar-bomb" }]);
    expect(reading.entries).toHaveLength(3);
  });

  test("of more members than nearly every package has the sources are not read, which is a note", async () => {
    const many = Array.from({ length: 25_001 }).reduce<ReturnType<typeof sdist>>(
      (built, _, at) => built.file(`m${at}.py`, ""),
      sdist(),
    );
    await using distribution = await openBuilt(many);
    expect(distribution.problems).toMatchObject([{ code: "A003", slug: "many-members" }]);
    expect(isScanned(distribution)).toBe(false);
    expect(isScanned({ entries: distribution.entries.slice(1000) })).toBe(true);
  });

  test("an empty member that nobody wants is not kept", async () => {
    expect((await readTarGz(bytesSource(sdist().file("a", "").build()), options({}))).kept.size).toBe(0);
    expect((await readZip(bytesSource(wheel().file("a", "").build()), options({}))).kept.size).toBe(0);
  });

  test("a zip with too many members is not read", async () => {
    expect((await zip({ entries: 2 })).problems).toMatchObject([{ code: "A003" }]);
  });

  test("of a zip that declares too much, only small members are unpacked", async () => {
    const reading = await zip({ unpackedBytes: 1000 });
    expect([...reading.digests.keys()].filter((name) => name.startsWith("demo/"))).toEqual([]);
    expect(reading.digests.size).toBe(3);
  });

  test("an error of the file system is thrown, and the file closed", async () => {
    let closed = 0;
    const source = {
      ...bytesSource(wheel().build()),
      read: () => Promise.reject(new Error("disk on fire")),
      [Symbol.asyncDispose]: () => Promise.resolve(void (closed += 1)),
    };
    const files = { open: () => Promise.resolve(source) };
    await expect(openDistribution("demo-1.0-py3-none-any.whl", files)).rejects.toThrow("disk on fire");
    await expect(openDistribution("demo-1.0.tar.gz", files)).rejects.toThrow("disk on fire");
    expect(closed).toBe(2);
  });
});

describe("metadata that nobody can mean", () => {
  const endless = "x".repeat(5 * 2 ** 20);

  test("METADATA of a wheel beyond 4 MiB is told, and not read", async () => {
    const distribution = await openBuilt(wheel().description(endless));
    expect(distribution.metadata).toBeNull();
    expect(distribution.problems.map(({ message }) => message)).toContain(
      "The METADATA file is larger than 4 MiB: it is not read.",
    );
  });

  test("PKG-INFO of an sdist, too", async () => {
    const distribution = await openBuilt(sdist().description(endless));
    expect(codes(distribution)).toContain("A006");
    expect(distribution.metadata).toBeNull();
  });
});

describe("links that lead in a circle", () => {
  test("are told, a chain with an end is not", async () => {
    const link = (name: string, linkTarget: string) => ({ name: `demo-1.0/${name}`, type: "2", linkTarget });
    const circle = await openBuilt(
      sdist().member(link("a", "b")).member(link("b", "a")).member(link("c", "c")),
    );
    expect(circle.problems).toMatchObject([
      { code: "A017", slug: "link-loop", entry: "demo-1.0/a", more: ["demo-1.0/b", "demo-1.0/c"] },
    ]);
    const chain = await openBuilt(sdist().file("x", "").member(link("a", "b")).member(link("b", "x")));
    expect(codes(chain)).toEqual([]);
  });
});
