import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readingFiles } from "../../src/adapters/reading-files.ts";

const files = readingFiles();
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "reading-"));
  writeFileSync(join(root, "a"), "text");
  mkdirSync(join(root, "d"));
  symlinkSync("a", join(root, "l"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test.skipIf(process.platform === "win32")("tells what is there, without following a link", async () => {
  expect(await files.stat(join(root, "a"))).toMatchObject({ kind: "file", size: 4 });
  expect(await files.list(root)).toEqual([
    { name: "a", kind: "file" },
    { name: "d", kind: "directory" },
    { name: "l", kind: "symlink" },
  ]);
});

test("nothing is there, also below a file", async () => {
  expect(await files.stat(join(root, "missing"))).toBeNull();
  expect(await files.stat(join(root, "a", "below"))).toBeNull();
});

test("what cannot be read is a rejection with its code", async () => {
  await expect(files.readText(join(root, "missing"))).rejects.toMatchObject({ code: "ENOENT" });
  await expect(files.list(join(root, "a"))).rejects.toMatchObject({ code: "ENOTDIR" });
});
