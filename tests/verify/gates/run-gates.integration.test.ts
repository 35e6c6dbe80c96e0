import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { planGates, type GateSetting } from "../../../src/gates/plan-gates.ts";
import { childEnvironment } from "../../../src/toolbox/child-environment.ts";
import { readSourceTree } from "../../../src/tree/read-source-tree.ts";
import { runGates, type GatesEnd, type GatesRequest } from "../../../src/verify/gates/run-gates.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../../support/git.ts";
import { findPython } from "../../support/python-tools.ts";

let place: TemporaryDirectory;
let node: NodePorts;
beforeEach(() => {
  place = temporaryDirectory("run-gates");
  const PATH = process.env["PATH"] ?? "";
  node = nodePorts({
    variables: { PATH, HOME: place.path, SHIPWHEEL_TOKEN: "s3cret", GITHUB_TOKEN: "s3cret" },
  });
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

async function run(
  gates: Readonly<Record<string, GateSetting>>,
  files: Readonly<Record<string, string>> = {},
  more: Partial<GatesRequest> = {},
): Promise<GatesEnd> {
  const root = join(place.path, "project");
  for (const [path, text] of Object.entries({ "pyproject.toml": "", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { ports } = node;
  const python = findPython();
  const request: GatesRequest = {
    tree: await readSourceTree(root, { allowNoGit: true, allowNoProject: true }, ports),
    gates: planGates({ gates, release: { gates: [] } }),
    directory: await ports.files.temporaryDirectory("gates"),
    wheel: null,
    uv: "uv",
    copy: (into) => {
      cpSync(root, into, { recursive: true });
      return Promise.resolve(into);
    },
    environments: () => Promise.resolve({ bin: dirname(python), python }),
    pythons: () => Promise.resolve({ found: [{ executable: python, version: "3.13.1" }], absent: [] }),
    variables: (HOME) => childEnvironment(ports.environment, { HOME }),
    ...more,
  };
  return runGates(request, ports);
}

/** Starts a child in a session of its own, notes the process ids, and never ends. */
const HANGS = `import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"], start_new_session=True)
with open(sys.argv[1], "w") as file: file.write(f"{os.getpid()} {child.pid}")
time.sleep(3600)
`;

test("a gate that does not end is ended with everything that it started", async () => {
  const noted = join(place.path, "pids");
  // A busy machine may need longer until the child is there.
  for (const timeout of [2, 10, 120]) {
    const { results, findings } = await run(
      { slow: { run: ["python", "hangs.py", noted], timeout } },
      { "hangs.py": HANGS },
    );
    expect(results).toMatchObject([
      { outcome: "failed", status: null, detail: `did not end in ${timeText(timeout)}` },
    ]);
    expect(findings).toMatchObject([
      { rule: "U009", message: `the gate slow failed: did not end in ${timeText(timeout)}` },
    ]);
    if (existsSync(noted)) break;
  }
  const pids = readFileSync(noted, "utf8").split(" ");
  expect(pids).toHaveLength(2);
  try {
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  } finally {
    for (const pid of pids.filter(isRunning)) process.kill(Number(pid), "SIGKILL");
  }
});

function timeText(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${seconds / 60} min 0 s`;
}

function isRunning(pid: string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

test("a gate has a copy, a home and an environment of its own, and no secret", async () => {
  const look = `import os, pathlib
print(sorted(name for name in os.environ if "TOKEN" in name), os.environ["MORE"])
pathlib.Path("written").write_text("x")
pathlib.Path.home().joinpath("settings").write_text("x")
assert len(list(pathlib.Path.home().iterdir())) == 1
`;
  const gate = { run: ["python", "look.py"], env: { MORE: "less" } };
  const { results } = await run({ one: gate, two: gate }, { "look.py": look });
  expect(results).toMatchObject([
    { name: "one", outcome: "passed", output: "[] less" },
    { name: "two", outcome: "passed", output: "[] less" },
  ]);
  expect(existsSync(join(place.path, "project", "written"))).toBe(false);
});

test("what could not run says why, and is not a defect that the gate found", async () => {
  const { results, findings } = await run({
    absent: ["no-such-program-at-all"],
    grouped: { run: "true", group: "lint" },
    off: false,
  });
  expect(results.map(({ name, outcome, findings: found }) => [name, outcome, found])).toEqual([
    ["absent", "broken", null],
    ["grouped", "broken", null],
  ]);
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ["U026", expect.stringContaining("no-such-program-at-all") as string],
    ["U026", "the gate grouped could not run: the project has no dependency group or extra lint"],
  ]);
});

test("a Python that is not here is told, and a gate that has none of its Pythons cannot run", async () => {
  const absent = [{ python: "3.99", reason: "CPython 3.99 is not here" }];
  const python = { executable: findPython(), version: "3.13.1" };
  const some = await run(
    { one: "true" },
    {},
    { pythons: () => Promise.resolve({ found: [python], absent }) },
  );
  expect(some.results.map(({ outcome }) => outcome)).toEqual(["passed", "not-run"]);
  expect(some.findings).toEqual([]);
  const none = await run({ one: "true" }, {}, { pythons: () => Promise.resolve({ found: [], absent }) });
  expect(none.findings).toMatchObject([
    { rule: "U026", message: "the gate one could not run: CPython 3.99 is not here" },
  ]);
});

test("a gate that is not required only warns, and the same end on several Pythons is told once", async () => {
  const python = { executable: findPython(), version: "3.13.1" };
  const pythons = () => Promise.resolve({ found: [python, { ...python, version: "3.12.1" }], absent: [] });
  const { results, findings } = await run({ ends: { run: "false", required: false } }, {}, { pythons });
  expect(results).toHaveLength(2);
  expect(findings).toMatchObject([
    {
      severity: "warning",
      message: "the gate ends failed on Python 3.13.1, 3.12.1: exited with status 1",
    },
  ]);
  expect(findings[0]?.observed).toBeUndefined();
});

test("an example runs from a copy without the sources, and one that only others import does not", async () => {
  const wheel = { path: "/x.whl", isPure: true, topLevel: ["json"], modules: new Set(["json/__init__.py"]) };
  const files = {
    "json/__init__.py": "raise RuntimeError('the sources')\n",
    "examples/a.py": "import sys; sys.path.insert(0, '.')\nimport json, _b; print(json.dumps([_b.ONE]))\n",
    "examples/_b.py": "ONE = 1\n",
  };
  const { results } = await run({ examples: true }, files, { wheel });
  expect(results, results[0]?.output).toMatchObject([{ outcome: "passed", checked: 1, output: "[1]" }]);
  const { findings } = await run({ examples: { paths: ["no-such"] } }, files, { wheel });
  expect(findings).toMatchObject([{ rule: "U025", help: expect.stringContaining("paths") as string }]);
});
