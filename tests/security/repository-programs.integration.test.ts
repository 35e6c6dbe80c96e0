import {
  appendFileSync,
  copyFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  gitRepository,
  temporaryDirectory,
  type GitRepository,
  type TemporaryDirectory,
} from "../support/git.ts";
import type { Ended } from "../acceptance/cli.ts";
import { runHere } from "../support/in-process.ts";

let scratch: TemporaryDirectory;
let repository: GitRepository;
/** Every program that ran wrote its name here. */
let marker: string;

beforeEach(() => {
  scratch = temporaryDirectory("programs");
  marker = join(scratch.path, "ran");
});
afterEach(() => {
  repository[Symbol.dispose]();
  scratch[Symbol.dispose]();
});

/** A program that says that it ran, and fails: git then does without. */
function program(name: string): string {
  const path = join(scratch.path, name.replaceAll(/[^\w]/g, "_"));
  writeFileSync(path, `#!/bin/sh\necho '${name}' >> '${marker}'\nexit 1\n`);
  chmodSync(path, 0o755);
  return path;
}

/** All that a repository may name a program in, each of them set; what has attributes was touched after its commit. */
function hostile(): GitRepository {
  const made = gitRepository();
  const bare = join(scratch.path, "remote.git");
  execFileSync("git", ["init", "--quiet", "--bare", bare]);
  made.commit("feat: first", {
    "pyproject.toml":
      '[build-system]\nrequires = ["flit_core>=3.11,<4"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "demo"\nversion = "1.0.0"\ndescription = "x"\n\n[tool.shipwheel.changelog]\nstyle = "conventional"\n',
    "demo.py": "x = 1\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.0.0 - 2026-01-01\n\n- x\n",
    ".gitattributes": "*.py filter=one diff=one\n*.md filter=a=b\n*.toml filter=long diff=one\n",
  });
  made.tag("v1.0.0", "v1.0.0");
  const hooks = join(scratch.path, "hooks");
  mkdirSync(hooks);
  for (const name of ["post-index-change", "reference-transaction", "pre-push", "fsmonitor-watchman"])
    copyFileSync(program(`hook-${name}`), join(hooks, name));
  const commands = ["status", "log", "ls-remote", "describe", "config"];
  // What a file beside the configuration says is the repository's word, too.
  writeFileSync(join(made.root, ".git", "more"), `[filter "one"]\nclean = ${program("filter-included")}\n`);
  appendFileSync(
    join(made.root, ".git", "config"),
    `
[filter "one"]
clean = ${program("filter-clean")}
smudge = ${program("filter-smudge")}
required = true
[filter "a=b"]
clean = ${program("filter-named-a=b")}
[filter "long"]
process = ${program("filter-process")}
[core]
fsmonitor = ${program("fsmonitor")}
sshCommand = ${program("ssh")}
pager = ${program("pager")}
editor = ${program("editor")}
askPass = ${program("askpass")}
alternateRefsCommand = ${program("alternate-refs")}
hooksPath = ${hooks}
gitProxy = ${program("git-proxy")}
[diff]
external = ${program("diff-external")}
[diff "one"]
command = ${program("diff-command")}
textconv = ${program("textconv")}
[log]
showSignature = true
[gpg]
program = ${program("gpg")}
[gpg "openpgp"]
program = ${program("gpg-openpgp")}
[gpg "ssh"]
program = ${program("gpg-ssh")}
defaultKeyCommand = ${program("gpg-key")}
[gpg "x509"]
program = ${program("gpg-x509")}
[alias]
${commands.map((name) => `${name} = "!${program(`alias-${name}`)}"`).join("\n")}
[pager]
${commands.map((name) => `${name} = ${program(`pager-${name}`)}`).join("\n")}
[credential]
helper = ${program("credential")}
[include]
path = more
[protocol]
allow = always
[protocol "ext"]
allow = always
[remote "origin"]
url = ${bare}
uploadpack = ${program("upload-pack")}
[branch "main"]
remote = origin
merge = refs/heads/main
`,
  );
  for (const file of ["demo.py", "CHANGELOG.md", "pyproject.toml"]) touch(join(made.root, file));
  return made;
}

