import { describe, expect, test } from "vitest";

import { repositoryFiles, repositoryText } from "../support/repository.ts";

/** Package registries, in pieces, so that this file does not hold what it looks for. */
const HOSTS = [
  ["pypi", "org"],
  ["pypi", "io"],
  ["pythonhosted", "org"],
  ["npmjs", "org"],
  ["npmjs", "com"],
  ["yarnpkg", "com"],
  ["crates", "io"],
  ["rubygems", "org"],
  ["proxy.golang", "org"],
].map((parts) => parts.join("."));

/** PyPI's own addresses are facts of the upload protocol; they live in one file. */
const ENDPOINTS = "src/index-client/endpoints.ts";

interface Guard {
  readonly title: string;
  readonly applies: (path: string) => boolean;
  readonly pattern: RegExp;
  /** A path and a text that the guard must find. */
  readonly planted: readonly [string, string];
}

const GUARDS: readonly Guard[] = [
  {
    title: "no registry host outside of the endpoints file",
    applies: (path) => path !== ENDPOINTS,
    pattern: new RegExp(HOSTS.map((host) => host.replaceAll(".", "\\.")).join("|"), "i"),
    planted: [
      "docs/tutorial.md",
      `pip install --index-url https://${["test", "pypi", "org"].join(".")}/simple/ x`,
    ],
  },
  {
    title: "no download address in a lock file",
    applies: (path) => /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|uv\.lock|poetry\.lock)$/.test(path),
    pattern: /"resolved": "http|url = "http/,
    planted: ["package-lock.json", '      "resolved": "https://127.0.0.1/x.tgz",'],
  },
  {
    title: "no path of the machine that it was written on",
    applies: () => true,
    pattern: new RegExp(
      ["work/(main|shared)", "tmp/plan", "root/\\.", "opt/wheels"].map((end) => `/${end}`).join("|"),
    ),
    planted: ["src/tree/git.ts", `const where = "${["", "work", "main"].join("/")}/src";`],
  },
  {
    title: "text becomes markup in the template, the frame and the sanitizer alone",
    applies: (path) =>
      /^src\/.*\.ts$/.test(path) && !/^src\/html\/(html|document|foreign-html)\.ts$/.test(path),
    pattern: /new Html\(/,
    planted: ["src/engine/page/head.ts", "return new Html(`<b>${name}</b>`);"],
  },
  {
    title: "no focused test",
    applies: (path) => path.endsWith(".test.ts"),
    pattern: /\b(test|it|describe)\.only\(/,
    planted: ["tests/x.test.ts", ["test", "only('x', () => {});"].join(".")],
  },
];

describe("the repository is clean", () => {
  const files = repositoryFiles();

  test("looks at every committed file", () => {
    expect(files).toContain("package-lock.json");
    expect(files.filter((path) => repositoryText(path) !== null).length).toBeGreaterThan(100);
  });

  test.each(GUARDS)("$title", (guard) => {
    const violations = files.flatMap((path) => violation(guard, path, repositoryText(path)));
    expect(violations).toEqual([]);
  });

  test.each(GUARDS)("$title: a planted one is found", (guard) => {
    const [path, text] = guard.planted;
    expect(violation(guard, path, `first line\n${text}\n`)).toEqual([expect.stringContaining(`${path}:2: `)]);
  });

  test("PyPI's endpoints may stand in their one file", () => {
    const [guard] = GUARDS;
    expect(guard?.applies(ENDPOINTS)).toBe(false);
  });
});

/** `path:line: text` of every line that the guard finds. */
function violation(guard: Guard, path: string, text: string | null): readonly string[] {
  if (text === null || !guard.applies(path)) return [];
  return text
    .split("\n")
    .flatMap((line, index) =>
      guard.pattern.test(line) ? [`${path}:${index + 1}: ${line.slice(0, 200)}`] : [],
    );
}
