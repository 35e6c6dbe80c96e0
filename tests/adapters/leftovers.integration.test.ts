import { spawnSync } from "node:child_process";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryName } from "../../src/adapters/leftovers.ts";
import { nodeFiles } from "../../src/adapters/node-files.ts";
import { temporaryDirectory } from "../support/tree.ts";

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test("what a killed run left is removed by the next one; what runs, or is somebody else's, stays", async () => {
  await using root = await temporaryDirectory("shipwheel-leftovers-");
  const of = (pid: number, prefix = "build"): string =>
    `${temporaryName(prefix).replace(String(process.pid), String(pid))}abcDEF`;
  const dead = endedProcess();
  const elsewhere = of(dead).replace(/-[0-9a-f]{6}-/, "-000000-");
  const kept = [of(process.pid), elsewhere, "shipwheel-build-abcDEF", "mine"];
  for (const name of [of(dead), of(dead, "index"), ...kept]) {
    await mkdir(join(root.path, name, "deep"), { recursive: true });
    await writeFile(join(root.path, name, "deep", "file"), "");
  }
  await symlink(join(root.path, "mine"), join(root.path, of(dead, "link")));
  const files = nodeFiles(root.path);
  const made = await files.temporaryDirectory("build");
  await files.removeTemporary();
  expect(await readdir(root.path)).toEqual([...kept, of(dead, "link")].toSorted());
  expect(await readdir(join(root.path, "mine", "deep"))).toEqual(["file"]);
  expect(basename(made)).toMatch(/^shipwheel-build-[0-9a-f]{6}-\d+-\w{6}$/);
});
