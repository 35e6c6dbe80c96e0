import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { only, openBuilt, openBytes } from "../../support/open-bytes.ts";
import { buildTar, paxHeader, sdist, type SdistBuilder } from "../../support/sdist.ts";

const good = (): SdistBuilder => sdist().file("demo.py", "x = 1\n").file("pyproject.toml", "[project]\n");

const fileName = "demo-1.0.tar.gz";

const raw = (bytes: Uint8Array): { fileName: string; build(): Uint8Array } => ({
  fileName,
  build: () => bytes,
});

describe("a sound sdist", () => {
  test("is read without a complaint", async () => {
    const builder = good().member({ name: "demo-1.0/docs/", type: "5", mode: 0o755 });
    const distribution = await openBuilt(builder);
    expect(distribution.problems).toEqual([]);
    expect(distribution.digests.sha256).toBe(createHash("sha256").update(builder.build()).digest("hex"));
    expect(distribution.metadata?.version).toBe("1.0");
    expect(distribution.entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "file demo-1.0/PKG-INFO",
      "file demo-1.0/demo.py",
      "file demo-1.0/pyproject.toml",
      "directory demo-1.0/docs",
    ]);
    expect(distribution.entryDigests.get("demo-1.0/demo.py")).toEqual({
      sha256: createHash("sha256").update("x = 1\n").digest("hex"),
      size: 6,
    });
  });

  test("long names by prefix, pax and GNU headers, sizes in base 256", async () => {
    const long = `demo-1.0/${"d".repeat(120)}/é.py`;
    const size = Buffer.alloc(12);
    size[0] = 0x80;
    size[11] = 3;
    const distribution = await openBuilt(
      good()
        .member(paxHeader({ comment: "abc" }, "g"))
        .member(paxHeader({ path: long, size: "4" }))
        .member({ name: "cut", content: "pax!", size: 0 })
        .member({ name: "././@LongLink", content: `${long}2\0`, type: "L", gnu: true })
        .member({ name: "cut", content: "gnu", gnu: true })
        .member({ name: "deep.py", prefix: "demo-1.0/prefix", content: "p" })
        .file("size.bin", "123", { sizeField: size }),
    );
    expect(distribution.problems).toEqual([]);
    const names = distribution.entries.map(({ name, size: bytes }) => `${name} ${bytes}`).slice(3);
    expect(names).toEqual([`${long} 4`, `${long}2 3`, "demo-1.0/prefix/deep.py 1", "demo-1.0/size.bin 3"]);
  });

  test("links inside the tree are fine, whatever their length", async () => {
    const target = `${"t".repeat(120)}.py`;
    const distribution = await openBuilt(
      good()
        .member(paxHeader({ path: `demo-1.0/${target}` }))
        .member({ name: "cut", content: "x" })
        .member({ name: "@", content: `${target}\0`, type: "K", gnu: true })
        .member({ name: "demo-1.0/long", type: "2", gnu: true })
        .member({ name: "demo-1.0/a/b", type: "2", linkTarget: "../demo.py" })
        .member({ name: "demo-1.0/hard", type: "1", linkTarget: "demo-1.0/demo.py" }),
    );
    expect(distribution.problems).toEqual([]);
    expect(distribution.entries.map(({ linkTarget }) => linkTarget).slice(-3)).toEqual([
      target,
      "../demo.py",
      "demo-1.0/demo.py",
    ]);
  });

  test("gives its members again, within a bound", async () => {
    const big = Buffer.alloc(5_000_000, "0123456789");
    const distribution = await openBuilt(good().file("big.bin", big).file("last.txt", "end"));
    expect(Buffer.from((await distribution.read("demo-1.0/last.txt")) as Uint8Array).toString()).toBe("end");
    expect(await distribution.read("demo-1.0/big.bin", 6_000_000)).toHaveLength(5_000_000);
    await expect(distribution.read("demo-1.0/big.bin")).rejects.toThrow(RangeError);
    expect(await distribution.read("demo-1.0/absent")).toBeNull();
    expect(Buffer.from((await distribution.read("demo-1.0/PKG-INFO")) as Uint8Array).toString()).toContain(
      "Name: demo",
    );
  });

  test("the gzip header may name the file, hold a comment, extra fields and a checksum", async () => {
    const plain = good().build();
    const header = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([0b11110]),
      plain.subarray(4, 10),
      Buffer.from([2, 0, 9, 9]),
      Buffer.from("demo.tar\0comment\0"),
      Buffer.from([0, 0]),
    ]);
    expect((await openBytes(fileName, Buffer.concat([header, plain.subarray(10)]))).problems).toEqual([]);
  });
});

