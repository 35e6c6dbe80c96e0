import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openDistribution } from "../../../src/distribution/distribution.ts";
import { bytesFiles, only, openBuilt } from "../../support/open-bytes.ts";
import { wheel, type WheelBuilder } from "../../support/wheel.ts";
import { zip64Extra } from "../../support/zip.ts";

const good = (): WheelBuilder =>
  wheel().file("demo/__init__.py", "x = 1\n").file("demo/data.txt", "a".repeat(1000));

const words = (reason: string): string =>
  `Invalid distribution file. ZIP archive not accepted: ${reason}. See <pypi-docs>/archives for more information`;

/** The one problem of a wheel, for what must be told once. */
describe("a sound wheel", () => {
  test("is read without a complaint", async () => {
    const builder = good()
      .file("demo/sub/", "", { mode: 0o040755, method: 0 })
      .entryPoints("[console_scripts]\nd = demo:main\n");
    const bytes = builder.build();
    const distribution = await openBuilt(builder);
    expect(distribution.problems).toEqual([]);
    expect(distribution.digests.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(
      distribution.entries.map(({ name, kind, size, mode }) => ({ name, kind, size, mode })).slice(0, 3),
    ).toEqual([
      { name: "demo/__init__.py", kind: "file", size: 6, mode: 0o644 },
      { name: "demo/data.txt", kind: "file", size: 1000, mode: 0o644 },
      { name: "demo/sub", kind: "directory", size: 0, mode: 0o755 },
    ]);
    expect(distribution.entryDigests.get("demo/__init__.py")).toEqual({
      sha256: createHash("sha256").update("x = 1\n").digest("hex"),
      size: 6,
    });
    expect(distribution.metadata?.name).toBe("demo");
    expect(distribution.wheelFile?.get("tag")).toEqual(["py3-none-any"]);
    expect(distribution.record?.rows).toHaveLength(6);
    expect(distribution.entryPoints?.groups.get("console_scripts")).toHaveLength(1);
  });

  test("may carry a comment for the archive, stored members, and zip64 records", async () => {
    const variants = [
      good().zip({ comment: "made by hand" }),
      good().members((member) => ({ ...member, method: 0 })),
      good().zip({ zip64: true }),
      good().members((member) => ({
        ...member,
        local: {
          size: 0xffffffff,
          packedSize: 0xffffffff,
          extra: zip64Extra(
            Buffer.byteLength(member.content ?? ""),
            deflateRawSync(Buffer.from(member.content ?? "")).length,
          ),
        },
      })),
    ];
    for (const variant of variants) expect((await openBuilt(variant)).problems).toEqual([]);
  });

  test("gives its members again, within a bound", async () => {
    const distribution = await openBuilt(good());
    expect(Buffer.from((await distribution.read("demo/data.txt")) as Uint8Array).toString()).toBe(
      "a".repeat(1000),
    );
    expect(
      Buffer.from((await distribution.read("demo-1.0.dist-info/WHEEL", 1000)) as Uint8Array).toString(),
    ).toContain("Wheel-Version");
    expect(await distribution.read("demo/absent.py")).toBeNull();
    await expect(distribution.read("demo/data.txt", 999)).rejects.toThrow(RangeError);
    await expect(distribution.read("demo-1.0.dist-info/WHEEL", 3)).rejects.toThrow(RangeError);
  });

  test("is not hashed again when the digest is known", async () => {
    const builder = good();
    const known = { sha256: "f".repeat(64) };
    const distribution = await openDistribution(builder.fileName, bytesFiles(builder.build()), known);
    expect(distribution.digests.sha256).toBe(known.sha256);
  });

  test("every byte is read once, the directory and the first block excepted", async () => {
    const builder = wheel();
    for (let index = 0; index < 300; index += 1)
      builder.file(
        `demo/f${index}.bin`,
        createHash("sha512").update(String(index)).digest().toString("hex").repeat(200),
        { method: 0 },
      );
    const bytes = builder.build();
    const directory = bytes.indexOf("PK\x01\x02", 0, "latin1");
    const seen: [number, number][] = [];
    await openDistribution(
      builder.fileName,
      bytesFiles(bytes, (offset, length) => seen.push([offset, length])),
    );
    const members = seen.filter(([offset, length]) => offset < directory && length > 512);
    const total = members.reduce((sum, [, length]) => sum + length, 0);
    const tail = members.filter(([offset, length]) => offset + length === bytes.length);
    // The tail of 64 KiB is looked through for the end record before the walk.
    expect(total).toBeLessThanOrEqual(bytes.length + 22 + 0xffff + 76);
    expect(tail.length).toBeLessThanOrEqual(2);
  });
});

describe("what a stream and a directory would see differently", () => {
  test("a data descriptor", async () => {
    const descriptor = Buffer.from("PK\x07\x08............", "latin1");
    const problem = await only(
      good().members((member) =>
        member.name === "demo/__init__.py"
          ? { ...member, flags: 0x808, local: { size: 0, packedSize: 0, crc: 0 }, after: descriptor }
          : member,
      ),
    );
    expect(problem).toMatchObject({
      code: "A011",
      pypi: words("ZIP contains a data descriptor"),
      entry: "demo/__init__.py",
    });
  });

  test("another name in the local header", async () => {
    const problem = await only(good().file("demo/a.py", "", { local: { name: "demo/b.py" } }));
    expect(problem).toMatchObject({ code: "A010", pypi: words("Filename not in central directory") });
  });

  test("a hidden member behind a known one", async () => {
    const problem = await only(good().unlisted({ name: "demo/hidden.py", content: "evil", central: false }));
    expect(problem).toMatchObject({ code: "A010", slug: "zip-member-hidden", entry: "demo/hidden.py" });
  });

  test("a member that is in the directory only", async () => {
    const problem = await only(good().file("demo/ghost.py", "boo", { local: false, central: { offset: 1 } }));
    expect(problem).toMatchObject({
      code: "A010",
      slug: "zip-member-missing",
      pypi: words("Missing filename in local headers"),
    });
  });

  test("two directory entries on one member", async () => {
    const problem = await only(
      good().file("demo/twin.py", "x = 1\n", { local: false, central: { offset: 0 } }),
    );
    expect(problem).toMatchObject({ code: "A010", slug: "zip-members-overlap", entry: "demo/twin.py" });
  });

  test("data that runs into the next member", async () => {
    const long = { packedSize: 5000 };
    const { problems } = await openBuilt(good().file("demo/long.py", "z", { local: long, central: long }));
    expect(problems.map(({ slug }) => slug)).toContain("zip-members-overlap");
  });

  test("another checksum, size or method in the local header", async () => {
    for (const [local, pypi] of [
      [{ crc: 1 }, undefined],
      [{ method: 0 }, undefined],
      [
        { extra: zip64Extra(3, 99), packedSize: 0xffffffff, size: 0xffffffff },
        words("Mis-matched data size"),
      ],
      [{ size: 1 }, words("Mis-matched file size")],
    ] as const) {
      const problem = await only(good().file("demo/a.py", "abc", { local }));
      expect(problem).toMatchObject({ code: "A010", slug: "zip-headers-differ" });
      expect(problem.pypi).toBe(pypi);
    }
  });

  test("a wrong count in the end record", async () => {
    expect(await only(good().zip({ end: { entries: 1 } }))).toMatchObject({
      code: "A010",
      pypi: words("Mismatched central directory records"),
    });
  });

  test("bytes in front, between, behind, and behind compressed data", async () => {
    const junk = Buffer.from('#!/bin/sh\nexec python "$0"\n            ');
    expect(await only(good().zip({ before: junk }))).toMatchObject({
      code: "A013",
      pypi: words("Unknown record signature"),
    });
    expect(await only(good().zip({ after: junk }))).toMatchObject({
      code: "A013",
      pypi: words("Trailing data"),
    });
    expect(await only(good().file("demo/a.py", "", { after: junk }))).toMatchObject({
      code: "A013",
      slug: "zip-foreign-bytes",
    });
    const packed = Buffer.concat([deflateRawSync("abc"), junk]);
    expect(await only(good().file("demo/a.py", "abc", { packed }))).toMatchObject({
      code: "A013",
      slug: "zip-bytes-behind-data",
    });
  });

  test("an end record that points before the directory, without a prefix", async () => {
    const { problems } = await openBuilt(good().zip({ end: { directoryStart: 40 } }));
    expect(problems.map(({ code }) => code)).toContain("A013");
    const later = await openBuilt(good().zip({ end: { directoryStart: 1_000_000 } }));
    expect(later.problems.map(({ pypi }) => pypi)).toContain(words("Mismatched central directory offset"));
  });

  test("two archives in one file", async () => {
    const problem = await only(good().zip({ before: good().build() }));
    expect(problem).toMatchObject({ code: "A013", slug: "zip-prefix", pypi: words("Trailing data") });
  });

  test("a duplicate", async () => {
    const problem = await only(good().unlisted({ name: "demo/__init__.py", content: "x = 1\n" }));
    expect(problem).toMatchObject({ code: "A009", pypi: words("Duplicate filename in local headers") });
  });
});

describe("files that are no zip", () => {
  test("truncated anywhere, empty, text", async () => {
    const whole = good().build();
    for (const length of [whole.length - 1, whole.length - 22, whole.length / 2, 40]) {
      const builder = { fileName: "demo-1.0-py3-none-any.whl", build: () => whole.subarray(0, length) };
      const { problems } = await openBuilt(builder);
      expect(problems).toMatchObject([
        { code: "A020", pypi: "Invalid distribution file. File is not a zipfile" },
      ]);
    }
    for (const content of ["", "PK", "not a zip at all"]) {
      const builder = { fileName: "demo-1.0-py3-none-any.whl", build: () => Buffer.from(content) };
      expect((await openBuilt(builder)).problems).toMatchObject([{ code: "A001" }]);
    }
  });

  test("a directory that is not one", async () => {
    const whole = good().build();
    whole[whole.indexOf("PK\x01\x02", 0, "latin1") + 2] = 9;
    const { problems } = await openBuilt({ fileName: "demo-1.0-py3-none-any.whl", build: () => whole });
    expect(problems).toMatchObject([{ code: "A020", pypi: "Invalid distribution file. None" }]);
  });

  test.each([
    ["\x06\x06", 4, "ZIP64 extensible data not allowed"],
    ["\x06\x06", 24, "Malformed zip file"],
    ["\x06\x07", 8, "Malformed zip file"],
    ["\x05\x06", 8, "Malformed zip file"],
  ])("end records of which %j, byte %i, is wrong", async (record, offset, reason) => {
    const whole = good().zip({ zip64: true }).build();
    whole[whole.indexOf(`PK${record}`, 0, "latin1") + offset] = 7;
    const { problems } = await openBuilt({ fileName: "demo-1.0-py3-none-any.whl", build: () => whole });
    expect(problems).toMatchObject([{ code: "A015", slug: "zip-end-malformed", pypi: words(reason) }]);
  });

  test("a zip64 locator that leads to nothing", async () => {
    const whole = good().zip({ zip64: true }).build();
    whole[whole.indexOf("PK\x06\x06", 0, "latin1")] = 0;
    const { problems } = await openBuilt({ fileName: "demo-1.0-py3-none-any.whl", build: () => whole });
    expect(problems).toMatchObject([{ code: "A020" }]);
  });
});
