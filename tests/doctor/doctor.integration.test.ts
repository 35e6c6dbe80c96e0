import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clockLine } from "../../src/doctor/probes/network.ts";
import { runHere } from "../support/in-process.ts";
import { GOOD_TREE } from "../support/tree.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";

const ENV = { env: { GITHUB_TOKEN: "", GH_TOKEN: "", SHIPWHEEL_TOKEN: "" } };
const NOW = new Date("2026-11-30T12:00:00Z");

test.each([
  ["Mon, 30 Nov 2026 12:00:10 GMT", "ok"],
  ["Mon, 30 Nov 2026 11:00:00 GMT", "wrong"],
  ["Mon, 30 Nov 2026 13:00:00 GMT", "wrong"],
  ["yesterday", "unknown"],
  [undefined, "unknown"],
])("the clock against the index's %s: %s", (date, state) => {
  expect(clockLine(date, NOW).state).toBe(state);
});

function project(environment: string): GitRepository {
  const repository = gitRepository();
  repository.git("remote", "add", "origin", "https://github.com/ada/demo.git");
  repository.commit("All", {
    ...GOOD_TREE,
    ".github/workflows/release.yml": publishingWorkflow({ environment }),
  });
  return repository;
}

test("doctor trust: the form, the record, and a mismatch after the workflow changed", async () => {
  using directory = project("pypi");
  const first = await runHere(["doctor", "trust", directory.root, "--offline"], ENV);
  expect(first.exit, first.stderr).toBe(0);
  for (const field of [
    "Owner +ada",
    "Repository name +demo",
    "Workflow name +release.yml",
    "Environment name +pypi",
  ])
    expect(first.stdout).toMatch(new RegExp(field));
  expect(first.stdout).toContain("no registered publisher is recorded");

  const recorded = await runHere(["doctor", "trust", directory.root, "--offline", "--record"], ENV);
  expect(recorded.exit, recorded.stderr).toBe(0);
  const second = await runHere(["doctor", "trust", directory.root, "--offline"], ENV);
  expect(second.stdout).toContain("matches the recorded publisher");

  await writeFile(
    join(directory.root, ".github/workflows/release.yml"),
    publishingWorkflow({ environment: "live" }),
  );
  const third = await runHere(["doctor", "trust", directory.root, "--offline"], ENV);
  expect(third.exit).toBe(5);
  expect(third.stdout).toContain('Environment name is "pypi" there, but the job presents "live"');
  expect(third.stdout).toContain("invalid-publisher");
  const { jobs } = JSON.parse(
    (await runHere(["doctor", "trust", directory.root, "--offline", "--json"], ENV)).stdout,
  ) as {
    jobs: readonly { finding: { rule: string } }[];
  };
  expect(jobs[0]?.finding.rule).toBe("U021");

  const hostile = 'workflow = "x\\u001b[31m\\n  ok: matches\\n::error::y"';
  const settings = await readFile(join(directory.root, "pyproject.toml"), "utf8");
  await writeFile(
    join(directory.root, "pyproject.toml"),
    settings.replace('workflow = "release.yml"', hostile),
  );
  for (const command of [["doctor", "trust"], ["doctor"]]) {
    const { stdout } = await runHere([...command, directory.root, "--offline"], ENV);
    expect(stdout).toContain("x\ufffd[31m ok: matches ::error::y");
    expect(stdout).not.toMatch(/^\s*(?:ok: matches|::error)/m);
  }
});

test("a workflow that is not under git yet, above the project's own folder", async () => {
  using directory = gitRepository();
  directory.git("remote", "add", "origin", "https://github.com/ada/demo.git");
  const member = Object.entries(GOOD_TREE).map(([path, text]) => [`packages/demo/${path}`, text]);
  directory.commit("All", Object.fromEntries(member) as typeof GOOD_TREE);
  const project = join(directory.root, "packages", "demo");
  await mkdir(join(directory.root, ".github", "workflows"), { recursive: true });
  await writeFile(join(directory.root, ".github/workflows/release.yml"), publishingWorkflow());
  const { stdout } = await runHere(["doctor", "trust", project, "--offline"], ENV);
  expect(stdout).toMatch(/Workflow name +release\.yml/);
  await runHere(["runbook", project], ENV);
  const runbook = await readFile(join(project, "docs/publishing.md"), "utf8");
  expect(runbook).toContain("(../../../.github/workflows/release.yml)");
});
