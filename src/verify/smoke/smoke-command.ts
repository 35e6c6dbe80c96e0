import {
  isCommandTable,
  tableOf,
  type CommandTable,
  type ConfiguredCommand,
} from "../../config/sections/verify-command.ts";
import { joinCommand, splitCommand } from "../../text/split-command.ts";

/** A configured command, ready to run. */
export interface SmokeCommand {
  /** As a person types it. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly table: CommandTable;
}

/** What `{python}` and the like stand for. */
export type Placeholders = Readonly<Record<"python" | "version" | "wheel" | "sdist" | "tmp", string | null>>;

/** A command of the settings with its placeholders filled in; a plain one holds none, and its braces stay. */
export function smokeCommand(configured: ConfiguredCommand, placeholders: Placeholders): SmokeCommand {
  const table = tableOf(configured);
  const name = typeof table.run === "string" ? table.run : joinCommand(table.run);
  const words = typeof table.run === "string" ? splitCommand(table.run) : table.run;
  if (!isCommandTable(configured)) return { name, argv: words, table };
  const fill = (text: string): string => filled(text, placeholders);
  const env = Object.fromEntries(Object.entries(table.env).map(([key, value]) => [key, fill(value)]));
  const paths = { creates: table.creates.map(fill), "not-creates": table["not-creates"].map(fill) };
  return { name, argv: words.map(fill), table: { ...table, ...paths, env } };
}

function filled(text: string, placeholders: Placeholders): string {
  return text.replaceAll(
    /\{(python|version|wheel|sdist|tmp)\}/g,
    (whole, key: keyof Placeholders) => placeholders[key] ?? whole,
  );
}

/** The first placeholder that has no value here: a trial without an sdist cannot run what asks for it. */
export function unfilled({ argv, table }: SmokeCommand): string | null {
  return /\{(?:wheel|sdist)\}/.exec([...argv, ...Object.values(table.env)].join(" "))?.[0] ?? null;
}
