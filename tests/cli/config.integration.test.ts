import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { schemaText } from "../../scripts/docs/configuration-page.ts";
import type { EffectiveSetting } from "../../src/config/settings.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

const PYPROJECT = `[project]
name = "demo"
version = "1.0"

[[tool.uv.index]]
name = "company"
url = "https://company.example/simple/"
publish-url = "https://company.example/upload/"

[tool.shipwheel]
installers = ["uv"]
build-timeout = 60
check.ignore = { K001 = "not yet" }

[tool.shipwheel.scripts."demo.run"]
args = ["--version"]
`;

let project: GitRepository;
beforeAll(() => {
  project = gitRepository();
  project.commit("first", {
    "pyproject.toml": PYPROJECT,
    ".pypirc": "[own]\nrepository: https://own.example/\n",
  });
});
afterAll(() => project[Symbol.dispose]());
afterEach(() => vi.restoreAllMocks());

async function show(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly exit: number | null; readonly stdout: string; readonly stderr: string }> {
  vi.spyOn(process, "cwd").mockReturnValue(project.root);
  return runHere(["config", "show", ...args], { env: { HOME: project.root, ...env } });
}

async function settings(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, EffectiveSetting>> {
  const { stdout } = await show([...args, "--json"], env);
  const document = JSON.parse(stdout) as { readonly settings: readonly EffectiveSetting[] };
  return new Map(document.settings.map((each) => [each.key, each]));
}

test.each<[string, unknown, unknown, readonly string[], Readonly<Record<string, string>>]>([
  ["target", "pypi", { kind: "default" }, [], {}],
  ["installers", ["uv"], { kind: "file", file: "pyproject.toml", line: 11 }, [], {}],
  ["build-timeout", 60, { kind: "file", file: "pyproject.toml", line: 12 }, [], {}],
  [
    "build-timeout",
    90,
    { kind: "variable", name: "SHIPWHEEL_BUILD_TIMEOUT" },
    [],
    { SHIPWHEEL_BUILD_TIMEOUT: "90" },
  ],
  [
    "build-timeout",
    30,
    { kind: "flag", name: "--build-timeout" },
    ["--build-timeout", "30"],
    { SHIPWHEEL_BUILD_TIMEOUT: "90" },
  ],
  [
    "python",
    ["3.12", "3.13"],
    { kind: "variable", name: "SHIPWHEEL_PYTHON" },
    [],
    { SHIPWHEEL_PYTHON: "3.12,3.13" },
  ],
  [
    "check.ignore",
    [{ rule: "K001", reason: "not yet" }],
    { kind: "file", file: "pyproject.toml", line: 13 },
    [],
    {},
  ],
  ['scripts."demo.run".args', ["--version"], { kind: "file", file: "pyproject.toml", line: 16 }, [], {}],
  ['scripts."demo.run".exit', [0], { kind: "default" }, [], {}],
  [
    "publish.indexes.company.url",
    "https://company.example/upload/",
    { kind: "file", file: "pyproject.toml", line: 6 },
    [],
    {},
  ],
  ["publish.indexes.own.url", "https://own.example/", { kind: "file", file: "~/.pypirc" }, [], {}],
  [
    "publish.indexes.poet.url",
    "https://poet.example/",
    { kind: "variable", name: "POETRY_REPOSITORIES_POET_URL" },
    [],
    { POETRY_REPOSITORIES_POET_URL: "https://poet.example/" },
  ],
])("%s is %j from %j", async (key, value, origin, args, env) => {
  expect((await settings(args, env)).get(key)).toEqual({ key, value, origin });
});

test("the text has a line a setting; --origin puts in front where it comes from", async () => {
  const plain = (await show([])).stdout.split("\n");
  expect(plain).toContain('installers = ["uv"]');
  expect(plain).toContain("publish.wait = 300");
  const { stdout } = await show(["--origin", "--installer", "pip"]);
  expect(stdout).toMatch(/^--installer +installers = \["pip"\]$/m);
  expect(stdout).toMatch(/^pyproject\.toml:12 +build-timeout = 60$/m);
  expect(stdout).toMatch(/^default +target = "pypi"$/m);
});

test("config alone is config show", async () => {
  vi.spyOn(process, "cwd").mockReturnValue(project.root);
  const alone = await runHere(["config"], { env: { HOME: project.root } });
  expect(alone.stdout).toBe((await show([])).stdout);
});

test("a wrong setting is the fault that every command has", async () => {
  project.write({ "pyproject.toml": PYPROJECT.replace("build-timeout", "build-timout") });
  try {
    const { exit, stderr } = await show([]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("error[config/unknown-key]")]);
  } finally {
    project.write({ "pyproject.toml": PYPROJECT });
  }
});

test("config schema prints the schema that the repository publishes", async () => {
  const { stdout } = await runHere(["config", "schema"], { env: {} });
  expect(stdout).toBe(schemaText());
});