/** Git has to read what has another time than the index says. */
function touch(path: string): void {
  utimesSync(path, new Date(), new Date(Date.now() - 5000));
}

const LOOKING: readonly (readonly string[])[] = [
  ["check"],
  ["plan"],
  ["plan", "--online"],
  ["status"],
  ["version"],
  ["version", "explain"],
  ["version", "check"],
  ["version", "next"],
  ["version", "bump", "--dry-run"],
  ["version", "sync", "--dry-run"],
  ["changelog"],
  ["changelog", "--check"],
  ["changelog", "--notes"],
  ["release", "--dry-run"],
  ["explain", "F001"],
];

async function run(...args: readonly string[]): Promise<Ended> {
  const env = {
    HOME: scratch.path,
    SHIPWHEEL_INDEX: "http://127.0.0.1:9/legacy/",
    SHIPWHEEL_NO_PROGRESS: "0",
  };
  return runHere(["-C", repository.root, ...args], { env });
}

function ran(): readonly string[] {
  return existsSync(marker) ? readFileSync(marker, "utf8").trim().split("\n") : [];
}

describe("what only looks starts no program that the repository's configuration names", () => {
  beforeEach(() => {
    repository = hostile();
  });

  test("every command that changes nothing", async () => {
    for (const command of LOOKING) {
      touch(join(repository.root, "demo.py"));
      const { exit } = await run(...command);
      expect(exit, command.join(" ")).not.toBe(70);
      expect(ran(), command.join(" ")).toEqual([]);
    }
  });

  test("git alone starts them: the trap works", () => {
    const attempt = (...args: readonly string[]): void => {
      try {
        repository.git(...args);
      } catch {
        // The programs fail, and some of them with git.
      }
    };
    attempt("-c", "core.fsmonitor=false", "status");
    attempt("-c", "core.fsmonitor=false", "diff", "HEAD");
    attempt("ls-remote", "origin");
    attempt("log", "-1");
    expect(ran()).toEqual(expect.arrayContaining(["filter-included", "filter-named-a=b", "upload-pack"]));
  });

  test("a remote that is a command, and one over ssh", async () => {
    for (const url of [`ext::${program("ext")}`, "ssh://127.0.0.1:9/x"]) {
      repository.git("config", "remote.origin.url", url);
      await run("status", "--no-forge");
      expect(ran()).toEqual([]);
    }
  });

  test("those of a submodule's own configuration", async () => {
    using other = gitRepository();
    other.commit("x", { "x.py": "x = 1\n", ".gitattributes": "*.py filter=below\n" });
    repository.git("config", "--unset", "include.path");
    for (const section of ["filter.one", "filter.a=b", "filter.long"])
      repository.git("config", "--remove-section", section);
    repository.git(
      "-c",
      "protocol.file.allow=always",
      "-c",
      "core.hooksPath=/dev/null",
      "-c",
      "core.alternateRefsCommand=:",
      "-c",
      "core.fsmonitor=false",
      "submodule",
      "--quiet",
      "add",
      other.root,
      "below",
    );
    repository.git(
      "-c",
      "core.hooksPath=/dev/null",
      "-c",
      "core.fsmonitor=false",
      "commit",
      "--quiet",
      "-m",
      "below",
    );
    execFileSync("git", [
      "-C",
      join(repository.root, "below"),
      "config",
      "filter.below.clean",
      program("filter-below"),
    ]);
    rmSync(marker, { force: true });
    touch(join(repository.root, "below", "x.py"));
    await run("status", "--no-forge", "--no-push");
    expect(ran()).toEqual([]);
    touch(join(repository.root, "below", "x.py"));
    repository.git("-c", "core.fsmonitor=false", "status");
    expect(ran()).toContain("filter-below");
  });

  test("what the person's own configuration names runs, and decides", async () => {
    appendFileSync(
      join(scratch.path, ".gitconfig"),
      `[filter "one"]\n\tclean = ${program("filter-of-the-person")}\n`,
    );
    await run("version", "next");
    expect(new Set(ran())).toEqual(new Set(["filter-of-the-person"]));
  });

  test("that something was passed over is said", async () => {
    const { stderr } = await run("version", "next", "--verbose");
    expect(stderr).toMatch(/not run: programs configured only in this repository \(.*filter\.one\.clean/);
  });
});
