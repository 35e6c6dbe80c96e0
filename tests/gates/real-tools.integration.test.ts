import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import type { GateResult } from "../../src/gates/gate-result.ts";
import { planGates, type GateSetting } from "../../src/gates/plan-gates.ts";
import { childEnvironment } from "../../src/toolbox/child-environment.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { runGates } from "../../src/verify/gates/run-gates.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { findGateTools } from "../support/python-tools.ts";

let place: TemporaryDirectory;
let node: NodePorts;
let python: string;
beforeAll(() => {
  place = temporaryDirectory("gate-tools");
  node = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", HOME: place.path } });
  python = findGateTools();
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

type Files = Readonly<Record<string, string>>;

/** Runs one gate by the real tool on a project of these files. */
async function run(gate: string, files: Files, setting: GateSetting = true): Promise<GateResult> {
  const directory = await node.ports.files.temporaryDirectory("gate");
  const root = join(directory, "project");
  for (const [path, text] of Object.entries({ "pyproject.toml": "", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { ports } = node;
  const { results } = await runGates(
    {
      tree: await readSourceTree(root, { allowNoGit: true, allowNoProject: true }, ports),
      gates: planGates({ gates: { [gate]: setting }, release: { gates: [] } }),
      directory,
      wheel: null,
      uv: "uv",
      copy: (into) => {
        cpSync(root, into, { recursive: true });
        return Promise.resolve(into);
      },
      environments: () => Promise.resolve({ bin: dirname(python), python }),
      pythons: () => Promise.resolve({ found: [{ executable: python, version: "3" }], absent: [] }),
      variables: (HOME) => childEnvironment(ports.environment, { HOME }),
    },
    ports,
  );
  const [result] = results;
  if (result === undefined) throw new Error("no gate ran");
  return result;
}

const PACKAGE: Files = { "src/demo/__init__.py": "def double(number: int) -> int:\n    return number * 2\n" };
const BAD_TYPE: Files = { "src/demo/__init__.py": 'number: int = "one"\n' };
const INI = "[pytest]\ntestpaths = tests\n";
const TEST = "def test_it():\n    assert 1 + 1 == 2\n";
const CONF = 'project = "demo"\n';
const TOX = (more: string): string => `[tox]\nenv_list = a\n[testenv]\npackage = skip\n${more}`;
const NOX = (body: string, options = ""): string =>
  `import nox\n${options}@nox.session(venv_backend="none"${options === "" ? "" : ", default=False"})\ndef check(session):\n    ${body}\n`;

interface Row {
  readonly gate: string;
  /** A project whose gate ends and has checked nothing, by how it came to that. */
  readonly vacuous: Readonly<Record<string, readonly [files: Files, detail: string, setting?: GateSetting]>>;
  /** Its twin that is checked. */
  readonly sound: readonly [files: Files, checked: number];
  /** One with defects, and how many. */
  readonly bad: readonly [files: Files, findings: number];
  /** One whose gate ends before it checks. */
  readonly broken: readonly [files: Files, setting?: GateSetting];
}

const ROWS: readonly Row[] = [
  {
    gate: "pytest",
    vacuous: {
      "no tests": [{ "pytest.ini": INI, "tests/conftest.py": "" }, "no test was collected"],
      "all are skipped": [
        { "tests/test_a.py": `import pytest\n@pytest.mark.skip\n${TEST}` },
        "all 1 tests were skipped",
      ],
      "all are deselected": [
        { "tests/test_a.py": TEST },
        "all 1 tests were deselected",
        { args: ["-k", "other"] },
      ],
      "a module is skipped": [
        { "tests/test_a.py": `import pytest\npytest.importorskip("no_such_module_at_all")\n${TEST}` },
        "no test was collected",
      ],
    },
    sound: [{ "tests/test_a.py": TEST }, 1],
    bad: [{ "tests/test_a.py": "def test_it():\n    assert 0\n" }, 1],
    broken: [{ "tests/test_a.py": TEST }, { paths: ["no-such-directory"] }],
  },
  {
    gate: "mypy",
    vacuous: {
      "all is excluded": [
        { ...PACKAGE, "pyproject.toml": '[tool.mypy]\nexclude = ["."]\n' },
        "no file was checked",
      ],
      "nothing is named": [{ "mypy.ini": "[mypy]\n" }, "no file was checked"],
      "errors are ignored": [
        { ...BAD_TYPE, "mypy.ini": "[mypy]\nignore_errors = True\n" },
        "ignore_errors = true hides every error",
      ],
    },
    sound: [{ ...PACKAGE, "pyproject.toml": "[tool.mypy]\n" }, 1],
    bad: [{ ...BAD_TYPE, "pyproject.toml": "[tool.mypy]\n" }, 1],
    broken: [PACKAGE, { args: ["--no-such-option"] }],
  },
  {
    gate: "ruff",
    vacuous: {
      "all is excluded": [
        { ...PACKAGE, "pyproject.toml": '[tool.ruff]\nexclude = ["src"]\n' },
        "no Python file was found",
      ],
      "no rule is selected": [
        { ...PACKAGE, "pyproject.toml": "[tool.ruff.lint]\nselect = []\n" },
        "no rule is enabled",
      ],
    },
    sound: [{ ...PACKAGE, "pyproject.toml": "[tool.ruff]\n" }, 1],
    bad: [
      { "src/demo/__init__.py": "import os\n", "pyproject.toml": '[tool.ruff.lint]\nselect = ["F"]\n' },
      1,
    ],
    broken: [{ ...PACKAGE, "pyproject.toml": "[tool.ruff]\nno-such-key = 1\n" }],
  },
  {
    gate: "ruff-format",
    vacuous: {
      "all is excluded": [
        { ...PACKAGE, "pyproject.toml": '[tool.ruff]\nexclude = ["src"]\n' },
        "no Python file was found",
      ],
    },
    sound: [{ ...PACKAGE, "pyproject.toml": "[tool.ruff]\n" }, 1],
    bad: [{ "src/demo/__init__.py": "x=1\n", "pyproject.toml": "[tool.ruff]\n" }, 1],
    broken: [{ ...PACKAGE, "pyproject.toml": "[tool.ruff]\nno-such-key = 1\n" }],
  },
  {
    gate: "bandit",
    vacuous: {
      "a path is missing": [PACKAGE, "no-such-directory was not checked", { paths: ["no-such-directory"] }],
      "there is no code": [{ "src/demo/__init__.py": "" }, "no line of code was checked"],
      "a file has a syntax error": [{ "src/demo/__init__.py": "def (\n" }, "was not checked"],
    },
    sound: [PACKAGE, 2],
    bad: [{ "src/demo/__init__.py": "eval(input())\n" }, 1],
    broken: [PACKAGE, { args: ["--no-such-option"] }],
  },
  {
    gate: "sphinx",
    vacuous: {
      "there is no conf.py": [{ "docs/index.rst": "Title\n=====\n" }, "no page was built"],
      "there is no document": [{ "docs/conf.py": CONF }, "no page was built"],
    },
    sound: [{ "docs/conf.py": CONF, "docs/index.rst": "Title\n=====\n" }, 1],
    bad: [{ "docs/conf.py": CONF, "docs/index.rst": "Title\n=====\n\n:ref:`nothing`\n" }, 1],
    broken: [{ "docs/conf.py": 'extensions = ["no_such_extension"]\n', "docs/index.rst": "Title\n=====\n" }],
  },
  {
    gate: "mkdocs",
    vacuous: {
      "there are no documents": [
        { "mkdocs.yml": "site_name: demo\n", "docs/.keep": "" },
        "no page was built",
      ],
    },
    sound: [{ "mkdocs.yml": "site_name: demo\n", "docs/index.md": "# Title\n" }, 1],
    bad: [{ "mkdocs.yml": "site_name: demo\n", "docs/index.md": "[a](nothing.md)\n" }, 1],
    broken: [{ "mkdocs.yml": "site_name: demo\nplugins: [no-such-plugin]\n", "docs/index.md": "# Title\n" }],
  },
  {
    gate: "tox",
    vacuous: {
      "an environment has no commands": [{ "tox.ini": TOX("") }, "no environment ran a command"],
    },
    sound: [{ "tox.ini": TOX("commands = python -c 0\n") }, 1],
    bad: [{ "tox.ini": TOX("commands = python -c 'raise SystemExit(3)'\n") }, 1],
    broken: [{ "tox.ini": TOX("commands = python -c 0\n") }, { args: ["-e", "no-such-env"] }],
  },
  {
    gate: "nox",
    vacuous: {
      "there is no noxfile": [{}, "no session ran"],
      "no session is there": [{ "noxfile.py": "import nox\n" }, "no session ran"],
      "none is a default": [{ "noxfile.py": NOX("session.log('x')", "\n") }, "no session ran"],
      "it skips itself": [{ "noxfile.py": NOX("session.skip('x')") }, "no session ran to its end"],
    },
    sound: [{ "noxfile.py": NOX("session.run('python', '-c', '0')") }, 1],
    bad: [{ "noxfile.py": NOX("session.error('x')") }, 1],
    broken: [{ "noxfile.py": "raise RuntimeError('of an old nox')\n" }],
  },
];

/** All of it by `npm run gates`; else of each tool one way to check nothing, and its sound twin. */
const isWhole = process.env["SHIPWHEEL_GATES"] === "all";

describe.each(ROWS)("$gate", ({ gate, vacuous, sound, bad, broken }) => {
  test.each(Object.entries(vacuous).slice(0, isWhole ? undefined : 1))(
    "checks nothing where %s",
    async (_, [files, detail, setting]) => {
      const result = await run(gate, files, settingOf(setting));
      expect(result, result.output).toMatchObject({ outcome: "vacuous", checked: 0, findings: null });
      expect(result.detail).toContain(detail);
    },
  );

  test("passes, and counts what it checked", async () => {
    const [files, checked] = sound;
    const result = await run(gate, files);
    expect(result, result.output).toMatchObject({ outcome: "passed", status: 0, checked, findings: 0 });
  });

  test.runIf(isWhole)("fails with the number of its findings", async () => {
    const [files, findings] = bad;
    const result = await run(gate, files);
    expect(result, result.output).toMatchObject({ outcome: "failed", findings });
    expect(result.checked).toBeGreaterThan(0);
  });

  test.runIf(isWhole)("that ends before it checks is neither", async () => {
    const [files, setting] = broken;
    const result = await run(gate, files, settingOf(setting));
    expect(result, result.output).toMatchObject({ outcome: "broken", checked: null, findings: null });
  });
});

test("a test that cannot be imported says what may be missing", async () => {
  const result = await run("pytest", { "tests/test_a.py": `import no_such_module_at_all\n${TEST}` });
  expect(result).toMatchObject({
    outcome: "failed",
    detail: "1 collection error",
    findings: 1,
    checked: null,
  });
});

function settingOf(setting: GateSetting = true): GateSetting {
  return setting;
}
