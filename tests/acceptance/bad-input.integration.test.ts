import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory, writeFiles, type FileSet, type TemporaryDirectory } from "../support/git.ts";
import { document, run, start } from "./cli.ts";

const SETTINGS = [
  "[build-system]",
  'requires = ["hatchling"]',
  'build-backend = "hatchling.build"',
  "[project]",
  'name = "bad-input-demo"',
  'version = "1.0"',
  'description = "A project for the tests of bad input"',
  'readme = "README.md"',
  'requires-python = ">=3.9"',
  'license = "MIT"',
  "",
].join("\n");

const DEMO: FileSet = {
  "pyproject.toml": SETTINGS,
  "README.md": `# demo\n\n${"A description that is long enough to be one. ".repeat(4)}\n`,
  LICENSE: "MIT License\n\nPermission is hereby granted, free of charge, to any person\n",
  "bad_input_demo/__init__.py": '"""Demo."""\n',
};

let scratch: TemporaryDirectory;
let env: Record<string, string>;
beforeEach(() => {
  scratch = temporaryDirectory("größe und raum");
  const temporary = join(scratch.path, "tmp");
  mkdirSync(temporary);
  env = { SHIPWHEEL_STATE_DIR: join(scratch.path, "state"), TMPDIR: temporary };
});
afterEach(() => {
  scratch[Symbol.dispose]();
});

function project(
  name: string,
  files: FileSet,
  options: { readonly commit: boolean } = { commit: true },
): string {
  const root = join(scratch.path, name);
  mkdirSync(root);
  writeFiles(root, files);
  if (options.commit) {
    const git = (...args: string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: root });
    };
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-qm", "first");
  }
  return root;
}

/** Nothing of a run is left behind in the directory for temporary files. */
function expectNothingLeft(): void {
  expect(readdirSync(join(scratch.path, "tmp"))).toEqual([]);
}

describe("what is not there or cannot be read is told with its kind, exit code and cure", () => {
  test.each<[string, () => readonly string[], number, string, string]>([
    ["no such directory", () => ["rehearse", join(scratch.path, "none")], 2, "usage", "usage/no-directory"],
    [
      "an empty directory",
      () => ["rehearse", project("a", {}, { commit: false })],
      2,
      "config",
      "config/no-project",
    ],
    ["no git", () => ["rehearse", project("b", DEMO, { commit: false })], 2, "config", "config/not-git"],
    ["an unknown option", () => ["rehearse", "--nonsense"], 2, "usage", "usage/no-such-option"],
    ["an unknown command", () => ["nonsense"], 2, "usage", "usage/no-such-command"],
    ["an unknown installer", () => ["rehearse", "--installer", "conda"], 2, "usage", "usage/arguments"],
    ["an unknown rule", () => ["explain", "ZZZ999"], 2, "usage", "usage/no-such-rule"],
    ["a text of no known cause", () => ["explain", "it is broken"], 2, "usage", "usage/no-known-message"],
    ["no workflow", () => ["workflow", "check", project("w", DEMO)], 2, "usage", "workflow/none"],
    ["an absent file", () => ["check", join(scratch.path, "no.whl")], 2, "usage", "usage/no-such-path"],
    [
      "an interpreter that is missing",
      () => ["build", project("c", DEMO), "--python", "/no/such/python"],
      9,
      "tool",
      "tool/no-interpreter",
    ],
    [
      "broken TOML",
      () => ["build", project("d", { ...DEMO, "pyproject.toml": "[project]\nname = \n" })],
      2,
      "config",
      "config/toml-syntax",
    ],
    [
      "a setting that does not exist",
      () => [
        "check",
        project("e", {
          ...DEMO,
          "pyproject.toml": `${SETTINGS}[tool.shipwheel]\nbuildr = "uv"\n`,
        }),
      ],
      2,
      "config",
      "config/unknown-key",
    ],
  ])("%s", async (_, args, exit, phase, code) => {
    const ended = await run([...args(), "--json"], { env });
    expect(ended.exit, ended.stderr).toBe(exit);
    const { error } = document(ended);
    expect(error).toMatchObject({ phase, code });
    expect(String(error["remedy"]).length).toBeGreaterThan(10);
    expectNothingLeft();
  });

  test("a place in a file is shown with the line and a caret", async () => {
    const root = project("t", { ...DEMO, "pyproject.toml": '[project]\nname = "x"\nversion = \n' });
    const ended = await run(["check", root], { env });
    expect(ended.stdout).toMatch(/--> pyproject\.toml:3:\d+\n[^\n]*\n 3 \| version = \n[^\n]*\^/);
  });
});

