import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { main } from "../../src/cli/program.ts";
import {
  gitRepository,
  temporaryDirectory,
  type GitRepository,
  type TemporaryDirectory,
} from "../support/git.ts";

let scratch: TemporaryDirectory;
let project: GitRepository;
const before = { ...process.env };

beforeAll(() => {
  scratch = temporaryDirectory();
  mkdirSync(join(scratch.path, "tmp"));
  Object.assign(process.env, {
    SHIPWHEEL_STATE_DIR: join(scratch.path, "state"),
    TMPDIR: join(scratch.path, "tmp"),
    SHIPWHEEL_NO_PROGRESS: "1",
  });
  delete process.env["PYTHONDONTWRITEBYTECODE"];
  project = gitRepository();
  project.commit("first", {
    "pyproject.toml": [
      "[build-system]",
      'requires = ["hatchling"]',
      'build-backend = "hatchling.build"',
      "[project]",
      'name = "cli-demo"',
      'version = "1.2"',
      'description = "A project for the tests of the command line"',
      'readme = "README.md"',
      'requires-python = ">=3.9"',
      'license = "MIT"',
      'authors = [{ name = "Demo" }]',
      "[project.urls]",
      'Source = "https://localhost/cli-demo"',
      "[project.scripts]",
      'cli-demo = "cli_demo:main"',
      "",
    ].join("\n"),
    "README.md": `# cli-demo\n\n${"A description that is long enough to be one. ".repeat(4)}\n`,
    LICENSE: "MIT License\n\nPermission is hereby granted, free of charge, to any person\n",
    "cli_demo/__init__.py": [
      "import argparse",
      "",
      "def main():",
      "    parser = argparse.ArgumentParser()",
      '    parser.add_argument("--version", action="version", version="1.2")',
      "    parser.parse_args()",
      "",
    ].join("\n"),
  });
  project.tag("v1.2");
});

afterAll(() => {
  process.env = before;
  project[Symbol.dispose]();
  scratch[Symbol.dispose]();
});

/** What the command that runs has printed so far. */
let printed = "";

