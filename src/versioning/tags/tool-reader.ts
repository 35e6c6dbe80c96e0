import { Fault } from "../../findings/fault.ts";
import type { Patterns } from "../../ports/patterns.ts";
import { parseVersion } from "../../version/pep440.ts";
import { readConfiguration, type ScmConfiguration } from "../scm/configuration.ts";
import { compileTagRegex } from "../scm/regex/tag-regex.ts";
import { findScmSection } from "../scm/scm-tool.ts";
import { DEFAULT_TAG_REGEX, splitTag } from "../scm/tag-match.ts";
import { describePatterns, passer, type DescribePatterns } from "./tag-glob.ts";
import type { TagPieces } from "./take-apart.ts";

/** How the tool that computes the version reads tags. */
export interface ToolReader {
  /** What decides, as one looks for it: `[tool.setuptools_scm] tag.prefix`; null where all is by default. */
  readonly setting: string | null;
  /** Null for a tag that the tool passes over or cannot read. */
  readonly read: (tag: string) => TagPieces | null;
  /** Templates that the settings suggest where no tag is there yet, the likeliest first. */
  readonly suggested: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/**
 * The reader of setuptools-scm, vcs-versioning, hatch-vcs, or of a regex of poetry- or
 * uv-dynamic-versioning, versioningit or pdm. Null
 * without one of them, and for settings that only Python can read: those are left to the build.
 */
export function toolReader(pyproject: Table, patterns: Patterns): ToolReader | null {
  const section = findScmSection(pyproject);
  try {
    if (section === null) return regexReader(pyproject, patterns);
    const configuration = readConfiguration(section.data, section.tool, patterns, () => undefined);
    return scmReader(configuration, TABLES[section.tool]);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

const TABLES = {
  "setuptools-scm": "[tool.setuptools_scm]",
  "vcs-versioning": "[tool.vcs-versioning]",
  "hatch-vcs": "[tool.hatch.version]",
} as const;

function scmReader({ rules, strict, git }: ScmConfiguration, table: string): ToolReader {
  const { describeCommand } = git;
  const isOwnRegex = rules.regex !== DEFAULT_TAG_REGEX;
  const looked: DescribePatterns =
    describeCommand === null
      ? { match: [`${rules.prefix}*[0-9]*${strict ? ".*[0-9]*" : ""}`], exclude: [] }
      : describePatterns(describeCommand);
  const isLookedAt = passer(looked);
  const settings = [
    ...(rules.prefix === "" ? [] : ["tag.prefix"]),
    ...(isOwnRegex ? [table === TABLES["hatch-vcs"] ? "tag-pattern" : "tag.regex"] : []),
    ...(describeCommand === null ? [] : ["scm.git.describe_command"]),
  ];
  return {
    setting: settings.length === 0 ? null : `${table} ${settings.join(", ")}`,
    suggested: [
      ...(rules.prefix === "" ? [] : [`${rules.prefix}{version}`, `${rules.prefix}v{version}`]),
      ...looked.match.map((glob) => glob.replace(/(?:\[[^\]]*\]|[*?]).*$/, "{version}")),
      ...(isOwnRegex ? literalStart(rules.regex.source) : []),
    ],
    read(tag) {
      if (!isLookedAt(tag)) return null;
      const parts = partsOf(tag, rules);
      if (parts === null) return null;
      const end = tag.length - parts.suffix.length;
      const pieces = fromVersion(tag, end - parts.version.length, end);
      // A part of a version would be another one: `2` of `2_0_25`.
      return pieces !== null && /^[._-]?[0-9]/.test(pieces.after) ? null : pieces;
    },
  };
}

function partsOf(tag: string, rules: ScmConfiguration["rules"]): ReturnType<typeof splitTag> {
  try {
    return splitTag(tag, rules);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Tools whose settings hold a regex with a group for the version, or (dunamai) for the base of one. */
const REGEXES: readonly (readonly [tables: readonly string[], key: string])[] = [
  [["tool", "poetry-dynamic-versioning"], "pattern"],
  [["tool", "uv-dynamic-versioning"], "pattern"],
  [["tool", "versioningit", "tag2version"], "regex"],
  [["tool", "pdm", "version"], "tag_regex"],
];

/** A regex that is looked for in the whole tag. */
function regexReader(pyproject: Table, patterns: Patterns): ToolReader | null {
  for (const [tables, key] of REGEXES) {
    let table = pyproject;
    for (const name of tables) table = tableAt(table, name);
    const pattern = table[key];
    if (typeof pattern !== "string" || !/\(\?P<(?:base|version)>/.test(pattern)) continue;
    const renamed = pattern.replace("(?P<base>", "(?P<version>");
    const regex = compileTagRegex(renamed.startsWith("^") ? renamed : `.*?(?:${renamed})`, patterns);
    return {
      setting: `[${tables.join(".")}] ${key}`,
      suggested: literalStart(pattern),
      read(tag) {
        const found = regex.match(tag);
        return found?.group == null ? null : fromVersion(tag, found.group[0], tag.length);
      },
    };
  }
  return null;
}

/** The longest version of PEP 440 that begins there; a leading `v` belongs to what is before. */
function fromVersion(tag: string, start: number, end: number): TagPieces | null {
  const from = /^[vV](?=[0-9])/.test(tag.slice(start)) ? start + 1 : start;
  for (let to = end; to > from; to -= 1) {
    const version = tag.slice(from, to);
    if (parseVersion(version) === null) continue;
    return { before: tag.slice(0, from), version, after: tag.slice(to) };
  }
  return null;
}

/** What a regex begins with before its first group: `^release_(?P<version>…)` begins with `release_`. */
function literalStart(source: string): readonly string[] {
  const [, start = ""] = /^\^?((?:[\w/@=-]|\\[./-])*)\(/.exec(source) ?? [];
  const text = start.replaceAll("\\", "");
  return [`${text}{version}`, `${text}v{version}`];
}

function tableAt(table: Table, key: string): Table {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
