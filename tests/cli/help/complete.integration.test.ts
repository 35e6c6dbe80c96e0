import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readingPorts } from "../../../src/adapters/reading-ports.ts";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { complete } from "../../../src/cli/help/complete.ts";
import { COMPLETION_SCRIPTS } from "../../../src/cli/help/completion-scripts.ts";
import { projectValues } from "../../../src/cli/help/project-values.ts";
import { COMMANDS } from "../../../src/cli/program.ts";
import { gitRepository, temporaryDirectory, type GitRepository } from "../../support/git.ts";

const program = makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve());

let workspace: GitRepository;
beforeAll(() => {
  workspace = gitRepository();
  workspace.commit("all", {
    "pyproject.toml": `[tool.shipwheel.version]
packages = ["packages/*"]
[tool.shipwheel.publish.indexes.company]
url = "https://company.example/upload/"
`,
    "packages/core/pyproject.toml": '[project]\nname = "acme-core"\nversion = "1.0"\n',
    "packages/extra/pyproject.toml": '[project]\nname = "acme-extra"\nversion = "1.0"\n',
  });
});
afterAll(() => workspace[Symbol.dispose]());

async function values(...words: readonly string[]): Promise<readonly (string | undefined)[]> {
  await using node = readingPorts();
  const found = await complete(program, words, projectValues(workspace.root, node.ports));
  return found.map((line) => line.split("\t")[0]);
}

test("commands, subcommands, options and rule codes are completed; a path is left to the shell", async () => {
  expect(await values("reh")).toEqual(["rehearse"]);
  expect(await values("version", "ne")).toEqual(["next"]);
  expect(await values("check", "--sel")).toEqual(["--select"]);
  expect(await values("check", "--js")).toEqual(["--json"]);
  expect(await values("explain", "P00")).toContain("P001");
  expect(await values("check", "--select", "K001,P00")).toContain("K001,P001");
  expect(await values("check", "pyproj")).toEqual([]);
  // What is accepted and not listed is not offered.
  expect(await values("build", "--outd")).toEqual([]);
});

test("values of options: choices, the names of indexes, of this project too", async () => {
  expect(await values("build", "--builder", "")).toEqual(["uv", "build"]);
  expect(await values("rehearse", "--installer", "pip,u")).toEqual(["pip,uv"]);
  expect(await values("publish", "--index", "")).toEqual(["pypi", "testpypi", "company"]);
  expect(await values("publish", "--index", "co")).toEqual(["company"]);
});

test("packages of a workspace are completed where a path is wanted", async () => {
  expect(await values("rehearse", "")).toEqual(["packages/core", "packages/extra"]);
  expect(await values("version", "packages/e")).toEqual(["packages/extra"]);
  expect(await values("release", "-C", "")).toEqual(["packages/core", "packages/extra"]);
});

test("a value behind an equals sign: whole, or in bash's three words", async () => {
  expect(await values("publish", "--index=co")).toEqual(["--index=company"]);
  expect(await values("publish", "--index", "=", "co")).toEqual(["company"]);
  expect(await values("publish", "--index", "=")).toContain("pypi");
});

test("an empty word, also in PowerShell's spelling", async () => {
  expect(await values("version", "")).toContain("next");
  expect(await values("version", '""')).toEqual(await values("version", ""));
});

test("a project that cannot be read offers nothing, and no error", async () => {
  using empty = temporaryDirectory();
  writeFileSync(join(empty.path, "pyproject.toml"), "[");
  await using node = readingPorts();
  const project = projectValues(empty.path, node.ports);
  expect(await complete(program, ["publish", "--index", "t"], project)).toEqual(["testpypi\tpublic index"]);
  expect(await complete(program, ["rehearse", ""], project)).toEqual([]);
});

