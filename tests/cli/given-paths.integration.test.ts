import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";

test("a place that takes nothing and a file that gives nothing are usage errors, before anything is built", async () => {
  using place = temporaryDirectory("paths");
  const options = { cwd: place.path };
  writeFileSync(join(place.path, "pyproject.toml"), '[project]\nname = "demo"\nversion = "1.0"\n');
  writeFileSync(join(place.path, "taken"), "");
  mkdirSync(join(place.path, "folder"));
  const code = async (...args: readonly string[]): Promise<string> => {
    const ended = await run([...args, "--json"], options);
    const { error } = document(ended) as unknown as { error: { code: string; message: string } };
    return `${ended.exit} ${error.code} ${error.message}`;
  };
  expect(await code("build", "-o", "taken")).toMatch(
    /^2 run\/output-unwritable cannot write to .*taken: it is not a/,
  );
  expect(await code("rehearse", "--ca", "folder")).toMatch(/^2 usage\/cannot-read .*it is a directory/);
  expect(await code("rehearse", "--ca", "nowhere.pem")).toMatch(/^2 usage\/cannot-read .*no such file/);
});
