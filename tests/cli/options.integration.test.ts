import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/command-line.ts";
import { defineCommand, type CommandDefinition } from "../../src/cli/commands/definition.ts";
import { GLOBAL_OPTIONS } from "../../src/cli/globals.ts";
import { variableOf } from "../../src/cli/help/layout.ts";
import { variableNames, type OptionDeclaration } from "../../src/cli/options/declaration.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { Fault } from "../../src/findings/fault.ts";
import { run } from "../acceptance/cli.ts";

type Variables = Readonly<Record<string, string>>;

/** One option of one command, as it is declared. */
interface Row {
  readonly command: readonly string[];
  readonly key: string;
  readonly declaration: OptionDeclaration;
}

const ROWS: readonly Row[] = COMMANDS.flatMap((each) => rowsOf(each, []));

function rowsOf(definition: CommandDefinition, above: readonly string[]): readonly Row[] {
  const command = [...above, definition.name];
  const own = Object.entries<OptionDeclaration>({ ...definition.options, ...GLOBAL_OPTIONS });
  return [
    ...own.map(([key, declaration]) => ({ command, key, declaration })),
    ...(definition.subcommands ?? []).flatMap((each) => rowsOf(each, command)),
  ];
}

/** The variables and the result of the one run at a time. */
let variables: Variables = {};
let seen: Readonly<Record<string, unknown>> = {};
const PROGRAM = makeProgram(
  COMMANDS,
  new Proxy({}, { get: (_, name) => variables[String(name)] }),
  { long: true },
  (_definition, _args, options) => {
    seen = options;
    return Promise.resolve();
  },
);

