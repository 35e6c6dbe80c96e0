import type { RuleCase } from "../rule-case.ts";

// Made of parts, so that no scanner takes this file for a leak.
const GITHUB = ["ghp", "x7Kq2mZ9bT4vN8cR1wY6pL3sD5fG0hJaQeUi"].join("_");
const AWS = ["AKIA", "Q3EGRIZXM5LTN7WB"].join("");
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
];
