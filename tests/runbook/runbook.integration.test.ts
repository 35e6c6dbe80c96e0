import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { terminal } from "../../src/adapters/terminal.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { runbookCommands } from "../../src/runbook/document.ts";
import { runRunbook } from "../../src/runbook/run.ts";
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

// A new maintainer follows the document: one runbook in the default run through the command line, all by `npm run runbooks`.
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
  expect(stdout).toMatch(/published to the built-in index: \S+\.whl, \S+\.tar\.gz/);
});

// Of the others the same but for one command: tests/acceptance/examples.integration.test.ts rehearses the same commits.
const REHEARSED = "shipwheel rehearse";

test.each(stories.map(({ name }) => name).filter((name) => !followed.includes(name)))(
  "%s's runbook leads from a fresh clone to a successful publish",
  async (name) => {
    using directory = scratch();
    const project = join(directory.path, "project");
    makeExample(name, "repaired", project);
    const document = readFileSync(join(project, "docs/publishing.md"), "utf8");
    const commands = runbookCommands(document);
    expect(commands).toContain(REHEARSED);
    await using node = nodePorts({
      variables: { ...terminal.variables, SHIPWHEEL_STATE_DIR: join(directory.path, "state") },
    });
    const { commands: ran, published } = await runRunbook(
      {
        root: project,
        commands: commands.filter((command) => command !== REHEARSED),
        self: [process.execPath, PROGRAM],
      },
      node.ports,
    );
    expect(ran.map(({ status, output }) => `${status} ${output}`)).toEqual(["0 ", "0 ", "0 "]);
    expect(published.map((file) => file.replace(/^.*(?=\.whl$|\.tar\.gz$)/, "")).toSorted()).toEqual([
      ".tar.gz",
      ".whl",
    ]);
  },
);
