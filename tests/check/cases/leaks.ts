import { wheel } from "../../support/wheel.ts";
import { withRelease, type RuleCase } from "../rule-case.ts";

// Made of parts, so that no scanner takes this file for a leak.
const GITHUB = ["ghp", "x7Kq2mZ9bT4vN8cR1wY6pL3sD5fG0hJaQeUi"].join("_");
const AWS = ["AKIA", "Q3EGRIZXM5LTN7WB"].join("");
const SLACK = ["1234567890", "9876543210", "aQz7KpW3nV8sT2dLmR5xYb4c"].join("-");
const PASSWORD = ["k9Zq", "4vT2", "mW"].join("");
const KEY = [
  "-----BEGIN PRIVATE",
  `KEY-----\n${Buffer.from([0x30, 0x82, ...Array.from({ length: 90 }, (_, i) => (i * 37) % 251)]).toString("base64")}\n-----END PRIVATE KEY-----\n`,
].join(" ");

/** What must not be released. */
export const leakCases: readonly RuleCase[] = [
  {
    code: "L001",
    fires: { sdist: (good) => good.file(".env", "TOKEN=x\n") },
    silent: {
      sdist: (good) =>
        good.file(".env.example", "TOKEN=\n").file("src/demo/cacert.pem", "-----BEGIN CERTIFICATE-----\n"),
    },
    says: ".env",
    at: "demo-1.0.tar.gz!/demo-1.0/.env",
  },
  {
    code: "L001",
    about: "a private key",
    fires: { wheel: (good) => good.file("demo/server.pem", KEY) },
    says: "demo/server.pem",
  },
  {
    code: "L002",
    fires: { wheel: (good) => good.file("demo/settings.py", `X = 1\nTOKEN = "${GITHUB}"\n`) },
    silent: {
      wheel: (good) =>
        good.file("demo/settings.py", `TOKEN = "ghp_${"x".repeat(36)}"\nKEY = "AKIAIOSFODNN7EXAMPLE"\n`),
    },
    says: "a GitHub token",
    at: "demo-1.0-py3-none-any.whl!/demo/settings.py:2",
  },
  {
    code: "L002",
    about: "AWS",
    fires: { sdist: (good) => good.file("deploy.sh", `export KEY=${AWS}\n`) },
    says: "an AWS access key",
  },
  {
    code: "L002",
    about: "a key in a module",
    fires: { wheel: (good) => good.file("demo/keys.py", `KEY = """${KEY}"""\n`) },
    silent: { wheel: (good) => good.file("demo/keys.py", 'START = "-----BEGIN PRIVATE KEY-----"\n') },
    says: "a private key",
  },
  {
    code: "L004",
    fires: { sdist: (good) => good.file(".venv/pyvenv.cfg", "home = /usr\n") },
    says: ".venv/pyvenv.cfg",
  },
  {
    code: "L004",
    about: "egg-info is a warning",
    fires: { wheel: (good) => good.file("demo.egg-info/PKG-INFO", "Name: demo\n") },
    silent: { sdist: (good) => good.file("demo.egg-info/PKG-INFO", "Name: demo\n") },
    says: "demo.egg-info",
    severity: "warning",
  },
  {
    code: "L005",
    fires: {
      wheel: (good) => good.file("data/users.sqlite3", "x").file("data/notes.json", "{}"),
      sdist: (good) => good.file("data/users.sqlite3", "x"),
    },
    silent: {
      wheel: (good) => good.file("demo/data/words.db", "x").file("demo/tests/fixtures/a.sqlite", "x"),
      sdist: (good) => good.file("data/countries.csv", "x"),
    },
    says: "data/",
  },
  {
    code: "L005",
    about: "a single log",
    fires: { sdist: (good) => good.file("debug.log", "x") },
    says: "debug.log",
  },
  {
    code: "L001",
    about: "in a test it is worth knowing",
    fires: { sdist: (good) => good.file("tests/app/.env", "A=1\n") },
    silent: { sdist: (good) => good.file("tests/app/.env", "# A=\n") },
    says: "tests/app/.env",
    severity: "info",
  },
  {
    code: "L002",
    about: "a kind that the library knows, in a binary file",
    fires: {
      wheel: (good) =>
        good.file(
          "demo/state.pkl",
          Buffer.concat([Buffer.alloc(100), Buffer.from(`xoxb-${SLACK}`), Buffer.alloc(9)]),
        ),
    },
    silent: { wheel: (good) => good.file("demo/state.pkl", "xoxb-... and sk-proj-... are how they begin") },
    says: "a Slack token (xoxb-123…)",
    at: "demo-1.0-py3-none-any.whl!/demo/state.pkl",
  },
  {
    code: "L002",
    about: "in a test it is worth knowing",
    fires: { sdist: (good) => good.file("tests/test_login.py", `TOKEN = "${GITHUB}"\nOTHER = "${AWS}"\n`) },
    says: "made-up value in a test",
    severity: "info",
  },
  {
    code: "L003",
    fires: { sdist: (good) => good.file(".git/config", "[core]\n").file(".git/HEAD", "ref: x\n") },
    silent: { sdist: (good) => good.file(".gitignore", "*.pyc\n").file("src/demo/git/__init__.py", "") },
    says: "demo-1.0.tar.gz contains .git",
  },
  {
    code: "L004",
    about: "caches and settings of editors",
    fires: { sdist: (good) => good.file(".DS_Store", "x").file(".idea/modules.xml", "x") },
    silent: {
      sdist: (good) => good.file(".github/workflows/ci.yml", "on: push\n").file(".gitignore", "x\n"),
    },
    says: ".DS_Store and 1 more",
    severity: "info",
  },
  {
    code: "L006",
    fires: {
      wheel: (good) =>
        good.file("demo/paths.py", `X = 1\nDATA = "${["", "home", "ada", "data.csv"].join("/")}"\n`),
    },
    silent: {
      wheel: (good) =>
        good.file(
          "demo/paths.py",
          `DATA = "${["", "home", "user", "data.csv"].join("/")}"\nDOC = "https://x.dev/home/ada/x"\n`,
        ),
    },
    says: "names /home/ada/data.csv",
    at: "demo-1.0-py3-none-any.whl!/demo/paths.py:2",
  },
  {
    code: "L007",
    fires: {
      sdist: (good) =>
        good.file(
          "src/demo/merge.py",
          `a = 1\n${"<".repeat(7)} HEAD\nb = 1\n${"=".repeat(7)}\nb = 2\n${">".repeat(7)} other\n`,
        ),
    },
    silent: { sdist: (good) => good.file("doc.rst", `Title\n${"=".repeat(7)}\n`) },
    says: "markers of a merge conflict",
    at: "demo-1.0.tar.gz!/demo-1.0/src/demo/merge.py:2",
  },
  {
    code: "L007",
    about: "left files",
    fires: { sdist: (good) => good.file("src/demo/cli.py.orig", "x").file("src/demo/cli.py~", "x") },
    silent: { sdist: (good) => good.file("tests/data/a.txt~", "x") },
    says: "cli.py.orig and 1 more",
    severity: "info",
  },
  {
    code: "L008",
    fires: { sdist: (good) => good.file(".coverage", "SQLite").file("pyproject.prof/x", "y") },
    silent: { sdist: (good) => good.file(".coveragerc", "[run]\n").file("src/demo/coverage.py", "") },
    says: "demo-1.0.tar.gz contains .coverage",
  },
  {
    code: "L009",
    fires: {
      wheel: (good) => good.file("demo/tests/__init__.py", "").file("demo/tests/test_a.py", "x = 1\n"),
    },
    silent: { wheel: (good) => good.file("demo/testing.py", "x = 1\n") },
    says: "2 test files (1 KiB), for example in demo/tests",
  },
  {
    code: "L010",
    fires: {
      sdist: (good) => good.file("dist/demo-0.9.tar.gz", "x").file("dist/demo-0.9-py3-none-any.whl", "x"),
    },
    silent: { sdist: (good) => good.file("tests/wheels/a-1-py3-none-any.whl", "x") },
    says: "dist/demo-0.9.tar.gz and 1 more",
  },
  {
    code: "L011",
    fires: {
      sdist: (good) =>
        good.file(
          "requirements.txt",
          `--index-url https://ada:${PASSWORD}@packages.good.dev/simple\nclick\n`,
        ),
    },
    silent: {
      sdist: (good) =>
        good
          .file("requirements.txt", "--index-url https://user:password@packages.good.dev/simple\n")
          .file("pip.conf", "index-url = https://ada:${PASSWORD}@packages.good.dev/simple\n")
          .file("other.cfg", `see = https://ada:${PASSWORD}@good.dev/page\n`),
    },
    says: "ada:***@packages.good.dev",
    at: "demo-1.0.tar.gz!/demo-1.0/requirements.txt:1",
  },
  {
    code: "L011",
    about: "in the tree",
    fires: {
      tree: { "pip.conf": `[global]\nindex-url = https://ada:${PASSWORD}@packages.good.dev/simple\n` },
    },
    says: "ada:***@packages.good.dev",
    at: "pip.conf:2",
  },
  {
    code: "L012",
    fires: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp312-cp312-manylinux_2_28_x86_64" })).file(
          "demo/_ext.so",
          Buffer.from("\x7fELF....\0.text\0.debug_info\0", "latin1"),
        ),
    },
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp312-cp312-manylinux_2_28_x86_64" })).file(
          "demo/_ext.so",
          Buffer.from("\x7fELF....\0.text\0.data\0", "latin1"),
        ),
    },
    says: "demo/_ext.so has debug symbols",
  },
  {
    code: "L013",
    fires: { wheel: (good) => good.file("demo/core.py", "__pyarmor__(__name__, __file__, b'PY')\n") },
    silent: { wheel: (good) => good.file("demo/core.py", "NAME = '__pyarmor'\n") },
    says: "encrypted by PyArmor",
  },
  {
    code: "L014",
    fires: { wheel: (good) => good.file("demo/core.py", "x = 1\nname = 'a\u202eb'\n") },
    silent: { wheel: (good) => good.file("demo/core.py", "name = 'a \u2014 b \u00e9'\n") },
    says: "U+202E",
    at: "demo-1.0-py3-none-any.whl!/demo/core.py:2",
  },
  {
    code: "L015",
    fires: { wheel: (good) => good.file("demo/static/app.js.map", "{}") },
    silent: { wheel: (good) => good.file("demo/static/level.map", "x") },
    says: "demo/static/app.js.map",
  },
];
