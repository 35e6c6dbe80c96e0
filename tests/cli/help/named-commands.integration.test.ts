import { expect, test } from "vitest";
import { CommanderError } from "commander";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { helpTopic } from "../../../src/cli/help/help-topic.ts";
import { OTHER_WORDS } from "../../../src/cli/help/planned-words.ts";
import { COMMANDS } from "../../../src/cli/program.ts";
import { ruleCodes } from "../../../src/explain/explain.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { repositoryFiles, repositoryText } from "../../support/repository.ts";

/** What stands for a value in a text that names a command. */
const PLACEHOLDER = /\$\{[^}]*\}|<[^>]*>|\[[^\]]*\]|…|\.\.\./g;

/** Words behind the name of the program that are no command: sentences about it. */
const SENTENCES =
  /^(?:also|always|and|answers|as|asks|at|by|calls|can|cannot|checks|COMMAND|command|does|failed|finds|first|for|from|generates|has|in|is|itself|keeps|knows|learns|local|make|makes|names|needs|never|on|only|or|performs|prints|protects|puts|reads|rebuilds|rehearsal|rehearses|runs|says|sends|speaks|sees|shows|takes|that|then|to|tries|uses|walks|was|were|will|with|writes)$/;

interface Named {
  readonly where: string;
  readonly words: readonly string[];
}

