import { parseVersion } from "./pep440.ts";

/**
 * One template that drives matching, parsing and creation of a project's tags: `v{version}`, `{name}-v{version}`,
 * `release/{version}`. Versions are text here, in whatever spelling PEP 440 accepts; `rel_{version_}` has `_` where they have
 * dots (`rel_2_0_25`).
 */
export interface TagTemplate {
  /** As it was written. */
  readonly text: string;
  /** Whether each package of a repository has tags of its own. */
  readonly hasName: boolean;
  /** Pattern for `git describe --match` and `git tag --list`, with all that git would take for a pattern escaped. */
  glob(name: string): string;
  /** The tag of a version. */
  format(name: string, version: string): string;
  /** Whether git's pattern takes the tag, although it may name no version. */
  looksLike(name: string, tag: string): boolean;
  /** Every way to take a tag apart into a name and a version of PEP 440; without `{name}` the name is empty. */
  readings(tag: string): readonly { readonly name: string; readonly version: string }[];
  /** The version that a tag names, as it is spelled there; null for another package's tag, or one without a version of PEP 440. */
  parse(name: string, tag: string): string | null;
}

/** The template of projects that have no tag yet. */
export const DEFAULT_TAG_TEMPLATE = "v{version}";

const PLACEHOLDER = /\{[^{}]*\}/g;
const VERSION = /\{version_?\}/;
/** What `git check-ref-format` refuses in any place of a name. */
const NOT_IN_A_REF = /[\p{Cc} ~^:?*[\\]|\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)/u;

/** Why a text is no tag template; null when it is one. */
export function tagTemplateProblem(text: string): string | null {
  const placeholders: readonly string[] = text.match(PLACEHOLDER) ?? [];
  const foreign = placeholders.find((each) => !VERSION.test(each) && each !== "{name}");
  if (foreign !== undefined) return `has ${foreign}, where only {version} and {name} are known`;
  const [versions, names] = [
    text.match(new RegExp(VERSION, "g")) ?? [],
    placeholders.filter((each) => each === "{name}"),
  ];
  if (versions.length > 1) return "has {version} twice";
  if (names.length > 1) return "has {name} twice";
  if (versions.length === 0) return "has no {version}";
  const sample = fill(text, "name", "1.0");
  if (/[{}]/.test(sample)) return "has a brace that does not belong to {version} or {name}";
  if (NOT_IN_A_REF.test(sample) || /^[-/.]|[/.]$/.test(sample)) return "creates tags that git rejects";
  if (/[0-9]\{version_?\}/.test(text)) return "has a digit right before {version}";
  return null;
}

/** Reads a template. Throws an Error for what {@link tagTemplateProblem} names: the configuration refuses it first. */
export function parseTagTemplate(text: string): TagTemplate {
  const problem = tagTemplateProblem(text);
  if (problem !== null) throw new Error(`the tag template ${JSON.stringify(text)} ${problem}`);
  const hasName = text.includes("{name}");
  const isUnderscored = text.includes("{version_}");
  const [before = "", after = ""] = text.split(VERSION);
  let known: { readonly name: string; readonly edges: readonly [string, string] } | null = null;

  /** What stands around the version; kept, because all tags of a repository are held against it. */
  function edges(name: string): readonly [string, string] {
    if (known?.name !== name) known = { name, edges: [fill(before, name, ""), fill(after, name, "")] };
    return known.edges;
  }

  /** What stands between the template's edges, when it begins as a version does. */
  function middle(name: string, tag: string): string | null {
    const [start, end] = edges(name);
    if (!tag.startsWith(start) || !tag.endsWith(end)) return null;
    const text = tag.slice(start.length, Math.max(start.length, tag.length - end.length));
    return /^[0-9]/.test(text) ? text : null;
  }

  /** The version that a tag spells in the template's manner; null for none. */
  function versionIn(spelled: string): string | null {
    const version = isUnderscored ? withDots(spelled) : spelled;
    return version !== null && isVersion(version) ? version : null;
  }

  return {
    text,
    hasName,
    glob(name) {
      const [start, end] = edges(name).map((part) => part.replace(/[*?[\]\\]/g, "\\$&"));
      return `${start}[0-9]*${end}`;
    },
    format: (name, version) => fill(text, name, isUnderscored ? version.replaceAll(".", "_") : version),
    looksLike: (name, tag) => middle(name, tag) !== null,
    readings: (tag) =>
      readings(text, tag).flatMap(({ name, version: spelled }) => {
        const version = versionIn(spelled);
        return version === null ? [] : [{ name, version }];
      }),
    parse(name, tag) {
      const spelled = middle(name, tag);
      return spelled === null ? null : versionIn(spelled);
    },
  };
}

/** `2_0_25` and `2_0_0rc1` with dots; null for anything else. */
export function withDots(text: string): string | null {
  return /^[0-9]+(?:_[0-9]+)+(?:_?[a-z]+[0-9]*)?$/i.test(text) ? text.replaceAll("_", ".") : null;
}

/** `2-1` is two numbers with a dash, not a post-release: those count behind a dot alone (`7.0.1-3`). */
function isVersion(text: string): boolean {
  return /^[0-9]/.test(text) && !/^[0-9]+-[0-9]+$/.test(text) && parseVersion(text) !== null;
}

function readings(text: string, tag: string): readonly { readonly name: string; readonly version: string }[] {
  const [start = "", middle = "", end = ""] = text.split(PLACEHOLDER);
  const hasName = text.includes("{name}");
  const tail = hasName ? end : middle;
  if (tag.length < start.length + tail.length || !tag.startsWith(start) || !tag.endsWith(tail)) return [];
  const inner = tag.slice(start.length, tag.length - tail.length);
  if (!hasName) return [{ name: "", version: inner }];
  const nameFirst = text.indexOf("{name}") < text.search(VERSION);
  const found: { name: string; version: string }[] = [];
  for (let at = inner.indexOf(middle); at !== -1; at = inner.indexOf(middle, at + 1)) {
    const [left, right] = [inner.slice(0, at), inner.slice(at + middle.length)];
    found.push(nameFirst ? { name: left, version: right } : { name: right, version: left });
    if (at >= inner.length) break;
  }
  return found;
}

/** Function replacements, because `$` is legal in a tag. */
function fill(text: string, name: string, version: string): string {
  return text.replace(PLACEHOLDER, (each) => (each === "{name}" ? name : version));
}

/** Spellings that are met in the wild; of two that fit the same tag the earlier one is meant. */
export const KNOWN_TEMPLATES: readonly string[] = [
  DEFAULT_TAG_TEMPLATE,
  "{version}",
  "V{version}",
  "{name}-v{version}",
  "{name}-{version}",
  "{name}@v{version}",
  "{name}@{version}",
  "{name}=={version}",
  "{name}/v{version}",
  "{name}/{version}",
  "{name}_v{version}",
  "{name}_{version}",
  "release-v{version}",
  "release-{version}",
  "release/v{version}",
  "release/{version}",
  "release_{version}",
  "rel-{version}",
  "rel_{version}",
  "version-{version}",
  "version/{version}",
];