describe("members that have no place in an sdist", () => {
  test.each([
    ["../evil.py", "A016"],
    ["demo-1.0/../../evil.py", "A016"],
    ["/etc/passwd", "A016"],
    ["demo-1.0\\evil.py", "A016"],
    ["demo-1.0/\x01.py", "A014"],
  ])("the name %j is %s", async (name, code) => {
    expect(await only(good().member({ name, content: "x" }))).toMatchObject({ code, entry: name });
  });

  test("a name that is no UTF-8", async () => {
    const name = Buffer.from("demo-1.0/caf\xe9", "latin1");
    expect(await only(good().member({ name }))).toMatchObject({
      code: "A014",
      slug: "member-name-not-utf-8",
    });
  });

  test.each([
    ["2", "/etc/passwd", "link-absolute"],
    ["2", "../outside", "link-outside-the-tree"],
    ["2", "../../outside", "link-outside-the-tree"],
    ["2", "nowhere.py", "link-to-nothing"],
    ["1", "demo-1.0/nowhere.py", "link-to-nothing"],
    ["1", "../outside", "link-outside-the-tree"],
  ])("a link of type %s to %s: %s", async (type, linkTarget, slug) => {
    const problem = await only(good().member({ name: "demo-1.0/link", type, linkTarget }));
    expect(problem).toMatchObject({ code: "A017", slug, entry: "demo-1.0/link" });
  });

  test("a member behind a link", async () => {
    const builder = good()
      .file("real/x", "")
      .member({ name: "demo-1.0/sub", type: "2", linkTarget: "real" })
      .file("sub/evil.py", "x");
    expect(await only(builder)).toMatchObject({ code: "A017", slug: "member-behind-link" });
  });

  test.each([
    ["3", "A018"],
    ["4", "A018"],
    ["6", "A018"],
    ["Z", "A018"],
    ["S", "A008"],
  ])("type %s is %s", async (type, code) => {
    expect(await only(good().member({ name: "demo-1.0/odd", type }))).toMatchObject({
      code,
      entry: "demo-1.0/odd",
    });
  });

  test("a sparse member in pax clothes, which PyPI refuses", async () => {
    const builder = good()
      .member(paxHeader({ "GNU.sparse.major": "1" }))
      .file("sparse", "");
    expect((await only(builder)).pypi).toBe(
      "Invalid distribution file. tar archive not accepted: Sparse members are not allowed. See <pypi-docs>/archives for more information",
    );
  });

  test("duplicates, told apart by their content", async () => {
    expect(await only(good().file("demo.py", "x = 1\n"))).toMatchObject({
      code: "A025",
      slug: "duplicate-member",
    });
    expect(await only(good().file("demo.py", "y"))).toMatchObject({
      code: "A025",
      slug: "duplicate-member-differs",
    });
  });

  test("modes that open doors", async () => {
    const builder = good().file("a", "", { mode: 0o4755 }).file("b", "", { mode: 0o666 });
    expect(await only(builder)).toMatchObject({ code: "A019", entry: "demo-1.0/a" });
  });
});

describe("the layout", () => {
  test("two top folders, no folder, no PKG-INFO, PKG-INFO as a link, a folder of another name", async () => {
    const refused = (detail: string): string => `Invalid distribution file. ${detail}`;
    expect(await only(good().member({ name: "other/x.py" }))).toMatchObject({
      code: "A005",
      pypi: refused("Incorrect number of top-level directories in sdist"),
    });
    expect(await only(good().withoutPkgInfo())).toMatchObject({
      code: "A006",
      pypi: refused("PKG-INFO not found at demo-1.0/PKG-INFO"),
    });
    const link = { name: "demo-1.0/PKG-INFO", type: "2", linkTarget: "demo.py" };
    expect(await only(good().withoutPkgInfo().member(link))).toMatchObject({ code: "M037" });
    const elsewhere = buildTar([
      { name: "src/PKG-INFO", content: "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n" },
      { name: "src/x.py" },
    ]);
    expect(await only(raw(gzipSync(elsewhere)))).toMatchObject({ code: "A022" });
  });
});
