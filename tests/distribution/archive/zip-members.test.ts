import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { crashes } from "../../../src/distribution/pypi-messages.ts";
import { codes, only, openBuilt } from "../../support/open-bytes.ts";
import { wheel, type WheelBuilder } from "../../support/wheel.ts";
import { zip64Extra, zipExtra } from "../../support/zip.ts";

const good = (): WheelBuilder =>
  wheel().file("demo/__init__.py", "x = 1\n").file("demo/data.txt", "a".repeat(1000));

const words = (reason: string): string =>
  `Invalid distribution file. ZIP archive not accepted: ${reason}. See <pypi-docs>/archives for more information`;

/** The one problem of a wheel, for what must be told once. */
describe("names", () => {
  test.each([
    ["../evil.py", "A016"],
    ["demo/../../evil.py", "A016"],
    ["/etc/passwd", "A016"],
    ["C:/evil.py", "A016"],
    ["demo\\evil.py", "A016"],
    ["demo/nul\0.py", "A014"],
    ["demo/line\nbreak.py", "A014"],
    ["demo/del\x7f.py", "A014"],
  ])("%j is %s", async (name, code) => {
    const problem = await only(good().file(name, "x"));
    expect(problem).toMatchObject({ code, entry: name });
    expect(problem.pypi).toBe(code === "A014" ? words("Invalid character in filename") : undefined);
  });

  test("bytes that are no UTF-8", async () => {
    const problem = await only(
      good().unlisted({ name: Buffer.from("demo/caf\xe9.py", "latin1"), content: "x" }),
    );
    expect(problem).toMatchObject({ code: "A014", slug: "member-name-not-utf-8" });
  });

  test("UTF-8 without the flag that says so, which Python reads as another code page", async () => {
    const problem = await only(good().file("demo/café.py", "x", { flags: 0 }));
    expect(problem).toMatchObject({ code: "A014", pypi: words("Filename not in central directory") });
    expect((await openBuilt(good().file("demo/café.py", "x"))).problems).toEqual([]);
  });
});

const ENCRYPTED = "RuntimeError: File is encrypted, password required for extraction";
const PATCHED = "NotImplementedError: compressed patched data (flag bit 5)";
const STRONG = "NotImplementedError: strong encryption (flag bit 6)";

