import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { codes, only, openBytes } from "../support/open-bytes.ts";
import { sdist, tarMember, type SdistBuilder } from "../support/sdist.ts";
import { wheel } from "../support/wheel.ts";

const good = (): SdistBuilder => sdist().file("demo.py", "x = 1\n").file("pyproject.toml", "[project]\n");

const fileName = "demo-1.0.tar.gz";

const raw = (bytes: Uint8Array): { fileName: string; build(): Uint8Array } => ({
  fileName,
  build: () => bytes,
});

describe("damaged and dishonest files", () => {
  test("not gzip, gzip of something else, empty", async () => {
    for (const bytes of [Buffer.from("text"), gzipSync("text"), gzipSync(""), Buffer.alloc(0)])
      expect(await only(raw(bytes))).toMatchObject({
        code: "A001",
        pypi: "Invalid distribution file. File is not a tarfile",
      });
  });

  test("a tar without members", async () => {
    expect(await only(raw(gzipSync(Buffer.alloc(1024))))).toMatchObject({
      code: "A005",
      pypi: "Invalid distribution file. Incorrect number of top-level directories in sdist",
    });
  });

  test("another compression, or none: PyPI opens it first, and then cannot", async () => {
    for (const bytes of [
      Buffer.from("BZh91AY&SY"),
      Buffer.from("\xfd7zXZ\0\0", "latin1"),
      gunzipSync(good().build()),
    ])
      expect(await only(raw(bytes))).toMatchObject({
        code: "A001",
        pypi: "Invalid distribution file. None",
      });
  });

  test("damage behind the end of the tar: PyPI reads no further", async () => {
    const whole = good().build();
    const wrongSum = Buffer.from(whole);
    wrongSum.writeUInt32LE(1, whole.length - 8);
    for (const bytes of [whole.subarray(0, -1), whole.subarray(0, -8), wrongSum]) {
      const problem = await only(raw(bytes));
      expect(problem.code).toBe("A020");
      expect(problem.pypi).toBeUndefined();
    }
  });

  test("truncated", async () => {
    const noise = createHash("sha512").update("noise").digest("hex").repeat(3000);
    const whole = good().file("noise.txt", Buffer.from(noise)).build();
    for (const length of [whole.length - 200, whole.length - 2000])
      expect(await only(raw(whole.subarray(0, length)))).toMatchObject({
        code: "A020",
        pypi: "Invalid distribution file. None",
      });
  });

  test("a tar that ends in a member, behind sound gzip data", async () => {
    const tar = good().buildTar();
    expect(await only(raw(gzipSync(tar.subarray(0, 512 * 2 + 100))))).toMatchObject({
      code: "A020",
      slug: "tar-truncated",
    });
  });

  test("wrong checksum, size, header", async () => {
    for (const back of [8, 4]) {
      const whole = good().build();
      whole[whole.length - back] = (whole[whole.length - back] as number) ^ 1;
      expect(await only(raw(whole))).toMatchObject({ code: "A020", slug: "gzip-damaged" });
    }
    const broken = good().member({ name: "demo-1.0/x", badChecksum: true });
    expect(await only(broken)).toMatchObject({ code: "A020", slug: "tar-header-damaged" });
    const pax = { name: "PaxHeader", type: "x", content: "999 path=x\n" };
    expect(await only(good().member(pax))).toMatchObject({ code: "A020", slug: "tar-header-damaged" });
    const huge = { name: "PaxHeader", type: "x", content: "", size: 2 ** 21 };
    expect(await only(good().member(huge))).toMatchObject({ code: "A020", slug: "tar-header-damaged" });
    const negative = { name: "demo-1.0/x", sizeField: Buffer.alloc(12, 0xff) };
    expect(await only(good().member(negative))).toMatchObject({ code: "A020", slug: "tar-header-damaged" });
  });

  test("several gzip members are read on, and told", async () => {
    const tar = good().buildTar();
    const parts = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]);
    const distribution = await openBytes(fileName, parts);
    expect(distribution.problems).toMatchObject([{ code: "A023", slug: "gzip-several-members" }]);
    expect(distribution.metadata?.name).toBe("demo");
  });

  test("trailing bytes behind the gzip data or the tar's end", async () => {
    const trailing = Buffer.concat([good().build(), Buffer.from("junk")]);
    expect(await only(raw(trailing))).toMatchObject({ code: "A023", slug: "gzip-trailing-bytes" });
    const hidden = Buffer.concat([Buffer.alloc(1024), tarMember({ name: "demo-1.0/hidden", content: "x" })]);
    expect(await only(good().end(hidden))).toMatchObject({ code: "A023", slug: "tar-bytes-behind-end" });
  });

  test("a zip behind the gzip data makes it both", async () => {
    const both = Buffer.concat([good().build(), wheel().build()]);
    expect(await only(raw(both))).toMatchObject({ code: "A002" });
  });

  test("a bomb is reported and not followed to its end", async () => {
    const tar = Buffer.concat([
      good().buildTar().subarray(0, -1024),
      tarMember({ name: "demo-1.0/z", size: 2 ** 33 - 1 }),
    ]);
    const zeros = Buffer.alloc(400 * 2 ** 20);
    const packed = gzipSync(Buffer.concat([tar, zeros]), { level: 1 });
    const distribution = await openBytes(fileName, packed);
    // Read to its end it would be truncated, A020.
    expect(codes(distribution)).toEqual(["A003"]);
  });
});
