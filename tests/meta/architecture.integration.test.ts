import { posix } from "node:path";

import { describe, expect, test } from "vitest";

import { EFFECT_GLOBALS, EFFECT_MODULES, forbiddenRooms, ROOMS, WIRING_FILES } from "../../scripts/rooms.ts";
import { lintPlanted, runLint, type LintRun } from "../support/planted-tree.ts";
import { REPOSITORY, repositoryFiles, repositoryText } from "../support/repository.ts";

/** oxlint.config.ts, vitest.config.ts and scripts/rooms.ts. */
const CONFIGURATION_SOURCES = 3;
const rooms = Object.keys(ROOMS);
const sound = rooms.map((room): [string, string] => [
  `src/${room}/sound.ts`,
  `export const ${name(room)} = 1;\n`,
]);

describe("the linter holds the architecture", () => {
  test("reads every TypeScript file of the repository", () => {
    const sources = repositoryFiles().filter(
      (path) =>
        /^(src|tests|scripts|bench|examples)\/.*\.ts$/.test(path) &&
        !path.startsWith("tests/cases/") &&
        repositoryText(path) !== null,
    );
    expect(runLint(REPOSITORY).filesRead).toBeGreaterThanOrEqual(sources.length);
    expect(sources.length).toBeGreaterThan(50);
  });

  test("is green on a tree in which each room imports all that it may", () => {
    const allowed = rooms.flatMap((room) =>
      (ROOMS[room] ?? []).map((other): [string, string] => [
        `src/${room}/uses-${other}.ts`,
        importOf(room, other),
      ]),
    );
    const run = lintPlanted(Object.fromEntries([...sound, ...allowed]));
    expect(run.diagnostics).toEqual([]);
    expect(run.failed).toBe(false);
    expect(run.filesRead).toBe(sound.length + allowed.length + CONFIGURATION_SOURCES);
  });

  test("names every import of a room that may not be known, at any depth", () => {
    const planted = rooms.flatMap((room) =>
      forbiddenRooms(room).flatMap((other): [string, string][] => [
        [`src/${room}/bad-${other}.ts`, importOf(room, other)],
        [`src/${room}/deep/er/bad-${other}.ts`, importOf(room, other, "../../../")],
      ]),
    );
    expect(planted.length).toBeGreaterThan(200);
    const run = lintPlanted(Object.fromEntries([...sound, ...planted]));
    expect(run.failed).toBe(true);
    expect(flagged(run, "no-restricted-imports")).toEqual(planted.map(([path]) => path).sort());
  });

  test("lets cli, and nobody else, know the terminal", () => {
    const terminal = 'import { terminal } from "../adapters/terminal.ts";\nexport const used = terminal;\n';
    const users = rooms
      .filter((room) => room !== "adapters")
      .map((room): [string, string] => [`src/${room}/x.ts`, terminal]);
    const run = lintPlanted({
      ...Object.fromEntries(users),
      "src/adapters/terminal.ts": "export const terminal = 1;\n",
      "src/cli/y.ts": 'import { ports } from "../adapters/node-ports.ts";\nexport const used = ports;\n',
      "src/adapters/node-ports.ts": "export const ports = 1;\n",
    });
    const others = users.map(([path]) => path).filter((path) => path !== "src/cli/x.ts");
    expect(flagged(run, "no-restricted-imports")).toEqual([...others, "src/cli/y.ts"].sort());
  });

  test("names every effect outside of src/adapters, and none inside", () => {
    const acting = rooms.filter((room) => room !== "adapters");
    const effects = [
      ...EFFECT_MODULES.map((module) => `import * as m from "node:${module}";\nexport const used = m;\n`),
      ...EFFECT_MODULES.map((module) => `export { default as used } from "${module}";\n`),
    ];
    const globals = EFFECT_GLOBALS.map((global) => `export const used: unknown = ${global};\n`);
    const planted = (text: string, index: number, kind: string): [string, string][] =>
      acting.map((room) => [`src/${room}/${kind}-${index}.ts`, text]);
    const imports = effects.flatMap((text, index) => planted(text, index, "module"));
    const uses = globals.flatMap((text, index) => planted(text, index, "global"));
    const clock = acting.map((room): [string, string] => [
      `src/${room}/clock.ts`,
      "export const now = Date.now();\nexport const dice = Math.random();\n",
    ]);
    const adapters = [...effects, ...globals].map((text, i): [string, string] => [
      `src/adapters/fine-${i}.ts`,
      text,
    ]);
    const run = lintPlanted(Object.fromEntries([...imports, ...uses, ...clock, ...adapters]));
    expect(flagged(run, "no-restricted-imports")).toEqual(imports.map(([path]) => path).sort());
    expect(flagged(run, "no-restricted-globals")).toEqual(uses.map(([path]) => path).sort());
    expect(flagged(run, "no-restricted-properties")).toEqual(clock.map(([path]) => path).sort());
  });

  test.each([
    ["import(no-default-export)", "export default 1;\n"],
    ["eslint(no-console)", 'console.log("x");\nexport {};\n'],
    ["typescript-eslint(no-floating-promises)", "async function f(): Promise<void> {}\nf();\nexport {};\n"],
    [
      "typescript-eslint(no-misused-promises)",
      "async function f(): Promise<boolean> {\n  return true;\n}\nif (f()) throw new Error('x');\nexport {};\n",
    ],
    [
      "typescript-eslint(switch-exhaustiveness-check)",
      'export function f(x: "a" | "b"): void {\n  switch (x) {\n    case "a":\n      f("b");\n      break;\n  }\n}\n',
    ],
    ["eslint(max-lines)", `export const x = [\n${"  1,\n".repeat(300)}];\n`],
    ["typescript-eslint(no-explicit-any)", "export const x: any = 1;\n"],
  ])("%s", (rule, text) => {
    const run = lintPlanted({ "src/findings/planted.ts": text, "tests/planted.test.ts": "export {};\n" });
    expect(run.failed).toBe(true);
    expect(run.diagnostics.map((each) => each.rule.replace(/^typescript\(/, "typescript-eslint("))).toContain(
      rule,
    );
  });

  test("names an import cycle", () => {
    const run = lintPlanted({
      "src/findings/a.ts": 'import { b } from "./b.ts";\nexport const a = (): number => b();\n',
      "src/findings/b.ts": 'import { a } from "./a.ts";\nexport const b = (): number => a();\n',
    });
    expect(flagged(run, "no-cycle")).toEqual(["src/findings/a.ts", "src/findings/b.ts"]);
  });
});

/** The linter's rule does not see `import()`: a lazily loaded room must obey the same table. */
/** Imports what the user names: that is its work, and no room of ours can be reached by it unasked. */
const PLUG_INS = "src/adapters/node-modules.ts";

describe("lazy imports obey the architecture", () => {
  test("in every file of src", () => {
    const violations = repositoryFiles()
      .filter((path) => /^src\/.*\.ts$/.test(path) && path !== PLUG_INS && !WIRING_FILES.includes(path))
      .flatMap((path) => lazyViolations(path, repositoryText(path) ?? ""));
    expect(violations).toEqual([]);
  });

  test.each([
    ["src/verify/x.ts", 'await import("../build/y.ts")', ["src/verify/x.ts: ../build/y.ts"]],
    ["src/verify/deep/x.ts", "await import('../../cli/y.ts')", ["src/verify/deep/x.ts: ../../cli/y.ts"]],
    ["src/tree/x.ts", 'import(\n  "node:fs"\n)', ["src/tree/x.ts: node:fs"]],
    ["src/tree/x.ts", "import(name)", ["src/tree/x.ts: name"]],
    ["src/cli/commands/x.ts", 'await import("../../verify/y.ts")', []],
    ["src/adapters/x.ts", 'await import("node:fs")', []],
    ["src/tree/x.ts", 'await import("node:zlib")', []],
  ])("%s with %s", (path, text, expected) => {
    expect(lazyViolations(path, text)).toEqual(expected);
  });
});

/** The `import()` expressions of a file that the table of rooms does not allow, or whose target is not a literal. */
function lazyViolations(path: string, text: string): readonly string[] {
  const room = path.split("/")[1] ?? "";
  if (!(room in ROOMS)) return [];
  return [...text.matchAll(/(?<![\w.])import\(\s*([^)]*?)\s*,?\s*\)/g)].flatMap((match) => {
    const literal = /^(["'`])(.*)\1$/.exec(match[1] ?? "")?.[2];
    const target = literal ?? match[1] ?? "";
    return literal === undefined || !mayLoad(room, path, literal) ? [`${path}: ${target}`] : [];
  });
}

function mayLoad(room: string, path: string, target: string): boolean {
  if (!target.startsWith("."))
    return room === "adapters" || !EFFECT_MODULES.includes(target.replace(/^node:/, ""));
  const [source, other = ""] = posix.join(posix.dirname(path), target).split("/");
  return source === "src" && (other === room || (ROOMS[room] ?? []).includes(other));
}

function name(room: string): string {
  return room.replaceAll("-", "");
}

function importOf(room: string, other: string, up = "../"): string {
  return `import { ${name(other)} } from "${up}${other}/sound.ts";\nexport const used = ${name(other)};\n`.replace(
    "used",
    `${name(room)}Used`,
  );
}

/** The files with this rule, each once, sorted. */
function flagged(run: LintRun, rule: string): readonly string[] {
  return [
    ...new Set(run.diagnostics.filter((each) => each.rule.includes(rule)).map((each) => each.file)),
  ].sort();
}
