import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS } from "../../../src/index-client/endpoints.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type BenchOptions, type TrialBench } from "../support/trials.ts";

/** Keeps its state as `old`, and offers plugins `greet`. */
const OLD = [
  "import pathlib, sys",
  "state = pathlib.Path.home() / 'state.txt'",
  "def greet(): return 'hello'",
  "def main():",
  "    if 'make' in sys.argv: state.write_text('old')",
  "    if 'read' in sys.argv: assert state.read_text() in ('old', 'new'), state.read_text()",
  "",
].join("\n");

/** What a program writes that knows no HOME. */
const OUTSIDE = `/var/tmp/zq-demo-${process.pid}.state`;
afterAll(() => rmSync(OUTSIDE, { force: true }));

let bench: TrialBench;
beforeAll(async () => {
  // pytest is the real one.
  bench = await trialBench(
    [
      release({
        name: "zq-demo",
        version: "0.9.0",
        files: { "demo/__init__.py": OLD },
        entryPoints: "[console_scripts]\nzq-demo = demo:main\n",
      }),
      release({ name: "zq-gone", version: "0.9.0", requires: ["zq-nowhere-at-all"] }),
    ],
    {},
    ENDPOINTS.pypi.simpleUrl,
  );
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function tried(options: ReleaseOptions, how: BenchOptions) {
  const outcome = await bench.verify(release({ name: "zq-demo", ...options }), how);
  return { findings: outcome.findings.map(told), trial: outcome.trials.at(-1) };
}

function told({ rule, message }: Finding): string {
  return `${rule} ${message.replaceAll(/\/\S*\/(?=home|env)/g, "…/")}`;
}

describe("an upgrade from the release before", () => {
  const scripts = { entryPoints: "[console_scripts]\nzq-demo = demo:main\n" };
  const version = (body: readonly string[]): ReleaseOptions => ({
    ...scripts,
    files: {
      "demo/__init__.py": [
        "import pathlib, sys",
        "state = pathlib.Path.home() / 'state.txt'",
        `OUTSIDE = ${JSON.stringify(OUTSIDE)}`,
        "def main():",
        ...body.map((line) => `    ${line}`),
        "",
      ].join("\n"),
    },
  });
  const scenarios = {
    upgrade: { state: ["zq-demo make"], upgrade: ["zq-demo renew"], read: ["zq-demo read"] },
  };

  test.each<readonly [string, readonly string[], readonly unknown[], string]>([
    [
      "keeps the state",
      [
        "if 'renew' in sys.argv: state.write_text('new')",
        "if 'read' in sys.argv: assert state.read_text() == 'new'",
      ],
      [],
      "from 0.9.0; 0.9.0 still reads the state",
    ],
    [
      "changes it so that a downgrade loses it, which is told",
      ["if 'renew' in sys.argv: state.write_text('v2')"],
      [],
      "from 0.9.0; after a downgrade 0.9.0 does not read the state any more",
    ],
    [
      "cannot read it",
      ["if 'read' in sys.argv: int(state.read_text())"],
      [
        expect.stringMatching(
          /^I020 zq-demo 1\.0\.0 no longer reads the state of 0\.9\.0: the smoke command zq-demo read exits with 1: ValueError/,
        ),
      ],
      "from 0.9.0",
    ],
    [
      "leaves a file beside the modules, which no upgrade removes, and one outside of HOME",
      [
        "here = pathlib.Path(__file__).parent",
        "if 'renew' in sys.argv: (here / 'cache.bin').write_text('x'); pathlib.Path(OUTSIDE).write_text('x')",
      ],
      [
        "I020 demo/cache.bin is left in the package directory after the upgrade from 0.9.0: no installer removes it",
        `I020 the commands of [tool.shipwheel.verify.upgrade] write outside of HOME: ${OUTSIDE}`,
      ],
      "from 0.9.0; 0.9.0 still reads the state",
    ],
    [
      "does it again and again",
      ["if 'renew' in sys.argv: state.write_text(state.read_text() + 'x')"],
      ["I020 the upgrade from 0.9.0 changes …/home/state.txt when it runs a second time"],
      "from 0.9.0",
    ],
  ])("%s", async (_, body, findings, detail) => {
    const seen = await tried(version(body), { scenarios });
    expect(seen.findings).toEqual(findings);
    expect(seen.trial?.steps[0]?.detail).toBe(detail);
  });

  test("a first release has none, and one that cannot be installed any more is not this one's defect", async () => {
    const first = await tried({ name: "zq-first-of-all", files: { "demo/__init__.py": "" } }, { scenarios });
    expect([first.findings, first.trial?.notTried[0]?.reason]).toEqual([
      [],
      "the index has no earlier release of zq-first-of-all",
    ]);
    const gone = await tried({ name: "zq-gone", files: { "demo/__init__.py": "" } }, { scenarios });
    expect(gone.findings).toEqual([]);
    expect(gone.trial).toMatchObject({ outcome: "skipped" });
    expect(gone.trial?.notTried[0]?.reason).toMatch(
      /^the release before this one cannot be installed any more: /,
    );
  });
});

test("a plugin of the project's own group is loaded beside this release, and beside the one before", async () => {
  const tree = {
    "plugin/pyproject.toml":
      '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    "plugin/backend.py": `
import os, zipfile
def build_wheel(directory, config_settings=None, metadata_directory=None):
    info = "zq_plugin-1.dist-info/"
    files = {
        "zq_plugin.py": "from demo import greet\\n",
        info + "METADATA": "Metadata-Version: 2.1\\nName: zq-plugin\\nVersion: 1\\n",
        info + "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        info + "entry_points.txt": "[zq.plugins]\\nfix = zq_plugin\\n",
    }
    files[info + "RECORD"] = "".join(f"{path},,\\n" for path in [*files, info + "RECORD"])
    with zipfile.ZipFile(os.path.join(directory, "zq_plugin-1-py3-none-any.whl"), "w") as wheel:
        for path, text in files.items(): wheel.writestr(path, text)
    return "zq_plugin-1-py3-none-any.whl"
`,
  };
  const plugins = [{ group: "zq.plugins", fixture: "plugin", commands: [] }];
  const broken = await tried({ files: { "demo/__init__.py": "" } }, { tree, scenarios: { plugins } });
  expect(broken.findings).toEqual([
    expect.stringMatching(
      /^I021 the plugin plugin does not work with zq-demo 1\.0\.0: ImportError: cannot import name 'greet' from 'demo' .*\(it works with 0\.9\.0\)$/,
    ),
  ]);
  const sound = await tried(
    { files: { "demo/__init__.py": "def greet(): pass\n" } },
    { tree, scenarios: { plugins } },
  );
  expect(sound.findings).toEqual([]);
  expect(sound.trial?.steps[0]?.detail).toBe("zq.plugins: also with 0.9.0");
});

test("the project's tests see the wheel alone, and one at least must pass", async () => {
  const tree = {
    "pyproject.toml":
      '[dependency-groups]\ntest = ["iniconfig"]\n[tool.pytest.ini_options]\npythonpath = ["src"]\n',
    "src/demo/__init__.py": "",
    "src/demo/data.txt": "x",
    "conftest.py": "",
    "tests/__init__.py": "",
    "tests/test_data.py":
      "import importlib.resources, iniconfig, demo\ndef test_data():\n    assert importlib.resources.files('demo').joinpath('data.txt').is_file()\n",
    "skipped/test_x.py": "import pytest\n@pytest.mark.skip\ndef test_x(): pass\n",
  };
  const tests = { paths: ["tests"], group: "test", requirements: [], args: [] };
  const lacking = await tried({ files: { "demo/__init__.py": "" } }, { tree, scenarios: { tests } });
  expect(lacking.findings).toEqual([
    "I019 the project's tests fail against the installed wheel: 1 of 1 failed",
  ]);
  const whole = await tried(
    { files: { "demo/__init__.py": "", "demo/data.txt": "x" } },
    { tree, scenarios: { tests } },
  );
  expect(whole.findings).toEqual([]);
  expect(whole.trial?.steps[0]?.detail).toBe("1 passed");
  const none = await tried(
    { files: { "demo/__init__.py": "" } },
    { tree, scenarios: { tests: { ...tests, paths: ["skipped"] } } },
  );
  expect(none.findings).toEqual(["I011 the project's tests checked nothing: all 1 were skipped"]);
});
