import { fault } from "../../findings/fault.ts";
import { pythonRepr } from "./python-text.ts";
import { readTagVersion, type TagVersion } from "./tag-version.ts";

/** Where a regex found the version inside a text. */
export interface RegexMatch {
  /** The whole match, which begins at the text's start. */
  readonly whole: string;
  /** Positions of the version group; null when it took no part in the match. */
  readonly group: readonly [start: number, end: number] | null;
}

/** Finds the version inside a tag: the default regex, or the user's within a time limit. */
export interface TagRegex {
  /** As configured. */
  readonly source: string;
  readonly match: (text: string) => RegexMatch | null;
}

/** How tags are read. */
export interface TagRules {
  readonly prefix: string;
  readonly regex: TagRegex;
  readonly normalize: boolean;
}

/** A version inside a tag and what surrounds it. */
export interface TagParts {
  readonly version: string;
  readonly prefix: string;
  readonly suffix: string;
}

const DEFAULT_SOURCE = String.raw`^(?:[\w-]+-)?(?P<version>[vV]?\d+(?:\.\d+){0,2}[^\+]*)(?:\+.*)?$`;
const DEFAULT_PATTERN = /^(?:[\p{L}\p{N}_-]+-)?([vV]?\p{Nd}+(?:\.\p{Nd}+){0,2}[^+]*)(?:\+[^\n]*)?(?=\n?$)/du;

/** The anchor's own: an optional prefix of words with dashes, then anything that begins like a version. */
export const DEFAULT_TAG_REGEX: TagRegex = {
  source: DEFAULT_SOURCE,
  match(text) {
    const found = DEFAULT_PATTERN.exec(text);
    if (found === null) return null;
    return { whole: found[0], group: found.indices?.[1] ?? null };
  },
};

/** Takes a tag apart; null when the regex does not match. Throws `tag-regex-empty-group`. */
export function splitTag(tag: string, rules: Pick<TagRules, "prefix" | "regex">): TagParts | null {
  const { prefix, regex } = rules;
  const text = prefix !== "" && tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
  const found = regex.match(text);
  if (found === null) return null;
  const [start, end] = found.group ?? [0, 0];
  if (start === end) throw fault("tag-regex-empty-group", { regex: regex.source, tag });
  return {
    version: text.slice(start, end),
    prefix: found.whole.slice(0, start),
    suffix: found.whole.slice(end),
  };
}

/** The version that a tag states, or null; why not goes to `warn`. A local part behind the version is kept if it is one. */
export function versionOfTag(tag: string, rules: TagRules, warn: (text: string) => void): TagVersion | null {
  const parts = splitTag(tag, rules);
  if (parts === null) {
    warn(`tag ${pythonRepr(tag)} no version found`);
    return null;
  }
  const version = readTagVersion(parts.version, rules.normalize);
  if (version === null) {
    warn(`tag ${pythonRepr(tag)} version ${pythonRepr(parts.version)} could not be parsed`);
    return null;
  }
  if (parts.suffix === "") return version;
  const whole = readTagVersion(parts.version + parts.suffix, rules.normalize);
  if (whole !== null) return whole;
  warn(`tag ${pythonRepr(tag)} will be stripped of its suffix ${pythonRepr(parts.suffix)}`);
  return version;
}