/** Runs the command line in this process and answers what it wrote. */
async function cli(...argv: readonly string[]): Promise<{ exit: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  printed = "";
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    printed = stdout;
    return true;
  });
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  try {
    return { exit: await main(argv), stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("the commands", () => {
  test("rehearse goes green, and leaves artifacts, record and both reports", async () => {
    const output = join(scratch.path, "out");
    process.env["SHIPWHEEL_NO_PROGRESS"] = "0";
    const { exit, stdout, stderr } = await cli(
      "rehearse",
      project.root,
      "--installer",
      "uv",
      "-o",
      output,
      "--color",
      "never",
    );
    process.env["SHIPWHEEL_NO_PROGRESS"] = "1";
    expect(exit, stdout).toBe(0);
    const phases = stderr.trimEnd().split("\n");
    expect(phases.map((line) => /^✓ (\w+) /.exec(line)?.[1])).toEqual([
      "Prepare",
      "Build",
      "Check",
      "Publish",
      "Install",
    ]);
    expect(`${stderr}${stdout}`.trimEnd().split("\n").length, stdout).toBeLessThanOrEqual(12);
    expect(stdout).toMatch(/\nPASSED: cli-demo 1\.2 would be accepted/);
    expect(stdout).toMatch(/^built {4}\S+\/dist \(/m);
    const report = JSON.parse(readFileSync(join(output, "report.json"), "utf8")) as Record<string, unknown>;
    expect(report).toMatchObject({ schema: 1, verdict: "green", exitCode: 0, project: { tags: ["v1.2"] } });
    const html = readFileSync(join(output, "report.html"), "utf8");
    expect(html).toContain("<b>PASSED:</b> cli-demo 1.2 can be released.");
    expect(html).toContain("cli_demo-1.2-py3-none-any.whl");
    const record = readFileSync(join(output, "record.jsonl"), "utf8").trimEnd().split("\n");
    const types = record.map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe("run-started");
    expect(types.at(-1)).toBe("run-ended");
    expect(types.filter((type) => type === "artifact")).toHaveLength(2);
  });

  test("no work is done twice: one build, one index, one scan, one environment a trial", async () => {
    const { stdout } = await cli("rehearse", project.root, "--installer", "uv", "--json");
    const { processes, trials } = JSON.parse(stdout) as {
      processes: Record<string, number>;
      trials: unknown[];
    };
    expect(trials).toHaveLength(2);
    // uv: its version, one build environment with its requirements, an environment and an installation for each
    // trial, and one resolution for each declared Python (the lowest one here).
    expect(processes["uv"]).toBeLessThanOrEqual(8);
    // Python: the hooks, the scan, a driver for each trial.
    const pythons = Object.entries(processes).filter(([name]) => name.startsWith("python"));
    expect(pythons.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(6);
    expect(processes["cli-demo"]).toBe(3);
  });

  test("build leaves the wheel and the sdist, and verify takes them", async () => {
    const output = join(scratch.path, "built");
    const built = await cli("build", project.root, "-o", output, "--json");
    const { artifacts } = JSON.parse(built.stdout) as { artifacts: { path: string; sha256: string }[] };
    expect(artifacts.map((each) => basename(each.path)).toSorted()).toEqual([
      "cli_demo-1.2-py3-none-any.whl",
      "cli_demo-1.2.tar.gz",
    ]);
    expect(artifacts.every((each) => existsSync(each.path))).toBe(true);
    const verified = await cli("verify", ...artifacts.map((each) => each.path), "--installer", "uv");
    expect(verified.exit, verified.stdout).toBe(0);
    expect(verified.stdout).toContain("PASSED: cli-demo 1.2 installs, imports and runs");
  });

  test("verify without a wheel says what it wants", async () => {
    const { exit, stdout } = await cli(
      "verify",
      join(scratch.path, "built", "cli_demo-1.2.tar.gz"),
      "--json",
    );
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "red",
      error: { code: "usage/no-wheel", phase: "usage" },
    });
  });

  test("plan shows the steps, marks what cannot be undone and changes nothing", async () => {
    const status = (): string =>
      execFileSync("git", ["status", "--porcelain"], { cwd: project.root, encoding: "utf8" });
    const { exit, stdout } = await cli("plan", project.root, "--color", "never");
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^cli-demo 1\.2 \(stable\) to PyPI\n/);
    expect(stdout).toMatch(/ ! upload the distributions to PyPI/);
    expect(status()).toBe("");
    const { steps } = JSON.parse((await cli("plan", project.root, "--json")).stdout) as {
      steps: { id: string; reversible: boolean }[];
    };
    expect(steps.filter((step) => !step.reversible).map((step) => step.id)).toEqual(["upload"]);
  });

  test("check is green on a sound tree, and red with --select on what is planted", async () => {
    const sound = await cli("check", project.root, "--color", "never");
    expect(sound.exit, sound.stdout).toBe(0);
    project.write({ "cli_demo/.env": "TOKEN=pypi-AgEIcHlwaS5vcmc" });
    const text = await cli("check", project.root, "--verbose", "--select", "V002");
    expect(text.stdout).toMatch(/V002/);
    const other = await cli("check", project.root, "--ignore", "V,L", "--exit-zero", "--json");
    expect(other.exit).toBe(0);
    expect(JSON.parse(other.stdout)).toMatchObject({
      verdict: "green",
      summary: { ignored: expect.any(Number) },
    });
    project.write({ "cli_demo/.env": null });
  });

  test("explain knows the rules of every stage, by code and by name", async () => {
    for (const word of ["P001", "direct-url-dependency", "i001", "B003", "upload-refused"]) {
      const { exit, stdout } = await cli("explain", word, "--color", "never");
      expect(exit, word).toBe(0);
      expect(stdout).toMatch(/\nwhy: /);
    }
  });

  test("index prints its addresses and ends with a signal", async () => {
    const running = cli("index", "--no-tls");
    await expect.poll(() => printed).not.toBe("");
    process.emit("SIGINT");
    const { exit, stdout } = await running;
    expect(exit).toBe(130);
    expect(stdout).toMatch(/^upload {3}http:\/\/127\.0\.0\.1:\d+\/legacy\/\n/);
  });

  test("every command is in the help", async () => {
    const { exit, stdout } = await cli("--help");
    expect(exit).toBe(0);
    for (const name of ["plan", "rehearse", "check", "explain", "build", "verify", "index"]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name}`, "m"));
    }
    expect((await cli("rehearse", "--help")).exit).toBe(0);
  });

  test("global options count before and behind the command", async () => {
    const behind = await cli("explain", "P001", "--json");
    const ahead = await cli("--json", "explain", "P001");
    expect(JSON.parse(ahead.stdout)).toEqual(JSON.parse(behind.stdout));
  });
});