describe("members that cannot be trusted", () => {
  test("a wrong checksum", async () => {
    const wrong = { crc: 7 };
    const problem = await only(good().file("demo/a.py", "abc", { local: wrong, central: wrong }));
    expect(problem).toMatchObject({ code: "A020", pypi: "Invalid distribution file. None" });
  });

  test("a size that is declared too large", async () => {
    const lie = { size: 10 };
    const problem = await only(good().file("demo/a.py", "abc", { local: lie, central: lie }));
    expect(problem).toMatchObject({ code: "A020", entry: "demo/a.py" });
    expect(problem.message).toContain("it has 3 bytes, not the declared 10");
  });

  test("a member whose unpacked bytes are more than asked for is not given", async () => {
    const builder = wheel().file("demo/a.py", "z".repeat(2000));
    await expect((await openBuilt(builder)).read("demo/a.py", 1500)).rejects.toThrow(RangeError);
  });

  test.each([10, 5_000_000])("a lie about a size of %i bytes", async (size) => {
    const content = "z".repeat(5_000_001);
    const lie = { size };
    const problem = await only(good().file("demo/a.py", content, { local: lie, central: lie }));
    expect(problem).toMatchObject({ code: "A020", entry: "demo/a.py" });
    expect(problem.message).toContain("declared size");
  });

  test.each([0, 8])("members above the limit of whole reading stream by, method %i", async (method) => {
    const content = Buffer.alloc(6_000_000, "0123456789abcde\n");
    const distribution = await openBuilt(good().file("demo/big.bin", content, { method }));
    expect(distribution.problems).toEqual([]);
    expect(distribution.entryDigests.get("demo/big.bin")).toEqual({
      sha256: createHash("sha256").update(content).digest("hex"),
      size: content.length,
    });
    expect(await distribution.read("demo/big.bin", 7_000_000)).toHaveLength(content.length);
  });

  test("damage in the middle of a large member", async () => {
    const packed = deflateRawSync(createHash("sha512").update("x").digest("hex").repeat(50_000));
    packed.fill(0xff, packed.length / 2, packed.length / 2 + 100);
    const size = { size: 6_400_000 };
    const problem = await only(good().file("demo/big.bin", "", { packed, local: size, central: size }));
    expect(problem).toMatchObject({ code: "A020", entry: "demo/big.bin" });
  });

  test("bytes behind the compressed data of a large member", async () => {
    const content = Buffer.alloc(6_000_000, "ab");
    const packed = Buffer.concat([deflateRawSync(content), Buffer.alloc(100_000, 1)]);
    const problem = await only(good().file("demo/big.bin", content, { packed }));
    expect(problem).toMatchObject({ code: "A013", slug: "zip-bytes-behind-data" });
    expect(problem.message).toContain("100000");
  });

  test("an encrypted member, another compression, a symbolic link, a comment, malformed extra fields", async () => {
    const twice = Buffer.concat([zip64Extra(3, 5), zip64Extra(3, 5)]);
    const rows: readonly [WheelBuilder, string, string | undefined][] = [
      [good().file("demo/a.txt", "abc", { flags: 0x801 }), "A021", undefined],
      [good().file("demo/a.py", "abc", { flags: 0x801 }), "A021", crashes(ENCRYPTED)],
      [good().file("demo/a.py", "abc", { flags: 0x820 }), "A021", crashes(PATCHED)],
      [good().file("demo/a.py", "abc", { flags: 0x840 }), "A021", crashes(STRONG)],
      [
        good().file("demo/a.py", "abc", { method: 14 }),
        "A004",
        "Invalid distribution file. File does not use a supported compression type",
      ],
      [good().file("demo/link", "../x", { mode: 0o120777 }), "K037", undefined],
      [
        good().file("demo/a.py", "abc", { central: { comment: "hi" } }),
        "A012",
        words("Comment in central directory"),
      ],
      [
        good().file("demo/a.py", "abc", { local: { extra: twice } }),
        "A015",
        words("Invalid duplicate extra in local file"),
      ],
      [
        good().file("demo/a.py", "abc", { local: { extra: Buffer.from([1, 0]) } }),
        "A015",
        words("Malformed zip file"),
      ],
      [
        good().file("demo/a.py", "abc", { local: { extra: zipExtra(1, Buffer.alloc(5)) } }),
        "A015",
        words("Malformed zip file"),
      ],
      [
        good().file("demo/a.py", "abc", { local: { extra: zipExtra(9, Buffer.alloc(5)).subarray(0, 6) } }),
        "A015",
        words("Malformed zip file"),
      ],
    ];
    for (const [builder, code, pypi] of rows) {
      const problem = await only(builder);
      expect(problem).toMatchObject({ code });
      expect(problem.pypi).toBe(pypi);
    }
  });

  test("a symbolic link tells its target", async () => {
    const distribution = await openBuilt(good().file("demo/link", "../x", { mode: 0o120777 }));
    expect(distribution.entries).toContainEqual({
      modified: 1_646_179_200,
      name: "demo/link",
      size: 0,
      kind: "symlink",
      mode: 0o777,
      linkTarget: "../x",
    });
  });

  test("a bomb is not unpacked", async () => {
    const zeros = Buffer.alloc(70 * 2 ** 20);
    const distribution = await openBuilt(good().file("demo/zeros.bin", zeros));
    expect(codes(distribution)).toEqual(["A003"]);
    expect(distribution.entryDigests.has("demo/zeros.bin")).toBe(false);
    expect(distribution.metadata?.name).toBe("demo");
  });
});