/** The value of an option as its command gets it, or the fault. */
async function valueOf(
  { command, key }: Pick<Row, "command" | "key">,
  environment: Variables,
  args: readonly string[] = [],
): Promise<unknown> {
  variables = environment;
  seen = {};
  const needed = commandAt(PROGRAM, command)
    .registeredArguments.filter((each) => each.required)
    .map(() => "x");
  try {
    await PROGRAM.parseAsync([...command, ...needed, ...args], { from: "user" });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return key in seen ? seen[key] : "the command was not run";
}

function commandAt(program: Command, path: readonly string[]): Command {
  return path.reduce((above, name) => {
    const below = above.commands.find((each) => each.name() === name);
    if (below === undefined) throw new Error(`no command ${path.join(" ")}`);
    return below;
  }, program);
}

/** Texts of a variable with the value that each means, and texts that mean none. */
function table(declaration: OptionDeclaration): {
  readonly good: readonly (readonly [string, unknown])[];
  readonly bad: readonly string[];
} {
  switch (declaration.kind) {
    case "switch":
    case "negation":
    case "either":
      return {
        good: [
          ...["1", "true", "yes", "on", "TRUE", "Yes", "oN"].map((text) => [text, true] as const),
          ...["0", "false", "no", "off", "FALSE", "No", "oFF"].map((text) => [text, false] as const),
        ],
        bad: ["2", "-1", "maybe", "y", "null", " "],
      };
    case "count":
      return {
        good: [
          ["2", 2],
          ["0", 0],
          ["true", 1],
          ["off", 0],
        ],
        bad: ["-1", "many", "10"],
      };
    case "text":
      return {
        good: [
          ["some text", "some text"],
          ["0", "0"],
        ],
        bad: [],
      };
    case "number":
      return { good: [["7", 7]], bad: ["seven", "-1", "1e400", "7 ", "NaN"] };
    case "list": {
      const [first = "a", second = "b"] = declaration.choices ?? [];
      return {
        good: [
          [first, [first]],
          [`${first}, ${second}`, [first, second]],
        ],
        bad: declaration.choices === undefined ? [","] : [",", "nobody", `${first},nobody`],
      };
    }
    case "choice":
      return {
        good: declaration.choices.map((each) => [each, each] as const),
        bad: [
          "nobody",
          ...declaration.choices
            .map((each) => each.toUpperCase())
            .filter((each) => !declaration.choices.includes(each)),
        ],
      };
  }
}

const named = ROWS.map((row) => [`${row.command.join(" ")} ${row.key}`, row] as const);

describe("an option of a command", () => {
  test.each(named)(
    "%s is shown with the variable that is read for it",
    (_, { command, key, declaration }) => {
      const options = commandAt(PROGRAM, command).options;
      const shown = options.filter((each) => each.attributeName() === key);
      const { plain, negated } = variableNames(key, declaration);
      const expected = { negation: [negated], either: [plain, negated] }[declaration.kind as string] ?? [
        plain,
      ];
      expect(shown.map(variableOf)).toEqual(expected);
    },
  );

  test.each(named)("%s is set by each form of its variable, and by nothing else", async (_, row) => {
    const { plain, negated } = variableNames(row.key, row.declaration);
    const usual = await valueOf(row, {});
    expect(await valueOf(row, { [plain]: "" }), "empty is not set").toEqual(usual);
    const { good, bad } = table(row.declaration);
    for (const [text, value] of good) {
      expect(await valueOf(row, { [plain]: text }), `${plain}=${text}`).toEqual(value);
      if (typeof value !== "boolean") continue;
      expect(await valueOf(row, { [negated]: text }), `${negated}=${text}`).toBe(!value);
      expect(await valueOf(row, { [plain]: text, [negated]: text }), "both").toBeInstanceOf(Fault);
    }
    for (const text of bad) {
      const made = await valueOf(row, { [plain]: text });
      expect(made, `${plain}=${text}`).toBeInstanceOf(Fault);
      expect(made).toMatchObject({ code: "usage/variable", phase: "usage" });
      expect((made as Fault).message).toContain(`${plain} is "${text}", but must be `);
    }
  });

  test("is declared for every option that the parser knows", () => {
    const everyOption = (command: Command, path: readonly string[]): readonly string[] => [
      ...command.options.map((each) => [...path, each.attributeName()].join(" ")),
      ...command.commands.flatMap((each) => everyOption(each, [...path, each.name()])),
    ];
    const known = new Set(
      ROWS.flatMap(({ command, key, declaration }) =>
        [key, ...(declaration.aliases ?? [])].map((name) => [...command, name].join(" ")),
      ),
    );
    const others = everyOption(PROGRAM, []).filter((each) => each.includes(" ") && !known.has(each));
    expect(others).toEqual([]);
  });
});

/** Options that are described differently and mean the same: what differs is what the command does with them. */
const SAID_DIFFERENTLY: ReadonlySet<string> = new Set([
  "allowNoGit",
  "as",
  "auth",
  "diff",
  "dryRun",
  "forge",
  "index",
  "push",
  "trustRoot",
]);

test("a variable means the same to each command that reads it, or is scoped by the command", () => {
  const readers = ROWS.flatMap((row) => {
    const { plain, negated } = variableNames(row.key, row.declaration);
    return [plain, negated].map((variable) => ({ variable, row }));
  });
  for (const [variable, rows] of Map.groupBy(readers, (each) => each.variable)) {
    const meanings = rows.map(({ row: { key, declaration } }) => {
      // What holds without the variable is no part of what the variable means.
      const { help, hidden: _, ...form } = { ...declaration, default: undefined };
      return JSON.stringify([form, SAID_DIFFERENTLY.has(key) ? "" : help]);
    });
    expect(
      new Set(meanings).size,
      `${variable}: ${rows.map(({ row }) => row.command.join(" ")).join(", ")}`,
    ).toBe(1);
  }
});

describe("the command line wins over the environment", () => {
  const row = (command: string, key: string): Pick<Row, "command" | "key"> => ({
    command: command.split(" "),
    key,
  });

  test.each([
    [row("explain", "color"), { SHIPWHEEL_COLOR: "never" }, ["--color", "always"], "always"],
    [row("explain", "json"), { SHIPWHEEL_JSON: "0" }, ["--json"], true],
    [row("release", "push"), { SHIPWHEEL_PUSH: "1" }, ["--no-push"], false],
    [row("release", "push"), { SHIPWHEEL_PUSH: "1" }, [], true],
    [row("release", "forge"), { SHIPWHEEL_FORGE: "true" }, [], true],
    [row("plan", "existing"), { SHIPWHEEL_EXISTING: "1" }, ["--no-existing"], false],
    [row("plan", "installer"), { SHIPWHEEL_INSTALLER: "pip" }, ["--installer", "uv"], ["uv"]],
    [row("plan", "python"), {}, ["--python", "3.12,3.13", "--python", "3.14"], ["3.12", "3.13", "3.14"]],
    [row("version bump", "sign"), {}, ["--sign"], "git"],
    [row("version bump", "sign"), { SHIPWHEEL_SIGN: "gpg" }, ["--sign", "ssh"], "ssh"],
    [row("version check", "python"), {}, ["--python", "3.12"], ["3.12"]],
  ])("%j %j %j", async (command, variables, args, value) => {
    expect(await valueOf(command, variables, args)).toEqual(value);
  });

  test("a global option counts before the name of the command, too", async () => {
    await PROGRAM.parseAsync(["--offline", "version", "next"], { from: "user" });
    expect(seen["offline"]).toBe(true);
  });

  test("an option of the command above is no option of the one below", async () => {
    expect(await valueOf(row("version next", "all"), {}, ["--all"])).toBe(true);
    const made = await valueOf(row("version next", "all"), {}, ["--write"]);
    expect((made as Fault).message).toBe("shipwheel version next has no option --write");
  });
});

/** The compiler rejects the name and the comparison, or `npm run types` fails on the comment above each. */
test("a body that misspells an option, or takes it for another type, does not compile", () => {
  const command = defineCommand({
    name: "demo",
    summary: "",
    description: "",
    examples: [
      { run: "shipwheel demo", what: "" },
      { run: "shipwheel demo --dry-run", what: "" },
    ],
    arguments: [],
    options: {
      dryRun: { kind: "switch", help: "" },
      when: { kind: "choice", value: "<when>", choices: ["auto", "never"], help: "" },
    },
    run({ options }) {
      // @ts-expect-error
      const misspelt: unknown = options.dryrun;
      // @ts-expect-error
      const isNever = options.when === "nevr";
      return Promise.resolve({ exitCode: 0, json: null, text: String([misspelt, isNever, options.dryRun]) });
    },
  });
  expect(Object.keys(command.options)).toEqual(["dryRun", "when"]);
});

describe("the program, with variables", () => {
  test("tells what a variable takes, as text or as the one document", async () => {
    const asText = await run(["explain", "P001"], { env: { SHIPWHEEL_COLOR: "pink" } });
    expect(asText).toMatchObject({ exit: 2, stdout: "" });
    expect(asText.stderr).toBe(
      'error[usage/variable]: SHIPWHEEL_COLOR is "pink", but must be one of auto, always, never\n' +
        "  help: correct the environment variable SHIPWHEEL_COLOR, or unset it\n",
    );
    const asJson = await run(["explain", "P001"], { env: { SHIPWHEEL_COLOR: "pink", SHIPWHEEL_JSON: "on" } });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ schema: 1, error: { code: "usage/variable" } });
  });

  test.each(["0", "false", ""])("SHIPWHEEL_JSON=%s prints text", async (text) => {
    const { stdout } = await run(["explain", "P001"], { env: { SHIPWHEEL_JSON: text } });
    expect(stdout).toContain("P001 direct-url-dependency");
    expect(stdout).not.toContain('"schema"');
  });

  test("says when a variable is one that two commands understand differently", async () => {
    const { stderr } = await run(["changelog", "/no/such/directory"], { env: { SHIPWHEEL_CHECK: "1" } });
    expect(stderr).toContain("SHIPWHEEL_CHECK is not read");
    expect(stderr).toContain("set SHIPWHEEL_CHANGELOG_CHECK");
  });
});
