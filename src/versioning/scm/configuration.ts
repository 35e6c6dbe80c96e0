import { fault } from "../../findings/fault.ts";
import type { Patterns } from "../../ports/patterns.ts";
import { readGitSettings, type GitSettings } from "./git-settings.ts";
import { ConfigurationTable } from "./configuration-table.ts";
import type { SchemeSettings } from "./format.ts";
import type { ScmTool } from "./scm-tool.ts";
import { DEFAULT_TAG_REGEX, type TagRules } from "./tag-match.ts";
import { compileTagRegex } from "./regex/tag-regex.ts";

/** A version configuration, complete: defaults filled in, every value checked. */
export interface ScmConfiguration extends SchemeSettings {
  /** Where the repository is looked for, relative to the project's file. */
  readonly root: string;
  readonly rules: TagRules;
  /** Passes tags without a dot over. */
  readonly strict: boolean;
  readonly git: GitSettings;
  readonly fallbackVersion: string | null;
  readonly parentdirPrefix: string | null;
  readonly searchParents: boolean;
  readonly projectPath: string | null;
  readonly distName: string | null;
  /** Version files to write, most specific first. */
  readonly files: readonly VersionFileSetting[];
  readonly writeToSource: boolean | null;
}

/** A version file that is wanted. */
export interface VersionFileSetting {
  readonly key: "write_to" | "version_file";
  readonly path: string;
  readonly template: string | null;
}

/** Every key of `[tool.setuptools_scm]`. */
const KEYS: ReadonlySet<string> = new Set([
  "root",
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
  "parse",
  "git_describe_command",
  "dist_name",
  "version_cls",
  "normalize",
  "search_parent_directories",
  "project_path",
  "parent",
  "write_to_source",
  "tag",
  "scm",
  "relative_to",
]);

/** Those that hatch-vcs cannot pass on, because it calls a function that lacks them. */
const NOT_OF_HATCH: ReadonlySet<string> = new Set(["project_path", "parent", "write_to_source", "tag"]);

const NORMAL_CLASSES: ReadonlySet<string> = new Set(["packaging.version.Version", "setuptools_scm.Version"]);
const RAW_CLASSES: ReadonlySet<string> = new Set([
  "setuptools_scm.NonNormalizedVersion",
  "setuptools_scm.version.NonNormalizedVersion",
  "vcs_versioning.NonNormalizedVersion",
]);

/**
 * Reads the merged tables of a configuration. Throws `bad-config`, `config-conflict`, `bad-tag-regex`,
 * `unsupported-regex`, `python-callable`, in the order in which the anchor would meet them.
 */
export function readConfiguration(
  data: Readonly<Record<string, unknown>>,
  tool: ScmTool,
  patterns: Patterns,
  warn: (text: string) => void,
): ScmConfiguration {
  const table = new ConfigurationTable(data, "");
  const normalize = readNormalize(table);
  const tag = readTag(table, normalize, tool, patterns, warn);
  const scm = table.table("scm");
  scm.allow(new Set(["git"]));
  const git = readGitSettings(scm.table("git"), table.commandOf("git_describe_command"), warn);
  table.allow(KEYS);
  if (tool === "hatch-vcs") table.forbid(NOT_OF_HATCH, "hatch-vcs passes on");
  const parse = table.value("parse");
  if (parse !== undefined) throw fault("python-callable", { key: "parse", value: JSON.stringify(parse) });
  const writeTo = table.text("write_to");
  const versionFile = table.text("version_file");
  const files: VersionFileSetting[] = [];
  if (writeTo !== null)
    files.push({ key: "write_to", path: writeTo, template: table.text("write_to_template") });
  if (versionFile !== null && versionFile !== "") {
    files.push({ key: "version_file", path: versionFile, template: table.text("version_file_template") });
  }
  return {
    root: table.text("root") ?? ".",
    versionScheme: table.value("version_scheme") ?? "guess-next-dev",
    localScheme: table.value("local_scheme") ?? "node-and-date",
    ...tag,
    git,
    fallbackVersion: table.text("fallback_version"),
    parentdirPrefix: table.text("parentdir_prefix_version"),
    searchParents: table.truth("search_parent_directories") ?? false,
    projectPath: table.text("project_path"),
    distName: table.text("dist_name"),
    files,
    writeToSource: table.truth("write_to_source"),
  };
}

function readNormalize(table: ConfigurationTable): boolean {
  const normalize = table.truth("normalize") ?? true;
  const versionClass = table.text("version_cls");
  if (versionClass === null) return normalize;
  if (!normalize) table.refuse("version_cls is not allowed together with normalize = false");
  if (RAW_CLASSES.has(versionClass)) return false;
  if (!NORMAL_CLASSES.has(versionClass)) {
    table.refuse(
      `version_cls = ${JSON.stringify(versionClass)} is not one of ${[...NORMAL_CLASSES].join(", ")}`,
    );
  }
  return true;
}

function readTag(
  table: ConfigurationTable,
  normalize: boolean,
  tool: ScmTool,
  patterns: Patterns,
  warn: (text: string) => void,
): Pick<ScmConfiguration, "rules" | "strict"> {
  const tag = table.table("tag");
  const old = table.text("tag_regex");
  const current = tag.text("regex");
  if (old !== null) {
    if (current !== null) throw fault("config-conflict", { old: "tag_regex", new: "tag.regex" });
    if (tool !== "hatch-vcs") warn("tag_regex is now called tag.regex");
  }
  tag.allow(new Set(["prefix", "strict", "regex"]));
  const source = old ?? current;
  // hatch-vcs goes a way of its own on which an empty regex counts as none.
  const regex =
    source === null || (source === "" && tool === "hatch-vcs")
      ? DEFAULT_TAG_REGEX
      : compileTagRegex(source, patterns);
  return {
    rules: { prefix: tag.text("prefix") ?? "", regex, normalize },
    strict: tag.truth("strict") ?? false,
  };
}