describe("a rehearsal", () => {
  test("of a tree without commits names the command that cures it", async () => {
    const root = project("p", DEMO, { commit: false });
    execFileSync("git", ["init", "-q"], { cwd: root });
    const ended = await run(["rehearse", root], { env });
    expect(ended.exit).toBe(2);
    expect(ended.stdout).toContain("git commit");
  });

  test("of a dirty tree takes the commit and says which files it leaves out; --worktree takes them", async () => {
    const root = project("p", DEMO);
    writeFileSync(join(root, "bad_input_demo", "late.py"), '"""Not committed."""\n');
    const clean = document(await run(["build", root, "--json"], { env }));
    const dirty = document(await run(["build", root, "--worktree", "--json"], { env }));
    const entries = (made: Record<string, unknown>): number =>
      (made["artifacts"] as { kind: string; entries: number }[]).find((each) => each.kind === "wheel")
        ?.entries ?? 0;
    expect(entries(dirty)).toBe(entries(clean) + 1);
    expect(clean["project"]).toMatchObject({ worktree: false, dirty: ["bad_input_demo/late.py"] });
    expect(dirty["project"]).toMatchObject({ worktree: true });
  });

  test("whose backend crashes is a build failure with exit 3, and leaves nothing to publish", async () => {
    const root = project("p", {
      ...DEMO,
      "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "back"\nbackend-path = ["."]\n',
      "back.py": "def build_sdist(directory, settings=None):\n    raise RuntimeError('the backend broke')\n",
    });
    const ended = await run(["build", root, "--json"], { env });
    const told = document(ended);
    expect(ended.exit).toBe(3);
    expect(told).toMatchObject({ verdict: "red", phase: "build", artifacts: [] });
    expect(JSON.stringify(told["findings"])).toContain("the backend broke");
    const { output } = told as unknown as { output: { directory: string } };
    expect(readdirSync(join(output.directory, "dist"))).toEqual([]);
    expectNothingLeft();
  });

  test("that is interrupted exits 130 and leaves no process and no temporary directory", async () => {
    const root = project("p", {
      ...DEMO,
      "pyproject.toml":
        '[build-system]\nrequires = []\nbuild-backend = "back"\nbackend-path = ["."]\n[project]\nname = "bad-input-demo"\nversion = "1.0"\n',
      "back.py": [
        "import subprocess, time, pathlib, os",
        "def build_sdist(directory, settings=None):",
        "    child = subprocess.Popen(['sleep', '3600'])",
        `    pathlib.Path(os.environ['TMPDIR'], 'started').write_text(str(child.pid))`,
        "    print('the build has started', flush=True)",
        "    time.sleep(3600)",
        "",
      ].join("\n"),
    });
    const git = (...args: string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: root });
    };
    git("tag", "v1.0");
    git("commit", "-q", "--allow-empty", "-m", "second");
    const running = start(["rehearse", root, "--json"], { env });
    const pidFile = await found(join(scratch.path, "tmp"), "started");
    running.interrupt();
    const ended = await running.ended;
    expect(ended.exit, ended.stderr).toBe(130);
    const told = document(ended);
    expect(told).toMatchObject({
      verdict: "red",
      phase: "interrupted",
      exitCode: 130,
      error: { phase: "interrupted" },
    });
    const stages = told["stages"] as readonly { readonly id: string; readonly outcome: string }[];
    expect(stages).toContainEqual(expect.objectContaining({ id: "version", outcome: "failed" }));
    expect(stages.find(({ id }) => id === "build")?.outcome).toBe("failed");
    // V006: the version is tagged elsewhere, which was known before the build.
    const findings = told["findings"] as readonly { readonly rule: string }[];
    expect(findings.map(({ rule }) => rule)).toEqual(["V006"]);
    const { output } = told as unknown as { output: { directory: string } };
    expect(JSON.parse(readFileSync(join(output.directory, "report.json"), "utf8"))).toEqual(told);
    expect(isAlive(pidFile)).toBe(false);
    expectNothingLeft();
  });

  test("beside another of the same project: both are green and have results of their own", async () => {
    const root = project("p", DEMO);
    const both = await Promise.all(
      [1, 2].map(() => run(["rehearse", root, "--installer", "uv", "--json"], { env })),
    );
    const told = both.map(document);
    expect(told.map((each) => each["verdict"])).toEqual(["green", "green"]);
    const outputs = told.map((each) => (each["output"] as { directory: string }).directory);
    expect(outputs[0]).not.toBe(outputs[1]);
    expectNothingLeft();
  });

  test("leaves the user's repository as it was", async () => {
    const root = project("p", DEMO);
    const state = (): string =>
      execFileSync(
        "sh",
        ["-c", "find . -type f -print0 | sort -z | xargs -0 sha256sum; git status --porcelain --ignored"],
        {
          cwd: root,
          encoding: "utf8",
        },
      );
    const before = state();
    const ended = await run(["rehearse", root, "--installer", "uv"], { env });
    expect(ended.exit, ended.stdout).toBe(0);
    expect(state()).toBe(before);
  });

  test("with a HOME that cannot be written says where the results went", async () => {
    const root = project("p", DEMO);
    const home = join(scratch.path, "home");
    writeFileSync(home, "a file, so that nothing can be made below it");
    const { SHIPWHEEL_STATE_DIR: _, ...rest } = env;
    const ended = await run(["build", root, "--json"], {
      env: { ...rest, SHIPWHEEL_STATE_DIR: "", XDG_STATE_HOME: "", HOME: home },
    });
    expect(ended.exit, ended.stderr).toBe(0);
    expect(ended.stderr).toContain("cannot be written");
    rmSync(join(scratch.path, "tmp", "shipwheel"), { recursive: true });
  });
});

/** Whether a process runs; one that has ended and was not collected yet does not. */
function isAlive(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits for a file somewhere below a directory and answers its text. */
async function found(directory: string, name: string): Promise<string> {
  for (;;) {
    for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      if (path.endsWith(`/${name}`)) {
        const text = readFileSync(join(directory, path), "utf8");
        if (text !== "") return text;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
