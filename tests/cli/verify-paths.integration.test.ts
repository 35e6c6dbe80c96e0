import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";

test.each(["verify", "inspect"])("%s of what is no file is an error of usage", async (command) => {
  using scratch = temporaryDirectory();
  for (const name of ["dist", "demo-1.0-py3-none-any.whl"]) {
    mkdirSync(join(scratch.path, name));
    const ended = await run([command, name], { cwd: scratch.path });
    expect(ended.exit, ended.stderr).toBe(2);
    expect(ended.stderr).toContain("error[usage/not-distributions]");
  }
});
