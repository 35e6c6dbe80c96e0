import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { gitRepository, temporaryDirectory, writeFiles, type GitRepository } from "../support/git.ts";
import { document, run, type Ended } from "./cli.ts";

const SCM = '[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';
const STATIC = '[project]\nname = "demo"\nversion = "1.1"\n';

/** Every way to ask for a version that needs nothing but git. */
const WAYS: readonly (readonly string[])[] = [
  ["version", "--compat"],
  ["version"],
  ["version", "--all"],
  ["version", "explain"],
];

function tagged(pyproject = SCM): GitRepository {
  const repository = gitRepository();
  repository.commit("first", { "pyproject.toml": pyproject });
  repository.tag("v1.0", "release");
  repository.commit("second");
  return repository;
}

async function ask(
  way: readonly string[],
  root: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const home = { GIT_CEILING_DIRECTORIES: dirname(root), GIT_CONFIG_NOSYSTEM: "1" };
  return run([...way, "--json", "-C", root], { env: { ...home, ...env } });
}

/** Exit code and code of the error; never a stack trace, always a cure. */
function kind(ended: Ended): string {
  expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/\n {4}at |internal/u);
  const { error } = document(ended) as { error?: { code: string; remedy: string } };
  if (error === undefined) return String(ended.exit);
  expect(error.remedy.length).toBeGreaterThan(10);
  return `${ended.exit} ${error.code}`;
}

function version(ended: Ended): unknown {
  expect(ended.exit, ended.stdout).toBe(0);
  return document(ended)["version"];
}

