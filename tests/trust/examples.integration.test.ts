import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { scratch } from "../acceptance/rehearsal.ts";
import { runHere } from "../support/in-process.ts";

const ENV = { env: { GITHUB_TOKEN: "", GH_TOKEN: "" } };

/** One mismatch for each example: a text of its files, what takes its place, and the field that is told. */
const MISMATCHES = [
  ["modelforge", ".github/workflows/release.yml", "name: pypi\n", "name: release\n", "Environment name"],
  [
    "pyforge",
    "pyproject.toml",
    'workflow = "release.yml", environment = "pypi"',
    'workflow = "publish.yml", environment = "pypi"',
    "Workflow name",
  ],
  [
    "lmstxt",
    "pyproject.toml",
    'shipwheel-examples/lmstxt", workflow',
    'somebody/lmstxt", workflow',
    "Repository",
  ],
  ["zen", "pyproject.toml", 'environment = "pypi"', 'environment = "PyPI"', "Environment name"],
  [
    "labos",
    ".github/workflows/release.yml",
    "    environment:\n      name: pypi\n",
    "    env:\n      UNUSED: pypi\n",
    "Environment name",
  ],
] as const;

test.each(MISMATCHES)(
  "%s: its real claims match what is recorded, and one change does not",
  async (name, file, find, replace, field) => {
    using directory = scratch();
    const project = join(directory.path, "project");
    makeExample(name, "repaired", project);
    const right = await runHere(["doctor", "trust", project, "--offline"], ENV);
    expect(right.exit, right.stdout).toBe(0);
    expect(right.stdout).toContain("matches the recorded publisher");
    expect(right.stdout).not.toContain("nobody recorded");
    const current = await runHere(["runbook", project, "--check"], ENV);
    expect(current.exit, current.stdout).toBe(0);

    const path = join(project, file);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(find);
    writeFileSync(path, text.replace(find, replace));
    const wrong = await runHere(["doctor", "trust", project, "--offline"], ENV);
    expect(wrong.exit, wrong.stdout).toBe(5);
    expect(wrong.stdout).toContain(`${field} is `);
    expect(wrong.stdout).toContain("invalid-publisher: valid token, but no corresponding publisher");
  },
);
