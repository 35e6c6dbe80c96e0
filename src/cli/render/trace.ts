import { printable } from "../../text/printable.ts";
import { maskedAddresses } from "../../text/redaction.ts";
import type { ProcessTrace } from "../../ports/processes.ts";
import type { Style } from "./style.ts";
import { cut } from "../../text/cut.ts";

/** Shows every child process as it starts, for `-vv`, and with `output` also what it says, for `-vvv`. */
export function traceOf(print: (text: string) => void, style: Style, output: boolean): ProcessTrace {
  return {
    started: ({ argv }) => print(style.faint(`$ ${argv.map(quoted).join(" ")}`)),
    ...(output
      ? {
          said: (_, text) => {
            for (const line of shown(text.trimEnd()).split("\n")) print(`  ${style.faint("│")} ${line}`);
          },
        }
      : {}),
  };
}

/** `git config` prints the passwords that stand in addresses of remotes; GitLab CI has one in each checkout. */
function shown(text: string): string {
  return printable(maskedAddresses(text));
}

/** A long argument (a program text for `python -c`) is cut. */
function quoted(argument: string): string {
  const masked = maskedAddresses(argument);
  const word = cut(masked, 120);
  const line = printable(word).replaceAll("\n", "\\n");
  return /^[\w@%+=:,./~-]+$/.test(line) ? line : `'${line.replaceAll("'", String.raw`'\''`)}'`;
}
