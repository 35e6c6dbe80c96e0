import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  gitRepository,
  temporaryDirectory,
  type GitRepository,
  type TemporaryDirectory,
} from "../support/git.ts";
import { PROGRAM } from "../support/program.ts";
import { REPOSITORY } from "../support/repository.ts";

let scratch: TemporaryDirectory;
let project: GitRepository;

beforeAll(() => {
  scratch = temporaryDirectory();
  mkdirSync(join(scratch.path, "tmp"));
  project = gitRepository();
  project.commit("first", {
    "pyproject.toml": `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "asked-demo"
version = "1.2"
description = "A project for the tests of the terminal"
readme = "README.md"
requires-python = ">=3.9"
license = "MIT"
[project.urls]
Source = "https://localhost/asked-demo"
`,
    "README.md": `# asked-demo\n\n${"A description that is long enough to be one. ".repeat(4)}\n`,
    LICENSE: "MIT License\n\nPermission is hereby granted, free of charge, to any person\n",
    "asked_demo/__init__.py": "",
  });
});
afterAll(() => {
  project[Symbol.dispose]();
  scratch[Symbol.dispose]();
});

interface Session {
  /** What the terminal was sent, without colors. */
  readonly shown: string;
  readonly exit: number;
}

/** Runs shipwheel in a pseudo-terminal of 80 columns, and types `typed` at its question. */
function inTerminal(typed: string, args: readonly string[], variables: Record<string, string> = {}): Session {
  const { stdout } = spawnSync(
    "python3",
    [join(REPOSITORY, "scripts", "pty-run.py"), "80", typed, join(REPOSITORY, "bin", "shipwheel"), ...args],
    { cwd: project.root, encoding: "utf8", env: environment({ TERM: "xterm", ...variables }) },
  );
  // oxlint-disable-next-line no-control-regex -- these are the colors
  const shown = stdout.replaceAll(/\u001b\[\d*m/g, "");
  return { shown, exit: Number(/\nexit (-?\d+)\n$/.exec(stdout)?.[1]) };
}

function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  return {
    PATH,
    HOME,
    ...(XDG_CACHE_HOME === undefined ? {} : { XDG_CACHE_HOME }),
    LANG: "C.UTF-8",
    SHIPWHEEL_STATE_DIR: join(scratch.path, "state"),
    TMPDIR: join(scratch.path, "tmp"),
    ...more,
  };
}

const QUESTION = "Release asked-demo 1.2 to PyPI? 1 step cannot be undone. [y/N] ";

test("release on a terminal shows the plan and asks; no and Ctrl-C change nothing", () => {
  const { shown, exit } = inTerminal("n", ["release", "--no-forge"]);
  expect(shown).toContain("upload the distributions to PyPI (irreversible");
  expect(shown).toContain(QUESTION);
  expect(shown).toContain("nothing was done");
  expect(exit).toBe(130);
  expect(project.git("tag")).toBe("");
});

test.each([
  ["--yes", ["--yes"], {}],
  ["CI", [], { CI: "true" }],
])("release does not ask with %s", (_, more, variables) => {
  const { shown, exit } = inTerminal("y", ["release", "--no-forge", ...more], variables);
  expect(shown).not.toContain("[y/N]");
  // It goes on as far as it can: nothing here has credentials.
  expect([exit, shown]).toEqual([5, expect.stringContaining("auth/no-credentials")]);
  expect(project.git("tag")).toBe("");
});

test("release without a terminal does not ask", () => {
  const done = spawnSync(join(REPOSITORY, "bin", "shipwheel"), ["release", "--no-forge"], {
    cwd: project.root,
    encoding: "utf8",
    env: environment({}),
  });
  expect([done.status, done.stderr]).toEqual([5, expect.not.stringContaining("[y/N]")]);
});

/** What had been loaded when the terminal was sent its first line. */
interface AtFirstLine {
  readonly line: string;
  readonly builtins: readonly string[];
  readonly modules: number;
}

// Time tells of the machine: what counts is what is done before. No process can be started and nothing fetched
// by a program that has not loaded what does it.
test.each([
  ["rehearse", "Prepare"],
  ["release", "Prepare"],
  ["check", "Check"],
])("%s shows a line before it starts a process, fetches anything or loads its parts", (command, opening) => {
  const told = join(scratch.path, `${command}.json`);
  const watch = join(scratch.path, "watch.cjs");
  writeFileSync(
    watch,
    `const { registerHooks } = require("node:module");
     let modules = 0;
     registerHooks({ load: (url, context, next) => ((modules += 1), next(url, context)) });
     process.stderr.write = (line) => {
       const builtins = process.moduleLoadList;
       require("node:fs").writeFileSync(${JSON.stringify(told)}, JSON.stringify({ line, builtins, modules }));
       process.exit(0);
     };`,
  );
  const script = join(REPOSITORY, "scripts", "pty-run.py");
  spawnSync("python3", [script, "80", "", process.execPath, "-r", watch, PROGRAM, command], {
    cwd: project.root,
    env: environment({ TERM: "xterm", NO_COLOR: "1" }),
  });
  const { line, builtins, modules } = JSON.parse(readFileSync(told, "utf8")) as AtFirstLine;
  expect(line).toBe(`⠋ ${opening}\n`);
  for (const name of ["child_process", "http", "https", "tls", "dns"])
    expect(builtins).not.toContain(`NativeModule ${name}`);
  expect(modules).toBeLessThanOrEqual(8);
});

test("Ctrl-C leaves a clean screen: no spinner before the message", () => {
  const { shown, exit } = inTerminal("^C", ["rehearse", "--installer", "uv"]);
  expect(exit).toBe(130);
  const last = shown.split("\u001b[0J").at(-1) ?? "";
  expect(last).not.toMatch(/[⠀-⣿]/);
  expect(last).toMatch(/^(?:\^C)?error\[run\/interrupted\]: /m);
});

test("build writes dist/ as every builder does, again and again, and git sees nothing of it", () => {
  const run = (...args: readonly string[]): number | null =>
    spawnSync(join(REPOSITORY, "bin", "shipwheel"), ["build", ...args], {
      cwd: project.root,
      env: environment({}),
    }).status;
  expect([run(), run("-q")]).toEqual([0, 0]);
  const files = ["asked_demo-1.2-py3-none-any.whl", "asked_demo-1.2.tar.gz"];
  expect(readdirSync(join(project.root, "dist")).toSorted()).toEqual([".gitignore", ...files]);
  expect(project.git("status", "--porcelain")).toBe("");
  // A directory that was there is left as it is.
  const other = join(scratch.path, "other");
  mkdirSync(other);
  writeFileSync(join(other, "kept"), "");
  expect(run("--out-dir", other)).toBe(0);
  expect(readdirSync(other).toSorted()).toEqual([...files, "kept"]);
  expect(existsSync(join(project.root, "logs"))).toBe(false);
});
