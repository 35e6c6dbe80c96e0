import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFiles } from "../../../src/adapters/node-files.ts";
import { distributionsIn } from "../../../src/check/inputs/distributions-in.ts";
import { temporaryDirectory } from "../../support/git.ts";

test.each([
  [
    "a directory of distributions",
    ["b.whl", "a.tar.gz", ".gitignore", "SHA256SUMS", "._b.whl"],
    ["a.tar.gz", "b.whl"],
  ],
  ["a project that holds some", ["b.whl", "pyproject.toml"], null],
  ["a directory without any", ["README.md"], null],
])("%s", async (_title, names, expected) => {
  using scratch = temporaryDirectory();
  for (const name of names) writeFileSync(join(scratch.path, name), "");
  mkdirSync(join(scratch.path, "old.whl"));
  const found = await distributionsIn(scratch.path, { files: nodeFiles(scratch.path) });
  expect(found).toEqual(expected?.map((name) => join(scratch.path, name)) ?? [scratch.path]);
});

test("a file is itself, and so is what is not there", async () => {
  using scratch = temporaryDirectory();
  const ports = { files: nodeFiles(scratch.path) };
  const missing = join(scratch.path, "x.whl");
  expect(await distributionsIn(missing, ports)).toEqual([missing]);
  writeFileSync(missing, "");
  expect(await distributionsIn(missing, ports)).toEqual([missing]);
});