/** Every `shipwheel COMMAND …` of a text; in prose it ends where the sentence goes on. */
function commandsIn(where: string, text: string): readonly Named[] {
  return [...text.matchAll(/(?<![\w./-])shipwheel ((?:--?[a-zA-Z]|[a-zA-Z])[^\n`"#|;&)\\]*)/g)].flatMap(
    ([, rest = ""]) => {
      const words = rest
        .replaceAll(PLACEHOLDER, " X ")
        .split(/\s+/)
        .filter((word) => word !== "");
      const [first = ""] = words;
      const name = first.replace(/[,.:?'*]+$/, "");
      if (SENTENCES.test(name)) return [];
      return [{ where, words: name === first ? [name, ...words.slice(1)] : [name] }];
    },
  );
}

const CODES: ReadonlySet<string> = new Set(ruleCodes());

const program = makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve());

/** Whether the parser takes the command, and each option that follows. */
async function problemOf({ words }: Named): Promise<string | null> {
  const argv: string[] = [];
  let level = program;
  for (const [at, raw] of words.entries()) {
    const word = raw.replace(/[,.:?]+$/, "");
    // A value in place of a subcommand, as of `setup ${host}`: any of them has the option.
    const below =
      word === "X" && level !== program
        ? level.commands[0]
        : level.commands.find((each) => each.name() === word);
    if (level.name() === "explain" && /^[A-Z]\d{3}$/.test(word) && !CODES.has(word)) return `no rule ${word}`;
    if (at === 0 && below === undefined && !word.startsWith("-")) {
      if (word === "help") {
        try {
          helpTopic(
            program,
            words.slice(1, 2).map((each) => each.replace(/[,.:?]+$/, "")),
          );
        } catch (error) {
          return (error as Error).message;
        }
        return null;
      }
      return `unknown command ${word}`;
    }
    if (below !== undefined) {
      level = below;
      argv.push(word);
    } else if (/^--?[a-zA-Z]/.test(word)) {
      const [flag = ""] = word.split("=");
      const known = [...level.options, ...program.options].some(
        ({ long, short }) => long === flag || short === flag,
      );
      if (!known && !/^-(?:vv+|qq|h)$|^--(?:help|version)$/.test(flag))
        return `${argv.join(" ")} has no option ${flag}`;
    }
    if (word !== raw) break;
  }
  return Promise.resolve(null);
}

const FILES = repositoryFiles().filter(
  (path) =>
    /^(?:src|docs|examples)\/.*\.(?:ts|md)$|^(?:README|CONTRIBUTING)\.md$/.test(path) &&
    // Of other days, or of what is planned.
    !/^docs\/(?:decisions|development)\/|completion-scripts|^examples\/[^/]+\/states\//.test(path),
);

/** What names a command that does not exist, or an option that it does not have. */
async function wrongCommands(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const named = [...files].flatMap(([path, text]) =>
    commandsIn(path, path.endsWith(".md") ? codeOf(text) : text),
  );
  const problems = await Promise.all(
    named.map(async (each) => {
      const problem = await problemOf(each);
      return problem === null
        ? []
        : [`${each.where}: shipwheel ${each.words.slice(0, 6).join(" ")}: ${problem}`];
    }),
  );
  return problems.flat();
}

/** The code of a page: fences, indented lines and spans. In its sentences, `shipwheel` is a subject. */
function codeOf(page: string): string {
  const fences = [...page.matchAll(/^( *)```.*\n([^]*?)^ *```/gm)].map(([, , code = ""]) => code);
  const rest = page.replaceAll(/^( *)```.*\n[^]*?^ *```/gm, "");
  const lines = [...rest.matchAll(/^ {4,}\S.*$/gm)].map(([line]) => line);
  const spans = [...rest.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...fences, ...lines, ...spans].join("\n");
}

test("every command that a remedy, a help, a message or a page names is one that the parser takes", async () => {
  const files = new Map(FILES.map((path) => [path, repositoryText(path) ?? ""]));
  const named = [...files].flatMap(([path, text]) => commandsIn(path, text));
  expect(named.length).toBeGreaterThan(300);
  expect(await wrongCommands(files)).toEqual([]);
});

test("one that does not exist is found wherever it is planted", async () => {
  const planted = new Map([
    ["src/findings/fault-table.ts", '() => "list the keys: shipwheel explian config",'],
    ["src/cli/commands/check.ts", '{ run: "shipwheel check --fixx", what: "apply safe fixes" },'],
    ["docs/how-to/a.md", "Then run `shipwheel realease`.\n"],
    ["docs/how-to/b.md", "```sh\nshipwheel version nxet --nope\n```\n"],
    ["docs/how-to/c.md", "Look at it:\n\n    shipwheel plna\n"],
    ["docs/how-to/d.md", "On the way, shipwheel compares the files; run `shipwheel plan` first.\n"],
  ]);
  expect(await wrongCommands(planted)).toEqual([
    "src/findings/fault-table.ts: shipwheel explian config: unknown command explian",
    "src/cli/commands/check.ts: shipwheel check --fixx: check has no option --fixx",
    "docs/how-to/a.md: shipwheel realease: unknown command realease",
    "docs/how-to/b.md: shipwheel version nxet --nope: version has no option --nope",
    "docs/how-to/c.md: shipwheel plna: unknown command plna",
  ]);
});

test.each([
  ["shipwheel rehears now", "unknown command rehears"],
  ["run: shipwheel check --jsn", "check has no option --jsn"],
  ["`shipwheel version bump --nope`", "version bump has no option --nope"],
  ["shipwheel help exits", "unknown command exits"],
  ["shipwheel explain Q999", "no rule Q999"],
  ["shipwheel check --select P", null],
  ["shipwheel check, then think", null],
  ["shipwheel needs Node", undefined],
])("the reading of commands sees: %s", async (text, expected) => {
  const [named] = commandsIn("here", text);
  expect(named === undefined ? undefined : await problemOf(named)).toBe(expected);
});

test("each example of the help parses, and there are two for each command", async () => {
  for (const definition of COMMANDS.flatMap((each) => [each, ...(each.subcommands ?? [])])) {
    expect(definition.examples?.length, definition.name).toBe(2);
    for (const { run } of definition.examples ?? []) {
      const words = (run.match(/"[^"]*"|\S+/g) ?? []).map((each) => each.replaceAll('"', ""));
      const parsed = program.parseAsync(words.slice(1), { from: "user" });
      await expect(parsed, run).resolves.toBeDefined();
    }
  }
});

test.each(Object.entries(OTHER_WORDS))(
  "what others call %s leads to %s, which exists",
  async (word, ours) => {
    expect(await problemOf({ where: "", words: ours.split(" ") })).toBeNull();
    expect(() => helpTopic(program, [word])).toThrow(Fault);
  },
);

test("help of a command becomes its own long help", async () => {
  expect(helpTopic(program, ["version", "bump"])).toEqual(["version", "bump", "--help"]);
  expect(helpTopic(program, [])).toEqual(["--help"]);
  await expect(program.parseAsync(["nope"], { from: "user" })).rejects.toThrow(CommanderError);
});
