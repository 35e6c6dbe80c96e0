import { fault } from "../../findings/fault.ts";
import { pythonRepr } from "./python-text.ts";

type Table = Readonly<Record<string, unknown>>;

/** Where a repository overrides the configuration of the projects in it, relative to its root. */
export const PROJECT_OVERRIDES_FILE = ".config/python-vcs-versioning.toml";

const PROJECT_KEYS: ReadonlySet<string> = new Set([
  "version_scheme",
  "local_scheme",
  "tag_regex",
  "parentdir_prefix_version",
  "fallback_version",
  "fallback_root",
  "write_to",
  "write_to_template",
  "version_file",
  "version_file_template",
  "dist_name",
  "search_parent_directories",
]);

const VARIABLE_KEYS: ReadonlySet<string> = new Set([
  ...PROJECT_KEYS,
  "root",
  "parse",
  "git_describe_command",
  "version_cls",
  "normalize",
  "parent",
  "scm",
]);

/** The table for a project (POSIX path from the root, empty at the root itself). Throws `bad-config` for other keys. */
export function projectOverrides(document: Table, projectPath: string): Table {
  const key = projectPath === "" ? "." : projectPath;
  const table = Object.hasOwn(document, key) ? document[key] : undefined;
  if (typeof table !== "object" || table === null || Array.isArray(table)) return {};
  const unknown = Object.keys(table).find((each) => !PROJECT_KEYS.has(each));
  if (unknown !== undefined) {
    const reason = `${PROJECT_OVERRIDES_FILE} [${key}] may not set ${unknown}`;
    throw fault("bad-config", { reason, file: PROJECT_OVERRIDES_FILE });
  }
  return table as Table;
}

/** What the variable OVERRIDES may set; the rest is dropped and goes to `warn`. */
export function variableOverrides(table: Table, warn: (text: string) => void): Table {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    if (VARIABLE_KEYS.has(key)) kept[key] = value;
    else warn(`OVERRIDES cannot set ${pythonRepr(key)}`);
  }
  return kept;
}
