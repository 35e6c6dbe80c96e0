import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { checkPaths, type CheckRequest } from "../../../src/check/inputs/check-paths.ts";
import type { Files } from "../../../src/ports/files.ts";
import { temporaryDirectory } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";

const rejected = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("permission denied"), { code: "EACCES" }));
const request = (path: string): CheckRequest => ({
  paths: [path],
  allowNoGit: true,
  select: ["A001", "F002"],
  ignore: [],
  offline: true,
});

/** Checks with a file system that rejects something: root, who runs some tests, may read everything. */
async function check(path: string, deny: Partial<Files>): Promise<unknown> {
  await using node = nodePorts({});
  const ports = { ...node.ports, files: { ...node.ports.files, ...deny } };
  return await checkPaths(request(path), ports).catch((error: unknown) => error);
}

test("a distribution that may not be read is a fault with its cure", async () => {
  await using directory = await temporaryDirectory("shipwheel-unreadable-");
  const path = await wheel().write(directory.path);
  expect(await check(path, { open: rejected })).toMatchObject({ code: "config/unreadable" });
  expect(await check(path, {})).toMatchObject({ findings: [] });
});

test("a folder of a tree without git that may not be listed, and a file that may not be read, are told", async () => {
  await using directory = await temporaryDirectory("shipwheel-unreadable-");
  mkdirSync(join(directory.path, "demo"));
  writeFileSync(join(directory.path, "pyproject.toml"), '[project]\nname = "demo"\n');
  expect(await check(directory.path, { list: rejected })).toMatchObject({ code: "config/unreadable" });
  expect(await check(directory.path, { read: rejected })).toMatchObject({ code: "config/unreadable" });
  expect(await check(directory.path, {})).toMatchObject({ findings: [{ rule: "F002" }] });
});
