import type { Patterns } from "../../ports/patterns.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { parseVersion, formatVersion, type Version } from "../../version/pep440.ts";
import type { TagTemplate } from "../../version/tag-template.ts";
import { readTags } from "../../versioning/tags/read-tags.ts";
import { text } from "../sources/project-table.ts";

/** How the project spells its tags, and what setuptools-scm has to be told so that it reads the same. */
export interface LearnedTags {
  /** The version that a tag names; null for any other tag. */
  readonly read: (tag: string) => string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Learns the spelling from the history, as everything else here does; options only where the default would misread. */
export function learnTags(tree: SourceTree, now: string, patterns: Patterns): LearnedTags {
  const tag = text(tree.pyproject?.get(["tool", "shipwheel", "version", "tag"]));
  const name = tree.project.name?.value ?? "";
  const all = tree.git?.tags ?? [];
  const { template, releases, unclear } = readTags(
    {
      pyproject: tree.pyproject?.value ?? {},
      config: tag === null ? {} : { tag },
      name,
      folder: tree.git?.prefix ?? "",
      tags: all,
      head: tree.git?.head ?? null,
      nearest: tree.git?.describe?.tag ?? null,
      stated: parseVersion(now),
    },
    patterns,
  );
  const versions = new Map(releases.map((each) => [each.name, formatVersion(each.version)]));
  const isRead = (each: string): boolean => versions.has(each);
  const read = (each: string): string | null => versions.get(each) ?? null;
  const foreign = all
    .map((each) => each.name)
    .filter((each) => !isRead(each) && defaultVersion(each) !== null);
  const misread = releases.filter((each) => defaultVersion(each.name) !== formatVersion(each.version));
  const notes =
    unclear === null
      ? []
      : [
          `tags are spelled in several ways (${unclear.tags.join(", ")}): say which are the project's: [tool.shipwheel.version] tag = "${unclear.templates[0] ?? "v{version}"}"`,
        ];
  // `1.0` beside `v1.1` is the same project, spelled twice: the default reads both.
  const isDefault = misread.length === 0 && foreign.every((each) => /^[vV]?\d/.test(each));
  if (isDefault || releases.length === 0) {
    if (isDefault && foreign.length > 0) return { read: defaultVersion, options: {}, notes };
    return { read, options: {}, notes };
  }
  const what = [...foreign, ...misread.map((each) => each.name)].slice(0, 5).join(", ");
  return {
    read,
    options: {
      tag_regex: regexOf(template, name),
      git_describe_command: `git describe --dirty --tags --long --match ${template.glob(name)}`,
    },
    notes: [
      ...notes,
      `tags are read as ${template.format(name, "{version}")}: setuptools-scm's default would misread ${what}`,
    ],
  };
}

/** The version of a tag as setuptools-scm reads it by default: an optional word and dash, an optional v, the version. */
function defaultVersion(tag: string): string | null {
  const written = /^(?:[\w-]+-)?[vV]?(\d+(?:\.\d+){0,2}[^+]*)(?:\+.*)?$/.exec(tag)?.[1];
  const version = written === undefined ? null : parseVersion(written);
  return version === null ? null : formatVersion(version);
}

function regexOf(template: TagTemplate, name: string): string {
  const [before = "", after = ""] = template
    .format(name, "\u0000")
    .split("\u0000")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll("\\/", "/"));
  return `^${before}(?P<version>[0-9][^+]*)(?:\\+.*)?${after}$`;
}

/**
 * The scheme of development versions: a project that states the next minor release while it is developed gets that from
 * `release-branch-semver`; the default counts the last number up.
 */
export function schemeFor(now: string, newest: string | null): Readonly<Record<string, string>> {
  const [stated, last] = [parseVersion(now), newest === null ? null : parseVersion(newest)];
  if (stated === null || last === null || !isDevelopment(stated)) return {};
  const [major = 0n, minor = 0n, patch = 0n] = stated.release;
  const [lastMajor = 0n, lastMinor = 0n] = last.release;
  return major === lastMajor && minor === lastMinor + 1n && patch === 0n
    ? { version_scheme: "release-branch-semver" }
    : {};
}

function isDevelopment({ dev, pre }: Version): boolean {
  return dev !== null || pre !== null;
}
