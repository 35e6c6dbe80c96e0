import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { makeExecutable } from "../../scripts/executable.ts";
import { temporaryDirectory } from "../support/git.ts";
import { registries } from "./support.ts";

const scratch = temporaryDirectory("executable");
afterAll(() => scratch[Symbol.dispose]());

describe.skipIf(process.env["SHIPWHEEL_PACKAGES"] !== "all")(
  "the executable [else SKIPPED: npm run packages:try]",
  () => {
    test("rehearses an example where no Node.js is", async () => {
      const program = await makeExecutable(`linux-${process.arch}`, join(scratch.path, "made"));
      const [home, bin] = ["home", "bin"].map((name) => join(scratch.path, name)) as [string, string];
      for (const folder of [home, bin]) mkdirSync(folder);
      for (const tool of ["git", "python3"]) symlinkSync(join("/usr/bin", tool), join(bin, tool));
      const run = (...args: readonly string[]): SpawnSyncReturns<string> =>
        spawnSync(program, args, {
          env: { ...registries(), HOME: home, PATH: bin },
          encoding: "utf8",
          maxBuffer: 1 << 26,
        });
      expect(run("--version").stdout).toMatch(/^shipwheel \d/);
      const project = join(scratch.path, "lmstxt");
      makeExample("lmstxt", "repaired", project);
      const done = run("rehearse", project, "--json");
      expect(done.status, done.stderr + done.stdout).toBe(0);
      expect(JSON.parse(done.stdout)).toMatchObject({ verdict: "green" });
    });
  },
);