describe("what git cannot read is a typed fault in every way to ask", () => {
  test.each(WAYS.map((way) => way.join(" ")))("%s", async (way) => {
    const words = way.split(" ");
    // Explaining does not fail: it tells why there is no version.
    const none = new Set(["1 no-version", "2 config/not-git", ...(way === "version explain" ? ["0"] : [])]);
    using directory = temporaryDirectory();
    writeFiles(directory.path, { "pyproject.toml": SCM });
    expect(none).toContain(kind(await ask(words, directory.path)));

    mkdirSync(join(directory.path, ".git"));
    expect([...none, "2 config/git-failed"]).toContain(kind(await ask(words, directory.path)));

    using repository = tagged();
    using bin = temporaryDirectory();
    symlinkSync(process.execPath, join(bin.path, "node"));
    const withoutGit = kind(await ask(words, repository.root, { PATH: bin.path }));
    expect([...none, "9 tool/not-found"]).toContain(withoutGit);

    // Another user's repository, as git sees it.
    const strange = { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" };
    expect(kind(await ask(words, repository.root, strange))).toMatch(
      /^(?:0|1 no-version|2 config\/unsafe-directory)$/u,
    );
  });

  test("corrupt references and objects", async () => {
    using references = tagged();
    writeFileSync(join(references.root, ".git", "HEAD"), "rubbish\n");
    for (const way of WAYS)
      expect(kind(await ask(way, references.root))).toMatch(
        way[1] === "explain" ? /^(?:0|[12] )/u : /^[12] /u,
      );

    using objects = tagged();
    for (const folder of readdirSync(join(objects.root, ".git", "objects")))
      rmSync(join(objects.root, ".git", "objects", folder), { recursive: true });
    for (const way of WAYS.slice(1))
      expect(kind(await ask(way, objects.root))).toMatch(way[1] === "explain" ? /^(?:0|[12] )/u : /^[12] /u);

    using tag = tagged();
    writeFileSync(join(tag.root, ".git", "refs", "tags", "v9.9"), `${"0".repeat(39)}1\n`);
    for (const way of WAYS) expect(kind(await ask(way, tag.root))).toMatch(/^(?:0|[12] )/u);
  });
});

describe("odd names and texts", () => {
  test("newlines in messages, authors that are no UTF-8, names with dashes and slashes", async () => {
    using repository = tagged();
    repository.git(
      "-c",
      "i18n.commitEncoding=latin1",
      "commit",
      "-q",
      "--allow-empty",
      "--author",
      "J\u00fcrgen <j@example.org>",
      "-m",
      "a\nb\n\n-dirty\nv9.9-3-gabc",
    );
    execFileSync("git", ["commit", "-q", "--allow-empty", "-F", "-"], {
      cwd: repository.root,
      input: Buffer.from([0x66, 0x69, 0x78, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
      env: {
        PATH: process.env["PATH"] ?? "",
        GIT_AUTHOR_NAME: "a",
        GIT_AUTHOR_EMAIL: "a@b",
        GIT_COMMITTER_NAME: "c",
        GIT_COMMITTER_EMAIL: "c@d",
      },
    });
    repository.git("tag", "feature/v0.1-3-gabc", "v1.0^{}");
    for (const way of [["version"], ["version", "--compat"], ["version", "explain"]])
      expect(kind(await ask(way, repository.root)), way.join(" ")).toBe("0");
    expect(kind(await ask(["version", "--all"], repository.root))).toBe("0");
  });

  test("a tag whose version is empty, and one of blanks, which git rejects, do not count", async () => {
    using repository = tagged(STATIC);
    for (const rejected of ["v 2.0", "release/", ""])
      expect(() => repository.git("tag", rejected)).toThrow(/not a valid tag name/u);
    repository.tag("v");
    expect(version(await ask(["version", "explain"], repository.root))).toBe("1.1");
  });

  test("ten thousand tags", async () => {
    using repository = tagged();
    const head = repository.git("rev-parse", "HEAD~1");
    const lines = Array.from({ length: 10_000 }, (_, index) => `create refs/tags/v0.${index} ${head}`);
    execFileSync("git", ["update-ref", "--stdin"], { cwd: repository.root, input: `${lines.join("\n")}\n` });
    repository.git("pack-refs", "--all");
    for (const way of [["version"], ["version", "explain"], ["version", "--all"]]) {
      const ended = await ask(way, repository.root);
      expect(kind(ended)).toBe("0");
    }
  });
});

describe("shapes of repositories", () => {
  test("a linked worktree, a submodule, a bare repository", async () => {
    using repository = tagged();
    using elsewhere = temporaryDirectory();
    const linked = join(elsewhere.path, "linked");
    repository.git("worktree", "add", "-q", "--detach", linked);
    const whole = version(await ask(["version"], repository.root));
    expect(version(await ask(["version"], linked))).toBe(whole);
    expect(kind(await ask(["version", "--all"], linked))).toBe("0");

    using outer = gitRepository();
    outer.commit("outer");
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repository.root, "sub");
    expect(version(await ask(["version"], join(outer.root, "sub")))).toBe(whole);

    const bare = join(elsewhere.path, "bare.git");
    repository.git("clone", "-q", "--bare", repository.root, bare);
    writeFiles(bare, { "pyproject.toml": SCM });
    for (const way of WAYS) expect(kind(await ask(way, bare))).toMatch(/^[12] /u);
  });

  test("a repository without a commit", async () => {
    using repository = gitRepository();
    repository.write({ "pyproject.toml": SCM });
    for (const way of WAYS) expect(kind(await ask(way, repository.root))).toMatch(/^(?:0|[12] )/u);
  });
});

describe("regular expressions of strangers", () => {
  test.each([
    ["(?P<version>a)(?(version)b|c)", "2 unsupported-regex"],
    ["(?>v)(?P<version>.+)", "2 unsupported-regex"],
    ["^v(?P<version>.+)(", "2 bad-tag-regex"],
    [String.raw`^v(?P<version>(?:\d|\d\d|[0-9])+)+x$`, "2 unsupported-regex"],
  ])("%s", async (regex, expected) => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": `${SCM}tag.regex = '''${regex}'''\n` });
    repository.tag(`v${"1".repeat(60)}`);
    for (const way of [
      ["version", "--compat"],
      ["version", "--all"],
    ]) {
      const ended = await ask(way, repository.root);
      const told = way.includes("--all") ? "0" : expected;
      expect(kind(ended)).toBe(told);
    }
  });
});
