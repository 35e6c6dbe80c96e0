import { expect, test } from "vitest";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { helpTopic } from "../../../src/cli/help/help-topic.ts";
import { COMMANDS } from "../../../src/cli/program.ts";
import { EXIT_CODES, type Phase } from "../../../src/findings/phase.ts";
import { testTitles } from "../../support/test-titles.ts";
import { repositoryFiles, repositoryText } from "../../support/repository.ts";

/** A row of the tables that the first users' report has beside its list of defects, in the form in which it can be run. */
type Row = { readonly table: string; readonly what: string } & (
  | { readonly accepts: readonly string[] }
  | {
      readonly command: string;
      readonly args: readonly string[];
      readonly key: string;
      readonly value: unknown;
    }
  | { readonly today: string }
  | { readonly holds: { readonly path: string; readonly text: string } }
  | { readonly phase: Phase; readonly code: number }
  | { readonly file: string; readonly test: string }
);

const ROWS = JSON.parse(repositoryText("tests/cases/reported-use/tables.json") ?? "[]") as readonly Row[];

let seen: { readonly name: string; readonly options: Readonly<Record<string, unknown>> } | null = null;
const program = makeProgram(COMMANDS, {}, { long: true }, ({ name }, _args, options) => {
  seen = { name, options };
  return Promise.resolve();
});

/** What users read, and its sources without their comments. */
const READ = repositoryFiles()
  .filter((path) => /^(?:src\/.*\.ts|docs\/.*\.md|README\.md)$/.test(path))
  .map((path) => ({
    path,
    text: (repositoryText(path) ?? "").replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "").toLowerCase(),
  }));

async function problemOf(row: Row): Promise<string | null> {
  if ("accepts" in row) {
    for (const line of row.accepts) {
      seen = null;
      const [first, ...rest] = line.split(" ");
      if (first === "help") helpTopic(program, rest);
      else await program.parseAsync(line.split(" "), { from: "user" });
      if (first !== "help" && seen === null) return `shipwheel ${line} runs nothing`;
    }
    return null;
  }
  if ("command" in row) {
    await program.parseAsync([row.command, ...row.args], { from: "user" });
    const { name, options } = seen ?? { name: "", options: {} };
    const value = options[row.key];
    return name === row.command && value === row.value ? null : `${name}: ${row.key} is ${String(value)}`;
  }
  if ("today" in row) {
    const found = READ.filter(({ text }) => text.includes(row.today.toLowerCase()));
    return found.length === 0 ? null : `still in ${found.map(({ path }) => path).join(", ")}`;
  }
  if ("holds" in row) {
    return (repositoryText(row.holds.path) ?? "").includes(row.holds.text)
      ? null
      : `not in ${row.holds.path}`;
  }
  if ("phase" in row) return EXIT_CODES[row.phase] === row.code ? null : `is ${EXIT_CODES[row.phase]}`;
  return testTitles(row.file).includes(row.test) ? null : `no such test in ${row.file}`;
}

test.each(ROWS)("$table: $what", async (row) => {
  expect(await problemOf(row)).toBe(null);
});

test("every table has its rows", () => {
  expect(new Set(ROWS.map(({ table }) => table))).toEqual(new Set(["C", "D", "E", "G", "H"]));
  expect(READ.length).toBeGreaterThan(1000);
});

test("a row that does not hold is found", async () => {
  const planted: readonly Row[] = [
    {
      table: "D",
      what: "another value",
      command: "build",
      args: ["--out-dir", "x"],
      key: "output",
      value: "y",
    },
    { table: "E", what: "a word of today", today: "rehearses" },
    { table: "C", what: "a file", holds: { path: "README.md", text: "no such sentence" } },
    { table: "H", what: "a code", phase: "usage", code: 1 },
    { table: "G", what: "a test", file: "tests/engine/page/run-page.test.ts", test: "no such test" },
  ];
  expect(await Promise.all(planted.map(problemOf))).not.toContain(null);
  await expect(problemOf({ table: "C", what: "no command", accepts: ["nothing"] })).rejects.toThrow(
    "unknown command",
  );
});
