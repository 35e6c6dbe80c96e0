import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/adapters/node-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sw-files-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("node files", () => {
  test("a TMPDIR that cannot be used is named", async () => {
    const files = nodeFiles(join(root, "nowhere"));
    await expect(files.temporaryDirectory("x")).rejects.toMatchObject({
      code: "run/no-temporary-directory",
      remedy: "set TMPDIR to a writable directory",
    });
  });

  test("write leaves the old content when it cannot finish, and no temporary neighbour", async () => {
    const files = nodeFiles(root);
    await files.write(join(root, "a"), "old");
    await mkdir(join(root, "b"));
    await expect(files.write(join(root, "b"), "new")).rejects.toMatchObject({
      code: process.platform === "win32" ? "EPERM" : "EISDIR",
    });
    expect((await readdir(root)).sort()).toEqual(["a", "b"]);
    expect(await files.readText(join(root, "a"))).toBe("old");
  });

  test("writeStream never overwrites", async () => {
    const files = nodeFiles(root);
    async function* content(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("abc");
    }
    await files.writeStream(join(root, "new"), content());
    expect(await files.readText(join(root, "new"))).toBe("abc");
    await expect(files.writeStream(join(root, "new"), content())).rejects.toMatchObject({ code: "EEXIST" });
  });

  test("a byte source reads ranges, and less only at the end", async () => {
    const files = nodeFiles(root);
    await files.write(join(root, "s"), "0123456789");
    await using source = await files.open(join(root, "s"));
    expect(source.size).toBe(10);
    expect(Buffer.from(await source.read(2, 3)).toString()).toBe("234");
    expect(Buffer.from(await source.read(8, 10)).toString()).toBe("89");
    const parts: string[] = [];
    for await (const chunk of source.stream(3, 7)) parts.push(Buffer.from(chunk).toString());
    expect(parts.join("")).toBe("3456");
  });

  test.skipIf(process.platform === "win32")(
    "stat tells nothing from something, and does not follow links",
    async () => {
      const files = nodeFiles(root);
      await files.symlink("nowhere", join(root, "link"));
      expect(await files.stat(join(root, "link"))).toMatchObject({ kind: "symlink" });
      expect(await files.stat(join(root, "none"))).toBeNull();
    },
  );

  test("remove also removes what was made read-only", async () => {
    const files = nodeFiles(root);
    await mkdir(join(root, "d", "e"), { recursive: true });
    await writeFile(join(root, "d", "e", "f"), "");
    await chmod(join(root, "d", "e"), 0o500);
    await files.remove(join(root, "d"));
    expect(await files.stat(join(root, "d"))).toBeNull();
  });

  test("temporary directories are removed together", async () => {
    const files = nodeFiles(root);
    const one = await files.temporaryDirectory("x");
    await files.write(join(one, "y"), "z");
    await files.removeTemporary();
    expect(await readdir(root)).toEqual([]);
  });

  test("sha256 streams the file", async () => {
    const files = nodeFiles(root);
    await files.write(join(root, "a"), "abc");
    expect(await files.sha256(join(root, "a"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
