import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { terminal } from "../../src/adapters/terminal.ts";
import { gitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

afterEach(() => void vi.restoreAllMocks());

/** Runs it as at a terminal, with a person who answers; what was asked. */
async function atTerminal(
  directory: string,
  answers: readonly (readonly [RegExp, string])[],
  more: readonly string[],
) {
  const asked: string[] = [];
  vi.spyOn(terminal, "isInteractive", "get").mockReturnValue(true);
  vi.spyOn(terminal, "ask").mockImplementation((question) => {
    asked.push(question);
    return Promise.resolve(answers.find(([pattern]) => pattern.test(question))?.[1] ?? "");
  });
  const ended = await runHere(["init", directory, ...more], { env: { CI: "" } });
  return { asked, ...ended };
}

test("a person is asked little, Enter takes what is usual, and what is said decides", async () => {
  using repository = gitRepository();
  const { asked, exit } = await atTerminal(
    repository.root,
    [
      [/What is it/, "cli"],
      [/Its name/, "hello"],
    ],
    [],
  );
  expect(exit).toBe(0);
  expect(asked).toEqual([
    "What is it: library, cli, extension, monorepo, app? [library] ",
    "Its name? [project] ",
    "What does it do, in one sentence? [The command hello] ",
    "Its license: MIT, BSD-3-Clause, 0BSD? [MIT] ",
    "Write these files? [Y/n] ",
  ]);
  expect(readFileSync(join(repository.root, "pyproject.toml"), "utf8")).toContain('hello = "hello.cli:main"');
});

test("an option answers its question, and a no writes nothing", async () => {
  using repository = gitRepository();
  const options = [
    "--template",
    "library",
    "--name",
    "hello",
    "--description",
    "Says it",
    "--license",
    "0BSD",
  ];
  const { asked, stdout } = await atTerminal(repository.root, [[/Write/, "n"]], options);
  expect(asked).toEqual(["Write these files? [Y/n] "]);
  expect(stdout).toContain("Nothing was written.");
  expect(existsSync(join(repository.root, "pyproject.toml"))).toBe(false);
});