/** A program of that name that answers every question with two commands. */
function withAnswers<Value>(use: (path: string) => Value): Value {
  using bin = temporaryDirectory("bin");
  const path = join(bin.path, "shipwheel");
  writeFileSync(path, '#!/bin/sh\nprintf "rehearse\\ttry it\\nrelease\\tdo it\\n"\n');
  chmodSync(path, 0o755);
  return use(`${bin.path}:${process.env["PATH"] ?? ""}`);
}

function isThere(shell: string): boolean {
  return spawnSync(shell, ["--version"]).error === undefined;
}

describe("the script that is printed", () => {
  test("completes in bash", () => {
    const lines = [
      COMPLETION_SCRIPTS["bash"] ?? "",
      "COMP_WORDS=(shipwheel re) COMP_CWORD=1",
      "_shipwheel",
      'echo "${COMPREPLY[@]}"',
    ];
    const printed = withAnswers((PATH) =>
      execFileSync("bash", ["-c", lines.join("\n")], { encoding: "utf8", env: { PATH } }),
    );
    expect(printed).toBe("rehearse release\n");
  });

  test.runIf(isThere("fish"))("completes in fish", () => {
    const script = `${COMPLETION_SCRIPTS["fish"]}\ncomplete -C "shipwheel re"`;
    const printed = withAnswers((PATH) =>
      execFileSync("fish", ["--no-config", "-c", script], {
        encoding: "utf8",
        env: { PATH, HOME: "/nonexistent" },
      }),
    );
    expect(printed).toBe("rehearse\ttry it\nrelease\tdo it\n");
  });

  test.runIf(isThere("zsh"))("completes in zsh", () => {
    // Without a terminal there is no completion: what it would show is asked of the function itself.
    const lines = [
      "compdef() { :; }",
      '_describe() { print -l -- "${(@P)2}"; }',
      COMPLETION_SCRIPTS["zsh"] ?? "",
      "words=(shipwheel re) CURRENT=2",
      "_shipwheel",
    ];
    const printed = withAnswers((PATH) =>
      execFileSync("zsh", ["-f", "-c", lines.join("\n")], { encoding: "utf8", env: { PATH } }),
    );
    expect(printed).toBe("rehearse:try it\nrelease:do it\n");
  });

  test.runIf(isThere("pwsh"))("is read by PowerShell", () => {
    const { status } = spawnSync("pwsh", [
      "-NoProfile",
      "-Command",
      COMPLETION_SCRIPTS["powershell"] ?? "exit 1",
    ]);
    expect(status).toBe(0);
  });

  test("asks the program with every word up to the cursor, in each shell", () => {
    for (const [shell, script] of Object.entries(COMPLETION_SCRIPTS)) {
      expect(script, shell).toContain("shipwheel __complete ");
      // What goes wrong while a person types is not shown.
      expect(script, shell).toMatch(/2>(?:\/dev\/null|\$null)/);
    }
  });

  // Few machines have PowerShell: these are the parts without which it completes nothing, or the wrong word.
  test.each([
    [
      "is registered for the command",
      "Register-ArgumentCompleter -Native -CommandName shipwheel -ScriptBlock {",
    ],
    ["takes what PowerShell gives it", "param($word, $ast, $position)"],
    ["passes on no word behind the cursor", "Where-Object { $_.Extent.StartOffset -lt $position }"],
    ["passes on the empty word that is to be completed", `if ($word -eq '') { $words += '""' }`],
    ["parts a candidate from its help at the tab", '$value, $text = $_ -split "`t", 2'],
    ["gives no empty help, which PowerShell rejects", `'ParameterValue', "$text ")`],
  ])("of PowerShell %s", (_, part) => {
    const script = COMPLETION_SCRIPTS["powershell"] ?? "";
    expect(script).toContain(part);
    const count = (sign: string): number => script.split(sign).length;
    for (const [open, close] of ["{}", "()", "[]"].map((each) => each.split("")))
      expect(count(open ?? ""), `${open} and ${close}`).toBe(count(close ?? ""));
  });
});
