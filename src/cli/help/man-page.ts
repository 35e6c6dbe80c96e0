import { Help, type Command, type Option } from "commander";
import { SHIPWHEEL_VERSION } from "../../text/own-version.ts";
import { pathOf, variableOf } from "./layout.ts";
import { TOPICS } from "./topics.ts";

/** The manual page, made of the same descriptions as the help; without a date, so that equal sources make equal pages. */
export function manPage(program: Command): string {
  const commands = program.commands.filter((each) => each.name() !== "help").flatMap(withBelow);
  return [
    `.TH SHIPWHEEL 1 "" ${quoted(`shipwheel ${SHIPWHEEL_VERSION}`)} "User Commands"`,
    // Neither broken words nor stretched lines: a variable has to be copied whole.
    ".nh",
    ".ad l",
    ".SH NAME",
    `shipwheel \\- ${text("release Python projects, rehearsed first")}`,
    ".SH SYNOPSIS",
    ".B shipwheel",
    text("[options] [command]"),
    ".SH DESCRIPTION",
    text(program.description()),
    ".SH OPTIONS",
    ...program.options.flatMap(option),
    ".SH COMMANDS",
    ...commands.flatMap(section),
    ".SH EXIT STATUS",
    ...verbatim(TOPICS["exit-codes"]?.text() ?? ""),
    ".SH ENVIRONMENT",
    ...verbatim(TOPICS["environment"]?.text() ?? ""),
    "",
  ].join("\n");
}

function withBelow(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withBelow)];
}

function section(command: Command): readonly string[] {
  const own = command.options.filter(
    ({ helpGroupHeading, hidden }) => !hidden && helpGroupHeading === undefined,
  );
  return [
    `.SS ${quoted(`${pathOf(command)} ${new Help().commandUsage(command).split(" ").slice(2).join(" ")}`)}`,
    text(command.description()),
    ...command.registeredArguments.flatMap((each) => [
      ".TP",
      `.I ${text(each.name())}`,
      text(each.description),
    ]),
    ...own.flatMap(option),
  ];
}

function option(each: Option): readonly string[] {
  if (each.hidden) return [];
  const variable = variableOf(each);
  const said = variable === undefined ? each.description : `${each.description} [env: ${variable}]`;
  return [".TP", `.B ${text(each.flags)}`, text(said)];
}

/** As it stands, without its title. */
function verbatim(topic: string): readonly string[] {
  return [".nf", ...topic.split("\n").slice(2).map(text), ".fi"];
}

/** A text as roff reads it: a dash that can be copied, no backslash, no line that is a request. */
function text(words: string): string {
  return words
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/, "\\&$1");
}

function quoted(words: string): string {
  return `"${text(words).replaceAll('"', '""')}"`;
}
