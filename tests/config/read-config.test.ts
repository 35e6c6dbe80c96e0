import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { DEFAULT_CONFIG, type Config } from "../../src/config/schema.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { Fault } from "../../src/findings/fault.ts";

function config(text: string): Config {
  return readConfig(parseTomlFile("pyproject.toml", Buffer.from(text)));
}

function faultOf(text: string): Fault {
  try {
    config(text);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

test("nothing configured is the defaults", () => {
  expect(readConfig(null)).toBe(DEFAULT_CONFIG);
  expect(config("[project]\n")).toBe(DEFAULT_CONFIG);
  expect(config("[tool.shipwheel]\n")).toEqual(DEFAULT_CONFIG);
  expect(DEFAULT_CONFIG).toMatchObject({
    target: "pypi",
    builder: "uv",
    installers: ["pip", "uv"],
    python: [],
    "build-timeout": 900,
    "script-timeout": 60,
  });
});

test("everything configured", () => {
  const read = config(`[tool.shipwheel]
target = "private"
builder = "build"
installers = ["pip"]
python = "3.12"
build-timeout = 10
[tool.shipwheel.check]
select = ["P"]
ignore = [{ rule = "P010", reason = "a plugin", until = 2027-01-31 }]
severity = { M019 = "error" }
[tool.shipwheel.scripts.demo]
args = ["--version"]
exit = [0, 2]
version-args = false
input = "y\\n"
[tool.shipwheel.scripts.other]
skip = "needs a display"
exit = 3
[tool.shipwheel.import]
skip = [{ module = "demo.gui.*", reason = "needs a display" }]
[tool.shipwheel.verify]
commands = ["demo run 'a b'", ["demo", "run"]]
`);
  expect(read).toMatchObject({ target: "private", builder: "build", installers: ["pip"], python: ["3.12"] });
  expect(read.check).toMatchObject({
    select: ["P"],
    ignore: [{ rule: "P010", reason: "a plugin", until: "2027-01-31" }],
    severity: { M019: "error" },
  });
  expect(read.scripts["demo"]).toEqual({
    args: ["--version"],
    exit: [0, 2],
    "version-args": false,
    input: "y\n",
  });
  expect(read.scripts["other"]).toEqual({ args: ["--help"], exit: [3], skip: "needs a display" });
  expect(read.import.skip).toHaveLength(1);
  expect(read.verify.commands).toHaveLength(2);
});

test("ignores as a table", () => {
  expect(config('[tool.shipwheel.check.ignore]\nP010 = "a plugin"\n').check.ignore).toEqual([
    { rule: "P010", reason: "a plugin" },
  ]);
});

describe("mistakes are faults with their place", () => {
  test.each([
    ["[tool.shipwheel]\nbilder = 1\n", "bilder", "builder", 2, 1],
    ["[tool.shipwheel.check]\nignor = []\n", "check.ignor", "ignore", 2, 1],
    [
      '[tool.shipwheel.scripts.demo]\nversion_args = ["-V"]\n',
      "scripts.demo.version_args",
      "version-args",
      2,
      1,
    ],
  ])("unknown key: %j", (text, key, near, line, column) => {
    const fault = faultOf(text);
    expect(fault.code).toBe("config/unknown-key");
    expect(fault.message).toContain(`pyproject.toml:${line}:${column}`);
    expect(fault.message).toContain(key);
    expect(fault.remedy).toContain(near);
    expect(fault.location).toMatchObject({ line, column });
  });

  test("a key that resembles none", () => {
    expect(faultOf("[tool.shipwheel]\nzzzzzz = 1\n").remedy).not.toContain("did you mean");
  });

  test.each([
    ['[tool.shipwheel]\nbuilder = "make"\n', "builder", 'must be "uv" or "build"', 2],
    ["[tool.shipwheel]\nbuild-timeout = 0\n", "build-timeout", "at least 1", 2],
    ["[tool.shipwheel]\ninstallers = []\n", "installers", "one installer", 2],
    [
      '[tool.shipwheel.check]\nignore = [{ rule = "P010" }]\n',
      "check.ignore",
      "table of codes and reasons",
      2,
    ],
    ["[tool.shipwheel.import]\nskip = [{ module = 'a' }]\n", "import.skip.0.reason", "is missing", 2],
    ["tool.shipwheel = 3\n", "itself", "", 1],
  ])("invalid value: %j", (text, key, reason, line) => {
    const fault = faultOf(text);
    expect(fault.code).toBe("config/invalid-value");
    expect(fault.message).toContain(key);
    expect(fault.message).toContain(reason);
    expect(fault.location?.line).toBe(line);
  });
});

test("all that is wrong is told at once, each with its place and the nearest name", () => {
  const fault = faultOf(
    '[tool.shipwheel]\ntagret = "x"\nbuilder = "make"\n[tool.shipwheel.check]\nignroe = ["P001"]\n',
  );
  expect(fault.code).toBe("config/several");
  expect(fault.message).toBe("[tool.shipwheel] has 3 errors");
  const lines = (fault.cause as Error).message.split("\n").toSorted();
  expect(lines).toEqual([
    "pyproject.toml:2:1: [tool.shipwheel] has no key tagret; did you mean target?",
    'pyproject.toml:3:11: builder must be "uv" or "build"',
    "pyproject.toml:5:1: [tool.shipwheel] has no key check.ignroe; did you mean ignore?",
  ]);
});

test("a list of codes as ignores is told how to write it", () => {
  const fault = faultOf('[tool.shipwheel.check]\nignore = ["I001"]\n');
  expect(fault.code).toBe("config/invalid-value");
  expect(fault.message).toContain('for example ignore = { I001 = "why it does not apply here" }');
  expect(config('[tool.shipwheel.check]\nignore = { I001 = "a reason" }\n').check.ignore).toEqual([
    { rule: "I001", reason: "a reason" },
  ]);
});

describe("an address with credentials is refused, and its words hold none", () => {
  test.each([
    ["publish.indexes.corp.url", '[tool.shipwheel.publish.indexes.corp]\nurl = "https://ci:s3kret@h.org/x/"'],
    ["publish.indexes.corp.url", '[tool.shipwheel.publish.indexes.corp]\nurl = "https://s3kret@h.org/x/"'],
    [
      "publish.indexes.corp.url",
      '[tool.shipwheel.publish.indexes.corp]\nurl = "https://ci:s3k/ret@h.org/x/"',
    ],
    [
      "publish.indexes.corp.simple",
      '[tool.shipwheel.publish.indexes.corp]\nurl = "https://h.org/x/"\nsimple = "https://ci:s3kret@h.org/x/"',
    ],
    ["publish.index", '[tool.shipwheel.publish]\nindex = "https://ci:s3kret@h.org/x/"'],
    ["release.routes.stable", '[tool.shipwheel.release]\nroutes = { stable = "https://ci:s3kret@h.org/x/" }'],
    ["release.remote", '[tool.shipwheel.release]\nremote = "https://ci:s3kret@h.org/x.git"'],
    ["release.repository", '[tool.shipwheel.release]\nrepository = "https://ci:s3kret@h.org/x"'],
  ])("%s: %s", (key, text) => {
    const { code, message, remedy, details, location } = faultOf(text);
    expect(code).toMatch(/^config\/(credentials-in-address|invalid-value)$/);
    expect(message).toContain(key);
    expect(location?.line).toBeGreaterThan(1);
    expect(JSON.stringify({ message, remedy, details })).not.toMatch(/s3k|ret@/);
  });

  test("the name before a host of SSH is none", () => {
    const read = config('[tool.shipwheel.release]\nremote = "ssh://git@h.org/x.git"\n');
    expect(read.release.remote).toBe("ssh://git@h.org/x.git");
  });
});

test("an index of uv that takes uploads is one to publish to, without its credentials; ours of the name wins", () => {
  const uv =
    '[[tool.uv.index]]\nname = "corp"\nurl = "https://h.org/simple/"\npublish-url = "https://ci:s3kret@h.org/up/"\n[[tool.uv.index]]\nname = "reads"\nurl = "https://h.org/simple/"\n';
  expect(config(uv).publish.indexes).toEqual({
    corp: { url: "https://h.org/up/", simple: "https://h.org/simple/" },
  });
  const own = `[tool.shipwheel.publish.indexes.corp]\nurl = "https://own.org/"\n${uv}`;
  expect(config(own).publish.indexes["corp"]?.url).toBe("https://own.org/");
});

test.each([
  ["gates", "pytst = true", "is not a kind of gate, so it needs kind or run; did you mean pytest?"],
  ["gates", "own = {}", "is not a kind of gate, so it needs kind or run"],
  ["gates", 'own = { kind = "ruff", run = "true" }', "takes kind or run, not both"],
  ["gates", "command = true", "needs kind or run"],
  ["gates", "pytest = 1", "must be true, false, a command or a table"],
  ["gates", "pytest = { timeout = 0 }", "must be at least 1"],
  ["gates", 'mypy = { path = ["src"] }', "gates.mypy.path"],
])("what a gate cannot be: [tool.shipwheel.%s] %s", (table, line, message) => {
  const fault = faultOf(`[tool.shipwheel.${table}]\n${line}\n`);
  expect(fault.message + fault.remedy).toContain(message);
  expect(fault.message).toContain("pyproject.toml:2:");
});

test("a wrong key in a table that could be a command, too, is named with the nearest one", () => {
  expect(faultOf('[tool.shipwheel.gates]\nmypy = { path = ["src"] }\n').remedy).toContain("paths");
  const command = '[[tool.shipwheel.verify.commands]]\nrun = "demo"\nexits = 0\n';
  expect(faultOf(command)).toMatchObject({ code: "config/unknown-key" });
  expect(faultOf(command).remedy).toContain("exit");
});
