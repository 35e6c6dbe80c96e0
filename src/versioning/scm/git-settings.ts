import { isAbsolute } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { ConfigurationTable } from "./configuration-table.ts";

/** What is looked at before git describe. */
export type PreParse =
  | "warn_on_shallow"
  | "fail_on_shallow"
  | "fetch_on_shallow"
  | "fail_on_missing_submodules";

/** `[tool.setuptools_scm.scm.git]`. */
export interface GitSettings {
  readonly preParse: PreParse;
  /** Replaces our own git describe. */
  readonly describeCommand: string | readonly string[] | null;
  /** Further directories whose commits count; null when every commit counts. */
  readonly scope: readonly string[] | null;
  readonly countFirstParent: boolean;
}

const PRE_PARSE: readonly PreParse[] = [
  "warn_on_shallow",
  "fail_on_shallow",
  "fetch_on_shallow",
  "fail_on_missing_submodules",
];
const COUNTS = ["full-history", "first-parent"] as const;

/** Reads the table; `oldCommand` is the deprecated `git_describe_command`. Throws `bad-config`, `config-conflict`. */
export function readGitSettings(
  table: ConfigurationTable,
  oldCommand: string | readonly string[] | null,
  warn: (text: string) => void,
): GitSettings {
  const preParse = chosen(table, "pre_parse", PRE_PARSE);
  const count = chosen(table, "distance_count", COUNTS);
  const scope = readScope(table);
  table.allow(new Set(["pre_parse", "describe_command", "distance_scope", "distance_count"]));
  const command = table.commandOf("describe_command");
  if (oldCommand !== null) {
    if (command !== null) {
      throw fault("config-conflict", { old: "git_describe_command", new: "scm.git.describe_command" });
    }
    warn("git_describe_command is now called scm.git.describe_command");
  }
  const describeCommand = command ?? oldCommand;
  if (Array.isArray(describeCommand) && describeCommand.length === 0)
    table.refuse("describe_command is empty");
  return { preParse, describeCommand, scope, countFirstParent: count === "first-parent" };
}

function chosen<T extends string>(
  table: ConfigurationTable,
  key: string,
  known: readonly [T, ...T[]] | readonly T[],
): T {
  const value = table.text(key);
  const found = value === null ? known[0] : known.find((each) => each === value);
  return found ?? table.refuse(`scm.git.${key} must be one of ${known.join(", ")}`);
}

function readScope(table: ConfigurationTable): readonly string[] | null {
  const value = table.value("distance_scope") ?? false;
  if (typeof value === "boolean") return value ? [] : null;
  if (!Array.isArray(value) || !value.every((each): each is string => typeof each === "string")) {
    return table.refuse("scm.git.distance_scope must be a boolean or a list of directories");
  }
  const absolute = value.find((each) => isAbsolute(each) || each.startsWith("/"));
  if (absolute !== undefined) table.refuse(`scm.git.distance_scope contains the absolute path ${absolute}`);
  return value;
}
