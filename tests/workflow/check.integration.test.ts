import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkWorkflows } from "../../src/workflow/check/check-workflows.ts";
import { temporaryDirectory } from "../support/tree.ts";

test("a repository's workflows are judged together, tracked or not, and a pipeline of GitLab by its own rule", async () => {
  await using directory = await temporaryDirectory("workflow-");
  const folder = join(directory.path, ".github", "workflows");
  await mkdir(folder, { recursive: true });
  const seed = new URL("../cases/workflows/seed-3.yml", import.meta.url);
  await writeFile(join(folder, "release.yml"), await readFile(seed));
  await writeFile(
    join(directory.path, ".gitlab-ci.yml"),
    "publish:\n  script:\n    - twine upload -p $TOKEN dist/*\n",
  );
  await using node = nodePorts({});
  const { findings } = await checkWorkflows(
    { paths: [directory.path], base: directory.path, fix: null },
    node.ports,
  );
  const files = new Set(findings.map(({ location }) => location?.file));
  expect(files).toEqual(new Set([".github/workflows/release.yml", ".gitlab-ci.yml"]));
  expect(findings.map(({ rule }) => rule)).toContain("W037");
});

test("a project that ignores rules of other families is checked, and its ignores of workflow rules hold", async () => {
  await using directory = await temporaryDirectory("workflow-");
  const folder = join(directory.path, ".github", "workflows");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "release.yml"),
    await readFile(new URL("../cases/workflows/seed-3.yml", import.meta.url)),
  );
  await writeFile(
    join(directory.path, "pyproject.toml"),
    `[project]\nname = "a"\nversion = "1"\n[tool.shipwheel.check]\nignore = [{ rule = "P001", reason = "x" }, { rule = "W001", reason = "y" }]\n`,
  );
  await using node = nodePorts({});
  const { findings, ignored } = await checkWorkflows(
    { paths: [directory.path], base: directory.path, fix: null },
    node.ports,
  );
  expect(findings.map(({ rule }) => rule)).not.toContain("W001");
  expect(findings.length).toBeGreaterThan(0);
  expect(ignored.map(({ finding }) => finding.rule)).toEqual(["W001"]);
});
