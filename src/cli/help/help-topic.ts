import type { Command } from "commander";
import { terminal } from "../../adapters/terminal.ts";
import { fault } from "../../findings/fault.ts";
import { nearest } from "../../text/nearest.ts";
import { manPage } from "./man-page.ts";
import { OTHER_WORDS } from "./planned-words.ts";
import { TOPICS } from "./topics.ts";

/** `help WHAT`: a topic is printed here (null), a command becomes the arguments that show its help. */
export function helpTopic(program: Command, [name, ...below]: readonly string[]): readonly string[] | null {
  if (name === undefined || name.startsWith("-")) return ["--help"];
  if (name === "man") {
    terminal.stdout.write(manPage(program));
    return null;
  }
  const topic = Object.hasOwn(TOPICS, name) ? TOPICS[name] : undefined;
  if (topic !== undefined) {
    terminal.stdout.write(`${topic.text()}\n`);
    return null;
  }
  const command = program.commands.find((each) => each.name() === name);
  if (command !== undefined) {
    const known = below.filter((each) => command.commands.some((inner) => inner.name() === each));
    return [name, ...known, "--help"];
  }
  const words = [...program.commands.map((each) => each.name()), ...Object.keys(TOPICS), "man"];
  const near = OTHER_WORDS[name] ?? nearest(name, words);
  throw fault("usage/no-such-command", { command: name, nearest: near === null ? "" : `help ${near}` });
}
