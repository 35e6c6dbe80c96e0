import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExampleError, makeExample, stateFiles } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";

const ROOT = join(import.meta.dirname, "..", "..");
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shipwheel-example-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function git(where: string, ...argv: string[]): string {
  return execFileSync("git", argv, { cwd: where, encoding: "utf8" }).trim();
}

function runScript(
  argv: readonly string[],
  cwd = ROOT,
): { status: number | null; stdout: string; stderr: string } {
  const environment = { PATH: process.env["PATH"] ?? "", INIT_CWD: cwd };
  const script = join(ROOT, "scripts", "example.ts");
  return spawnSync(process.execPath, [script, ...argv], { cwd: ROOT, encoding: "utf8", env: environment });
}

const cells = stories.flatMap((story) =>
  Object.keys(story.states).map((state) => [story.name, state] as const),
);

describe("the stories", () => {
  test("there is one a seed, each broken, repaired and told", () => {
    expect(stories.map((story) => story.name)).toEqual(["modelforge", "pyforge", "lmstxt", "zen", "labos"]);
    for (const story of stories) {
      expect(story.states["broken"]?.expected.defects.length).toBeGreaterThanOrEqual(3);
      expect(story.states["repaired"]?.expected).toMatchObject({ exit: 0, defects: [] });
      const told = readFileSync(join(ROOT, "examples", story.name, "README.md"), "utf8");
      for (const name of Object.keys(story.states)) expect(told).toContain(`**\`${name}\`.**`);
      for (const defect of story.states["broken"]?.expected.defects ?? [])
        expect(told).toContain(defect.rule);
    }
  });
});

describe("a made repository", () => {
  test.each(cells)("%s %s is clean, tracks the whole state and nothing else", (name, state) => {
    makeExample(name, state, directory);
    expect(git(directory, "status", "--porcelain", "--ignored")).toBe("");
    const story = stories.find((candidate) => candidate.name === name);
    if (story === undefined) throw new Error("no such story");
    const files = stateFiles(story, state);
    expect(git(directory, "ls-files").split("\n")).toEqual([...files.keys()].toSorted());
    expect(git(directory, "rev-list", "--count", "HEAD")).toBe(String(story.states[state]?.history.length));
    const tags = story.states[state]?.history.flatMap((step) => step.tags ?? []);
    expect(git(directory, "tag").split("\n").filter(Boolean)).toEqual(tags);
  });

  test("has the same commits whatever the session's git settings, umask and time zone are", () => {
    const saved = process.umask(0o077);
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Auckland";
    process.env["GIT_AUTHOR_NAME"] = "Somebody Else";
    try {
      makeExample("zen", "broken", join(directory, "one"));
    } finally {
      process.umask(saved);
      delete process.env["GIT_AUTHOR_NAME"];
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
    makeExample("zen", "broken", join(directory, "two"));
    const [one, two] = ["one", "two"].map((each) =>
      git(join(directory, each), "rev-parse", "HEAD", "v1.2.1", "v1.2.2"),
    );
    expect(one).toBe(two);
  });

  test("has in pyforge the version that its own script would stamp", () => {
    makeExample("pyforge", "broken", directory);
    const described = git(directory, "describe", "--tags", "--long", "HEAD~1");
    const [, distance, node] = /^v0\.5\.4-(\d+)-(g[0-9a-f]+)$/u.exec(described) ?? [];
    expect(readFileSync(join(directory, "pyproject.toml"), "utf8")).toContain(
      `version = "0.5.5.dev${distance}+${node}"`,
    );
  });

  test("has in labos broken-toml a merge, and a table that is declared twice at the expected line", () => {
    makeExample("labos", "broken-toml", directory);
    expect(git(directory, "rev-list", "--merges", "--count", "HEAD")).toBe("1");
    for (const parent of ["HEAD^1", "HEAD^2"]) {
      expect(() => parse(git(directory, "show", `${parent}:pyproject.toml`))).not.toThrow();
    }
    const text = readFileSync(join(directory, "pyproject.toml"), "utf8");
    expect(() => parse(text)).toThrow(/redefine|already|twice|duplicate/iu);
    const fault = stories.find((story) => story.name === "labos")?.states["broken-toml"]?.expected.fault;
    expect(text.split("\n").lastIndexOf("[tool.setuptools]") + 1).toBe(fault?.line);
  });
});

describe("npm run example", () => {
  test("makes the repository in a directory relative to the caller's", () => {
    expect(runScript(["labos", "repaired", "made"], directory)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(git(join(directory, "made"), "describe", "--tags")).toBe("v0.1.1");
  });

  test("refuses a directory that holds anything, and leaves it alone", () => {
    writeFileSync(join(directory, "mine.txt"), "mine");
    const refused = runScript(["labos", "repaired", directory]);
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain("is not empty");
    expect(readFileSync(join(directory, "mine.txt"), "utf8")).toBe("mine");
  });

  test.each([
    ["nothing", []],
    ["an unknown example", ["nobody", "broken", "x"]],
    ["an unknown state", ["zen", "mended", "x"]],
    ["too much", ["zen", "broken", "x", "y"]],
  ])("lists what there is when it is called with %s", (_, argv) => {
    const answer = runScript(argv, directory);
    expect(answer.status).toBe(2);
    for (const [name, state] of cells) {
      expect(answer.stderr).toContain(`${name}: `);
      expect(answer.stderr).toContain(`  ${state}`);
    }
  });

  test("throws for a caller in the program, too", () => {
    mkdirSync(join(directory, "inner"));
    expect(() => makeExample("zen", "broken", directory)).toThrow(ExampleError);
  });
});
