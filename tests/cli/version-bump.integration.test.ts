import { execFileSync, spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identity, STATIC } from "../support/bump.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { PROGRAM, PROGRAM_ENVIRONMENT } from "../support/program.ts";

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit("chore: begin", STATIC);
  repository.tag("v0.1.0", "first");
});
afterEach(() => repository[Symbol.dispose]());

interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function shipwheel(...args: readonly string[]): Ended {
  const done = spawnSync(process.execPath, [PROGRAM, "version", ...args], {
    cwd: repository.root,
    env: { ...identity(), ...PROGRAM_ENVIRONMENT, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return { exit: done.status, stdout: done.stdout, stderr: done.stderr };
}

function json(...args: readonly string[]): Record<string, unknown> {
  return JSON.parse(shipwheel(...args, "--json").stdout) as Record<string, unknown>;
}

test("next tells the version and the commits that ask for it", () => {
  const hash = repository.commit("feat(api): new\n\nbody");
  repository.commit("docs: more");
  const { exit, stdout } = shipwheel("next");
  expect(exit).toBe(0);
  expect(stdout).toBe(
    `0.1.0 -> 0.2.0\n1 of 2 commits since v0.1.0 ask for a release, at most minor\n  ${hash.slice(0, 10)} minor feat(api): new\n`,
  );
  expect(shipwheel("next", "--all").stdout).toContain("none  docs: more");
  expect(json("next")).toMatchObject({
    schema: 1,
    name: "demo",
    source: "static",
    current: "0.1.0",
    last_tag: "v0.1.0",
    level: "minor",
    next: "0.2.0",
    tag: "v0.2.0",
    reason: null,
    commits: [
      { level: "none", type: "docs" },
      { commit: hash, level: "minor", type: "feat", scope: "api", breaking: false, description: "new" },
    ],
  });
});

test("quiet, next prints the version and nothing else", () => {
  expect(shipwheel("next", "-q")).toMatchObject({ exit: 0, stdout: "" });
  repository.commit("feat: new");
  expect(shipwheel("next", "-q")).toMatchObject({ exit: 0, stdout: "0.2.0\n" });
});

test("quiet, bump prints the version and nothing else; a fragment that it used is removed", () => {
  repository.commit("feat: new");
  expect(shipwheel("bump", "-q")).toMatchObject({ exit: 0, stdout: "0.2.0\n" });
  repository.commit("More", { "changes/12.bugfix.md": "A cure.\n" });
  expect(shipwheel("bump").stdout).toMatch(/^removed changes\/12\.bugfix\.md$/m);
});

test("nothing to release and a rejected step are told apart", () => {
  expect(shipwheel("next")).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("nothing to release") as string,
  });
  expect(json("next")).toMatchObject({
    level: "none",
    next: null,
    tag: null,
    reason: expect.any(String) as string,
  });
  expect(shipwheel("bump").exit).toBe(0);
  expect(json("bump")).toMatchObject({ level: "none", next: null, actions: [], made: null });
  expect(shipwheel("next", "final").exit).toBe(1);
  const refused = shipwheel("bump", "final");
  expect(refused.exit).toBe(1);
  expect(refused.stderr).toMatch(/^error\[version\/bump-refused\]: .*0\.1\.0 is already final/);
  expect(shipwheel("bump", "mayor")).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("did you mean major?") as string,
  });
});

test("the diff of a dry run is one that git applies, and gives what the bump writes", () => {
  const { exit, stdout } = shipwheel("bump", "minor", "--dry-run");
  expect(exit).toBe(0);
  const diff = stdout.slice(stdout.indexOf("--- a/"), stdout.indexOf("commit chore(release)"));
  execFileSync("git", ["apply", "--check"], { cwd: repository.root, input: diff });
  const made = shipwheel("bump", "minor");
  expect(made.exit).toBe(0);
  expect(made.stdout).toMatch(/wrote {2}pyproject\.toml[^]*commit [0-9a-f]{10}\ntag {4}v0\.2\.0\n/);
  execFileSync("git", ["apply", "--check", "--reverse"], { cwd: repository.root, input: diff });
});

test("dry run and bump tell the same actions in JSON", () => {
  repository.commit("fix!: gone");
  const dry = json("bump", "--pre", "beta", "--dry-run");
  const real = json("bump", "--pre", "beta");
  expect(real["actions"]).toEqual(dry["actions"]);
  expect(dry).toMatchObject({ next: "0.2.0b1", dry_run: true, made: null });
  expect(real).toMatchObject({
    dry_run: false,
    made: { commit: repository.git("rev-parse", "HEAD"), tags: [{ name: "v0.2.0b1" }] },
  });
});

test("the project may be named behind the level", () => {
  repository.commit("fix: b");
  const { root } = repository;
  const elsewhere = (...args: readonly string[]): string =>
    spawnSync(process.execPath, [PROGRAM, "version", ...args], {
      cwd: "/",
      env: { ...identity(), ...PROGRAM_ENVIRONMENT, NO_COLOR: "1" },
      encoding: "utf8",
    }).stdout;
  expect(elsewhere("next", root, "-q")).toBe("0.1.1\n");
  expect(elsewhere("next", "minor", root.slice(1), "-q")).toBe("0.2.0\n");
  expect(elsewhere("bump", "pre", "rc", root, "--dry-run")).toContain("0.1.0 -> 0.1.1rc1");
});
