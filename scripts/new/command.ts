import { camelCase, withImport, withItem, type Read, type Written } from "./edits.ts";

const PROGRAM = "src/cli/program.ts";
const DOCUMENTS = "src/cli/documents.ts";
const DOCUMENTS_TEST = "tests/cli/documents.integration.test.ts";

/** A command: its file, its line in the program, its row in the README, and a test that runs it. */
export function newCommand(name: string, read: Read): Written {
  const identifier = `${camelCase(name)}Command`;
  const list = { first: "export const COMMANDS", last: "];" };
  const key = name.includes("-") ? `"${name}"` : name;
  const entry = `  /** \`${name}\` */\n  readonly ${key}: { readonly path: string };`;
  const row = `  ${key}: [{ args: () => [], document: "${name}" }],`;
  const program = withItem(read(PROGRAM), list, `  ${identifier},`);
  return new Map([
    [
      `src/cli/commands/${name}.ts`,
      `import { document } from "../documents.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";

/** \`shipwheel ${name}\`: WHAT it does. */
export const ${identifier}: CommandDefinition = defineCommand({
  name: "${name}",
  summary: "WHAT it does",
  group: "Release",
  examples: [
    { run: "shipwheel ${name}", what: "WHAT it does" },
    { run: "shipwheel ${name} --json", what: "for a program" },
  ],
  description: "WHAT it does, at more length.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {},
  run({ args }) {
    const [path = "."] = args;
    return Promise.resolve({ exitCode: 0, json: document("${name}", { path }), text: path });
  },
});
`,
    ],
    [PROGRAM, withImport(program, `import { ${identifier} } from "./commands/${name}.ts";`)],
    [DOCUMENTS, withItem(read(DOCUMENTS), { first: "export interface Documents", last: "}" }, entry)],
    [DOCUMENTS_TEST, withItem(read(DOCUMENTS_TEST), { first: "const ROWS", last: "};" }, row)],
    ["README.md", withRow(read("README.md"), `| \`${name}\` | WHAT it does |`)],
    [
      `tests/cli/${name}.integration.test.ts`,
      `import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";

test("${name} WHAT it does", async () => {
  const ended = await run(["${name}", "--json"]);
  expect(ended.exit, ended.stderr).toBe(0);
  expect(document(ended)).toMatchObject({ path: "." });
});
`,
    ],
    [`changes/${name}.md`, `kind: added\n\n\`shipwheel ${name}\` WHAT it does.\n`],
  ]);
}

/** Behind the last command of the table. */
function withRow(readme: string, row: string): string {
  const lines = readme.split("\n");
  const head = lines.indexOf("| command | purpose |");
  if (head === -1) throw new Error("README.md has no table of commands");
  const end = lines.indexOf("", head);
  return [...lines.slice(0, end), row, ...lines.slice(end)].join("\n");
}
