/**
 * Prints what people read, for a reader with the writing guide beside it: `npm run sample-messages -- SEED` ten messages,
 * five pages of the documentation and the help of three commands, chosen by the seed; `-- all` every message with its place.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { makeProgram } from "../src/cli/command-line.ts";
import { COMMANDS } from "../src/cli/program.ts";
import { literals } from "./messages/literals.ts";

const ROOT = join(import.meta.dirname, "..");
const [seed = "1"] = process.argv.slice(2);
const messages = sources("src", ".ts").flatMap((path) =>
  literals(readFileSync(join(ROOT, path), "utf8")).flatMap(({ text, line }) =>
    isProse(text) ? [`${path}:${line}: ${text}`] : [],
  ),
);
if (seed === "all") console.log(messages.join("\n"));
else sample(Number(seed));

function sample(from: number): void {
  const next = randomNumbers(from);
  const pages = [...sources("docs", ".md"), "README.md"].filter(
    (path) => !path.startsWith("docs/decisions/0"),
  );
  const program = makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve());
  const commands = program.commands.flatMap((each) => [each, ...each.commands]);
  console.log(pick(messages, 10, next).join("\n\n"));
  for (const page of pick(pages, 5, next))
    console.log(`\n===== ${page}\n${readFileSync(join(ROOT, page), "utf8")}`);
  for (const command of pick(commands, 3, next))
    console.log(`\n===== ${command.name()} --help\n${command.helpInformation()}`);
}

/** Words with blanks between them: neither code nor the name of something. */
function isProse(text: string): boolean {
  return /[a-z]{2,} \S+ \S+/.test(text) && !/[{}<>=;]{2}|^\s*(?:import|SELECT|def) /.test(text);
}

function sources(folder: string, extension: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension))
    .map((path) => `${folder}/${path}`)
    .toSorted();
}

function pick<T>(all: readonly T[], count: number, next: () => number): readonly T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(next() * left.length), 1),
  ).flat();
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
