import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import { scratch } from "../acceptance/rehearsal.ts";
import { runHere } from "../support/in-process.ts";
import { PROGRAM } from "../support/program.ts";
import { execFileSync } from "node:child_process";

const ENV = { env: { GITHUB_TOKEN: "", GH_TOKEN: "" } };

test("--check finds what changed since, and writing it again mends that", async () => {
  using directory = scratch();
  const project = join(directory.path, "project");
  makeExample("pyforge", "repaired", project);
  const document = join(project, "docs/publishing.md");
  appendFileSync(document, "\nOurs.\n");
  expect((await runHere(["runbook", project, "--check"], ENV)).exit).toBe(0);
  rmSync(join(project, ".github"), { recursive: true });
  const stale = await runHere(["runbook", project, "--check"], ENV);
  expect(stale.exit).toBe(1);
  expect(stale.stdout).toContain("out of date");
  await runHere(["runbook", project], ENV);
  expect((await runHere(["runbook", project, "--check"], ENV)).exit).toBe(0);
  expect(readFileSync(document, "utf8")).toContain("\nOurs.\n");
});

// A new maintainer follows the document: of five in the default run one, of all by `npm run runbooks`.
const followed = process.env["SHIPWHEEL_RUNBOOKS"] === "all" ? stories.map(({ name }) => name) : ["lmstxt"];

test.each(followed)("--run follows %s's runbook in a fresh clone to a successful publish", (name) => {
  using directory = scratch();
  const project = join(directory.path, "project");
  makeExample(name, "repaired", project);
  // As a process: the program that the runbook's commands start is this very one.
  const stdout = execFileSync(process.execPath, [PROGRAM, "runbook", project, "--run", "--no-progress"], {
    encoding: "utf8",
    env: { ...process.env, SHIPWHEEL_STATE_DIR: join(directory.path, "state") },
  });
  expect(stdout.match(/^ok/gm)).toHaveLength(4);
  expect(stdout).toMatch(/published to the embedded index: \S+\.whl, \S+\.tar\.gz/);
});
