import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/adapters/node-files.ts";
import { applyEdits } from "../../src/git/apply-edits.ts";

let root = "";
const ports = { files: nodeFiles(tmpdir()) };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "edits-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("writes, creates and removes, and keeps the mode", async () => {
  await writeFile(join(root, "a.sh"), "one\n");
  await chmod(join(root, "a.sh"), 0o755);
  await writeFile(join(root, "b"), "gone\n");
  await applyEdits(
    root,
    [
      { path: "a.sh", before: "one\n", after: "two\n" },
      { path: "b", before: "gone\n", after: null },
      { path: "c", before: null, after: "new\n" },
    ],
    ports,
  );
  expect(await readFile(join(root, "a.sh"), "utf8")).toBe("two\n");
  if (process.platform !== "win32") expect((await stat(join(root, "a.sh"))).mode & 0o777).toBe(0o755);
  expect(await readFile(join(root, "c"), "utf8")).toBe("new\n");
  await expect(stat(join(root, "b"))).rejects.toThrow("ENOENT");
});

test("a file that a person changed in between stops all of it", async () => {
  await writeFile(join(root, "a"), "one\n");
  await writeFile(join(root, "b"), "mine\n");
  const edits = [
    { path: "a", before: "one\n", after: "two\n" },
    { path: "b", before: "theirs\n", after: "x\n" },
  ];
  await expect(applyEdits(root, edits, ports)).rejects.toMatchObject({ code: "run/file-changed" });
  expect(await readFile(join(root, "a"), "utf8")).toBe("one\n");
});

test("what was made is taken back when a later edit fails", async () => {
  await writeFile(join(root, "a"), "one\n");
  const edits = [
    { path: "a", before: "one\n", after: "two\n" },
    // Below a file there can be no other one.
    { path: "a/below", before: null, after: "x\n" },
  ];
  await expect(applyEdits(root, edits, ports)).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(await readFile(join(root, "a"), "utf8")).toBe("one\n");
});

test.skipIf(process.platform === "win32").each(["a", "below/a"])(
  "through a link nothing is written, and where it leads is said: %s",
  async (path) => {
    const other = await mkdtemp(join(tmpdir(), "elsewhere-"));
    await writeFile(join(other, "a"), "one\n");
    await symlink(path === "a" ? join(other, "a") : other, join(root, path.split("/")[0] ?? ""));
    const made = applyEdits(root, [{ path, before: "one\n", after: "two\n" }], ports);
    await expect(made).rejects.toMatchObject({ code: "run/linked-file" });
    expect(await readFile(join(other, "a"), "utf8")).toBe("one\n");
    await rm(other, { recursive: true });
  },
);
