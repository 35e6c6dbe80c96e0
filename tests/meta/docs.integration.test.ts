import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { COMMANDS } from "../../src/cli/program.ts";
import { shellSteps } from "../support/documents.ts";
import { packageScript, REPOSITORY, repositoryFiles, repositoryText } from "../support/repository.ts";
import { runSteps } from "../support/run-steps.ts";

const home = mkdtempSync(join(tmpdir(), "shipwheel-docs-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the tutorial", () => {
  test("runs, command by command, and shows what it says", () => {
    const steps = shellSteps(repositoryText("docs/tutorial.md") ?? "");
    expect(steps.length).toBeGreaterThan(4);
    const { status, outputs } = runSteps(steps, home);
    for (const [index, step] of steps.entries()) {
      for (const line of step.expected) expect(outputs[index], step.script).toContain(line);
    }
    expect(status, outputs.at(-1) ?? "").toBe(0);
  });

  test("a tutorial whose command fails is found", () => {
    expect(runSteps(shellSteps("```sh\ntrue\n```\n\n```sh\nfalse\ntrue\n```\n"), home).status).toBe(1);
  });

  test("reads the expected lines of a block, and only behind a shell block", () => {
    expect(shellSteps("```sh\necho a\n```\n\n```text\na\n…\n\nb\n```\n\n```toml\nx = 1\n```\n")).toEqual([
      { script: "echo a\n", expected: ["a", "b"] },
    ]);
  });
});

describe("the README", () => {
  const readme = repositoryText("README.md") ?? "";

  test("names every command that there is, and no other", () => {
    const table = readme.split("| command | purpose |")[1]?.split("\n\n")[0] ?? "";
    const named = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name ?? ""),
    );
    expect(named.toSorted()).toEqual(COMMANDS.map((command) => command.name).toSorted());
  });

  test("stays below 150 lines, with installation, the recorded run and the table of other tools", () => {
    expect(readme.split("\n").length).toBeLessThan(150);
    expect(readme).toContain("uv tool install .");
    expect(readme).toContain("$ shipwheel rehearse");
    expect(readme).toContain("| **shipwheel** |");
  });

  test("names the two commands that do everything, and the scripts that they call exist", () => {
    expect(readme).toContain("npm ci && npm run demo");
    expect(readme).toContain("npm ci && npm test");
    expect(packageScript("demo")).not.toBe("");
    expect(repositoryText(".ci/run")).toContain("npm test");
  });
});

test("every link between documents leads somewhere", () => {
  const documents = repositoryFiles().filter(
    (path) => path.endsWith(".md") && !path.startsWith("examples/") && !path.includes("/projects/"),
  );
  expect(documents.length).toBeGreaterThan(10);
  const broken = documents.flatMap((path) => brokenLinks(path, repositoryText(path) ?? ""));
  expect(broken).toEqual([]);
  expect(brokenLinks("docs/README.md", "see [x](nowhere.md)")).toEqual(["docs/README.md: nowhere.md"]);
  expect(brokenLinks("docs/README.md", "[A](rules/archives.md#a001) [Z](rules/archives.md#z999)")).toEqual([
    "docs/README.md: rules/archives.md#z999",
  ]);
});

test("every file that the development documents name is there", () => {
  const documents = repositoryFiles().filter((path) => /^docs\/(development|decisions)\/.*\.md$/.test(path));
  const absent = documents.flatMap((path) => absentPaths(path, repositoryText(path) ?? ""));
  expect(absent).toEqual([]);
  expect(absentPaths("docs/x.md", "see `src/nowhere.ts` and `src/<room>/`")).toEqual([
    "docs/x.md: src/nowhere.ts",
  ]);
});

function absentPaths(path: string, text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|tests|scripts|bench|docs|examples|changes)\/[\w./-]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((named) => !existsSync(join(REPOSITORY, named)))
    .map((named) => `${path}: ${named}`);
}

function brokenLinks(path: string, text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map((match) => match[1] ?? "");
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [page = "", anchor] = target.split("#");
      const file = page === "" ? path : join(dirname(path), page);
      if (!existsSync(join(REPOSITORY, file))) return true;
      return anchor !== undefined && !anchors(page === "" ? text : (repositoryText(file) ?? "")).has(anchor);
    })
    .map((target) => `${path}: ${target}`);
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? "");
  const plain = headings.map((heading) => heading.replaceAll(/\]\([^)]*\)/g, ""));
  return new Set(
    plain.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** Runs the blocks in one shell, in the checkout, with an empty HOME, and cuts the output block by block. */
