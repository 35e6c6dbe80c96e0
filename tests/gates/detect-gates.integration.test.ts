import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { detectGates } from "../../src/gates/detect-gates.ts";
import { GATE_KINDS } from "../../src/gates/registry.ts";
import { groupWith, namedGroup } from "../../src/gates/tool-group.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";

let place: TemporaryDirectory;
let node: NodePorts;
beforeAll(() => {
  place = temporaryDirectory("detect-gates");
  node = nodePorts({});
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

let count = 0;

function tree(files: Readonly<Record<string, string>>): Promise<SourceTree> {
  const root = join(place.path, String(count++));
  for (const [path, text] of Object.entries({ "pyproject.toml": "", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return readSourceTree(root, { allowNoGit: true, allowNoProject: true }, node.ports);
}

/** What shows each kind, as projects have it. */
const SHOWN: readonly (readonly [kind: string, path: string, text: string, evidence: string])[] = [
  ["pytest", "pyproject.toml", "[tool.pytest.ini_options]\n", "[tool.pytest] in pyproject.toml"],
  ["pytest", "pyproject.toml", '[tool.pytest]\naddopts = ["-q"]\n', "[tool.pytest] in pyproject.toml"],
  ["pytest", "setup.cfg", "[tool:pytest]\n", "[tool:pytest] in setup.cfg"],
  ["pytest", "tox.ini", "[pytest]\n", "[pytest] in tox.ini"],
  ["pytest", "tests/test_a.py", "import pytest\n", "tests/test_a.py"],
  ["mypy", "setup.cfg", "[mypy]\n", "[mypy] in setup.cfg"],
  ["mypy", "mypy.ini", "[mypy]\n", "[mypy] in mypy.ini"],
  ["pyright", "pyrightconfig.json", "{}", "pyrightconfig.json"],
  ["ruff", "pyproject.toml", "[tool.ruff.lint]\n", "[tool.ruff] in pyproject.toml"],
  ["ruff", ".pre-commit-config.yaml", "repos:\n  - hooks:\n      - id: ruff\n", ".pre-commit-config.yaml"],
  ["ruff-format", "pyproject.toml", "[tool.ruff.format]\n", "[tool.ruff.format] in pyproject.toml"],
  ["bandit", "pyproject.toml", "[tool.bandit]\n", "[tool.bandit] in pyproject.toml"],
  ["sphinx", "docs/source/conf.py", "", "docs/source/conf.py"],
  ["mkdocs", "mkdocs.yml", "", "mkdocs.yml"],
  ["examples", "examples/hello.py", "", "examples/hello.py"],
  ["tox", "setup.cfg", "[tox:tox]\n", "[tox:tox] in setup.cfg"],
  ["tox", "pyproject.toml", "[tool.tox]\n", "[tool.tox] in pyproject.toml"],
  ["nox", "noxfile.py", "", "noxfile.py"],
  ["pre-commit", ".pre-commit-config.yaml", "repos: []\n", ".pre-commit-config.yaml"],
  [
    "hatch",
    "pyproject.toml",
    "[tool.hatch.envs.hatch-test]\n",
    "[tool.hatch.envs.hatch-test] in pyproject.toml",
  ],
];

test.each(SHOWN)("%s is shown by %s", async (kind, path, text, evidence) => {
  const detected = await detectGates(await tree({ [path]: text }));
  expect(detected).toContainEqual(expect.objectContaining({ kind, evidence }));
});

test("a kind that nothing can show is never proposed, and every other one is in the table above", () => {
  const shown = new Set(SHOWN.map(([kind]) => kind));
  expect(GATE_KINDS.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual(["poe", "uv", "command"]);
});

test("what runs the same checks again is not proposed beside them", async () => {
  const kinds = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await detectGates(await tree(files))).map(({ kind }) => kind);
  const runners = { "tox.ini": "[tox]\n", "noxfile.py": "", ".pre-commit-config.yaml": "repos: []\n" };
  expect(await kinds(runners)).toEqual(["tox", "nox", "pre-commit"]);
  expect(await kinds({ ...runners, "pytest.ini": "[pytest]\n" })).toEqual(["pytest", "pre-commit"]);
  expect(await kinds({ ...runners, "pytest.ini": "[pytest]\n", "ruff.toml": "" })).toEqual([
    "pytest",
    "ruff",
  ]);
  expect(await kinds({ "demo/__init__.py": "", "docs/index.md": "", "examples/README.md": "" })).toEqual([]);
});

const GROUPS = `[project]
name = "demo"
version = "1"
[project.optional-dependencies]
docs = ["Sphinx>=7", "furo"]
[dependency-groups]
dev = [{ include-group = "test" }, "ruff", "mypy>=1"]
test = ["pytest>=8", "pytest-xdist"]
`;

test("a gate's requirements come from the smallest group or extra that has its tool", async () => {
  const project = await tree({ "pyproject.toml": GROUPS });
  expect(groupWith(project, "pytest")).toEqual({ kind: "group", name: "test" });
  expect(groupWith(project, "mypy")).toEqual({ kind: "group", name: "dev" });
  expect(groupWith(project, "sphinx")).toEqual({ kind: "extra", name: "docs" });
  expect(groupWith(project, "bandit")).toBeNull();
  expect(namedGroup(project, "Docs")).toEqual({ kind: "extra", name: "docs" });
  expect(namedGroup(project, "lint")).toBeNull();
});
