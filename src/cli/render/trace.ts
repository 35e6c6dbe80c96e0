import { printable } from "../../text/printable.ts";
import type { ProcessTrace } from "../../ports/processes.ts";
import type { Style } from "./style.ts";

/** Shows every child process as it starts, for `-vv`, and with `output` also what it says, for `-vvv`. */
export function traceOf(print: (text: string) => void, style: Style, output: boolean): ProcessTrace {
  return {
    started: ({ argv }) => print(style.faint(`$ ${argv.map(quoted).join(" ")}`)),
    ...(output
      ? {
          said: (_, text) => {
            for (const line of printable(text.trimEnd()).split("\n")) print(`  ${style.faint("│")} ${line}`);
          },
        }
      : {}),
  };
}

/** A long argument (a program text for `python -c`) is cut. */
function quoted(argument: string): string {
  const word = argument.length > 120 ? `${argument.slice(0, 120)}…` : argument;
  const line = printable(word).replaceAll("\n", "\\n");
  return /^[\w@%+=:,./~-]+$/.test(line) ? line : `'${line.replaceAll("'", String.raw`'\''`)}'`;
}
