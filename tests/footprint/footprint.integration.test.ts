import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";

test("the trials of the last run as a table in a document; without a run it is told", async () => {
  using place = temporaryDirectory("footprint");
  const options = { cwd: place.path, env: { SHIPWHEEL_STATE_DIR: join(place.path, "state") } };
  writeFileSync(join(place.path, "pyproject.toml"), "[tool.shipwheel.footprint]\nmax-dependencies = 0\n");
  expect((await run(["footprint", "--json"], options)).stdout).toContain("usage/no-report");
  const { fileName, bytes } = demoWheel();
  writeFileSync(join(place.path, fileName), bytes);
  await run(["verify", fileName, "--installer", "uv"], options);
  const ended = await run(["footprint", "--write", "README.md", "--json"], options);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  expect(document(ended)).toMatchObject({ rows: [{ extras: [], dependencies: 0 }], findings: [] });
  expect(readFileSync(join(place.path, "README.md"), "utf8")).toContain("| none |");
});
