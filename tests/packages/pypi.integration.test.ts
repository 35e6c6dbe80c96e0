import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { assemblePypiPackage } from "../../scripts/pypi-package.ts";
import { document, run as runProgram } from "../acceptance/cli.ts";
import { findUv } from "../support/python-tools.ts";
import { repositoryText } from "../support/repository.ts";
import { registries } from "./support.ts";

const scratch = mkdtempSync(join(tmpdir(), "shipwheel-pypi-"));
const tree = join(scratch, "tree");
const built = join(scratch, "built");
const python = join(scratch, "venv", "bin", "python");
const { version } = JSON.parse(repositoryText("package.json") ?? "") as { readonly version: string };
const sdist = join(built, `shipwheel-${version}.tar.gz`);
const wheel = join(built, `shipwheel-${version}-py3-none-any.whl`);
const home = join(scratch, "home");
const env = { PATH: process.env["PATH"] ?? "", HOME: home, SHIPWHEEL_NODE: process.execPath };

/** Built without a network, from an empty cache: the sdist from the tree, the wheel from the sdist. */
beforeAll(() => {
  mkdirSync(home);
  assemblePypiPackage(inject("program"), tree);
  uv("build", "--offline", "--no-cache", "--out-dir", built, tree);
  execFileSync("python3", ["-m", "venv", join(scratch, "venv")]);
  execFileSync(python, ["-m", "pip", "install", "-q", "--no-index", "--no-deps", wheel], { env });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the package for PyPI", () => {
  test("pip builds the same bytes without a network, from the sdist and from the tree", () => {
    for (const [name, source] of Object.entries({ sdist, tree })) {
      const out = join(scratch, `pip-${name}`);
      const flags = ["-q", "--no-index", "--no-deps", "--no-cache-dir", "--wheel-dir", out];
      execFileSync(python, ["-m", "pip", "wheel", ...flags, source], { env });
      expect(digest(join(out, `shipwheel-${version}-py3-none-any.whl`))).toBe(digest(wheel));
    }
  });

  test("hatchling makes the same members and the same metadata of it", () => {
    const other = join(scratch, "hatchling");
    cpSync(tree, other, { recursive: true });
    const own = readFileSync(join(tree, "pyproject.toml"), "utf8");
    const table = '[build-system]\nrequires = ["hatchling==1.33.0"]\nbuild-backend = "hatchling.build"\n';
    const packages = '[tool.hatch.build.targets.wheel]\npackages = ["python/src/shipwheel"]\n';
    const text = `${table}\n${own.slice(own.indexOf("[project]"))}\n${packages}`;
    writeFileSync(join(other, "pyproject.toml"), text);
    uv("build", "--wheel", "--out-dir", join(other, "out"), other);
    const theirs = contents(join(other, "out", `shipwheel-${version}-py3-none-any.whl`));
    const ours = contents(wheel);
    expect(ours.members).toEqual(theirs.members);
    expect(ours.fields).toEqual(theirs.fields);
  });

  test("has this version, and nothing to complain of but that its author has no address", async () => {
    expect(readFileSync(join(tree, "pyproject.toml"), "utf8")).toContain(`\nversion = "${version}"\n`);
    const checked = await runProgram(["check", tree, sdist, wheel, "--offline", "--json"], { env: {} });
    const findings = document(checked)["findings"] as readonly { readonly rule: string }[];
    expect(findings.map(({ rule }) => rule).filter((rule) => rule !== "L006")).toEqual(["M033"]);
  });
});

describe("the launcher", () => {
  const program = join(scratch, "venv", "bin", "shipwheel");
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}, input = "") =>
    spawnSync(program, args, { env: { ...env, ...more }, encoding: "utf8", input });

  test("hands on arguments, standard input, output and the exit code", () => {
    expect(run(["--version"])).toMatchObject({ status: 0, stdout: `shipwheel ${version}\n`, stderr: "" });
    const module = spawnSync(python, ["-m", "shipwheel", "--version"], { env, encoding: "utf8" });
    expect(module.stdout).toBe(`shipwheel ${version}\n`);
    expect(run(["no such command"]).status).toBe(2);
    expect(run(["explain", "-"], {}, "x").status).not.toBe(9);
  });

  test("where nothing waits for a child of its own, the exit code is the same", () => {
    const windows = "import sys, shipwheel._launcher as l; l.IS_WINDOWS = True; sys.exit(l.main())";
    for (const [args, code] of [
      [["--version"], 0],
      [["no-such-command"], 2],
    ] as const)
      expect(spawnSync(python, ["-c", windows, ...args], { env }).status).toBe(code);
  });

  test("becomes Node.js, so that a signal reaches the program", async () => {
    const child = spawn(program, ["index", "--port", "0"], { env, stdio: ["ignore", "pipe", "pipe"] });
    await Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
    child.kill("SIGTERM");
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    expect([0, 130, 143, "SIGTERM"]).toContain(code ?? signal);
  });

  test("says what is missing, and what cannot be started", () => {
    const none = { PATH: join(scratch, "nowhere"), SHIPWHEEL_NODE: "" };
    const missing = spawnSync(python, ["-m", "shipwheel"], { env: { ...env, ...none }, encoding: "utf8" });
    expect([missing.status, missing.stderr]).toEqual([
      9,
      "error: shipwheel needs Node.js: install it, or set SHIPWHEEL_NODE to its path\n",
    ]);
    const wrong = run(["--version"], { SHIPWHEEL_NODE: join(scratch, "node") });
    expect(wrong.status).toBe(9);
    expect(wrong.stderr).toContain("Node.js cannot be started: ");
  });
});

test("uvx brings Node.js along and rehearses an example in an empty home", () => {
  const project = join(scratch, "lmstxt");
  makeExample("lmstxt", "repaired", project);
  const { SHIPWHEEL_NODE: _, ...bare } = env;
  const args = [
    "tool",
    "run",
    "--from",
    wheel,
    "shipwheel",
    "rehearse",
    project,
    "--installer",
    "uv",
    "--json",
  ];
  const done = spawnSync(findUv(), args, {
    env: { ...bare, ...registries(), PATH: "/usr/bin:/bin" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(done.status, done.stderr + done.stdout).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({ verdict: "green" });
});

function uv(...args: readonly string[]): void {
  execFileSync(findUv(), args, { env: { ...env, ...registries() }, stdio: "pipe" });
}

function digest(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

interface Contents {
  readonly members: readonly string[];
  readonly fields: readonly string[];
}

/** What a wheel holds but what names its backend: members by digest, and the fields of METADATA in order of their names. */
function contents(path: string): Contents {
  const script = `
import email, hashlib, json, sys, zipfile
from pip._vendor.packaging.requirements import Requirement
w = zipfile.ZipFile(sys.argv[1])
own = [n for n in w.namelist() if not n.endswith(("/RECORD", "/WHEEL", "/METADATA"))]
plain = lambda name, value: str(Requirement(value)) if name == "Requires-Dist" else value
head = email.message_from_bytes(w.read(next(n for n in w.namelist() if n.endswith("/METADATA"))))
print(json.dumps({"members": sorted(n + " " + hashlib.sha256(w.read(n)).hexdigest() for n in own),
                  "fields": sorted("%s: %s" % (n, plain(n, v)) for n, v in head.items() if n != "Metadata-Version") + [head.get_payload()]}))`;
  return JSON.parse(execFileSync(python, ["-c", script, path], { encoding: "utf8" })) as Contents;
}
