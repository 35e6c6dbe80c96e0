import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import {
  KNOWN_TEMPLATES,
  parseTagTemplate,
  tagTemplateProblem,
  type TagTemplate,
} from "../../version/tag-template.ts";
import { isPackagersTag, takeApart, templateTextOf, wordOf, type TagPieces } from "./take-apart.ts";

/** What a history says of the spelling of its tags. */
export type Learned =
  | { readonly kind: "learned"; readonly template: TagTemplate }
  /** Several spellings may be the project's: one tag of each. */
  | { readonly kind: "unclear"; readonly tags: readonly string[]; readonly templates: readonly string[] }
  | { readonly kind: "nothing" };

/** What is learned from. */
export interface History {
  /** Names of tags, the nearest first. */
  readonly tags: readonly string[];
  readonly name: string;
  /** Folder of the project in its repository, with a slash at the end; empty at the root. */
  readonly folder: string;
  /** The version that the project states, or null where the tags are its source. */
  readonly stated: Version | null;
  /** How the tool that makes the version reads a tag; null where none does. */
  readonly read: ((tag: string) => TagPieces | null) | null;
}

const KNOWN: readonly TagTemplate[] = KNOWN_TEMPLATES.map(parseTagTemplate);

/**
 * The spelling of the tags: the known one that comes up to the version that the project states, or that the nearest tag
 * has; else, of those that nobody knows, the one that names the stated version, or that the project's tool reads.
 */
export function learnTemplate(history: History): Learned {
  const { tags, name, stated, read } = history;
  const known = KNOWN;
  const found = stated === null ? firstFitting(tags, name, known) : closest(history, stated, known);
  const isStated = ({ version }: Pick<TagPieces, "version">): boolean => {
    const other = parseVersion(version);
    return stated !== null && other !== null && compareVersions(other, stated) === 0;
  };
  if (found !== undefined) {
    const versions = tags.flatMap((tag) => found.parse(name, tag) ?? []);
    // A tag with the project's own name is its own, whatever its neighbours are tagged.
    if (stated === null || found.hasName || versions.some((version) => isStated({ version }))) {
      return { kind: "learned", template: found };
    }
  }
  const unknown = tags.flatMap((tag) => {
    const pieces = isPackagersTag(tag) ? null : read === null ? takeApart(tag) : read(tag);
    if (pieces === null || known.some((template) => template.parse(name, tag) !== null)) return [];
    return tagTemplateProblem(templateTextOf(pieces, name)) === null ? [{ tag, ...pieces }] : [];
  });
  const all = [...Map.groupBy(unknown, wordOf)];
  const related = all.filter(([word]) => isWordOf(word, history));
  const words = (related.length > 0 ? related : all).map(([, group]) => group);
  const naming = words.filter((group) => group.some(isStated));
  if (naming.length === 0 && found !== undefined) return { kind: "learned", template: found };
  const own =
    stated === null ? words : naming.length > 0 ? naming : words.filter((group) => isBelow(group, stated));
  const [first, ...others] = own.flatMap((group) => group.find(isStated) ?? group[0] ?? []);
  if (first === undefined) return { kind: "nothing" };
  const texts = [first, ...others].map((pieces) => templateTextOf(pieces, name));
  const rival = found === undefined || stated === null ? null : rivalOf(first, found, history, stated);
  // Of a package in a folder the only unknown word may be its sibling's.
  const isOwn = others.length === 0 && (history.folder === "" || related.length > 0);
  if (isOwn && rival === null) return { kind: "learned", template: parseTagTemplate(texts[0] ?? "") };
  const choices = [first, ...others].map(({ tag }, at) => ({ tag, text: texts[at] ?? "" }));
  if (rival !== null) choices.unshift(rival);
  return {
    kind: "unclear",
    tags: choices.map(({ tag }) => tag),
    templates: choices.map(({ text }) => text),
  };
}

/** A tag of a usual spelling and another word, below the stated version: what names that one may be a build's tag. */
function rivalOf(
  pieces: TagPieces,
  template: TagTemplate,
  { tags, name }: History,
  stated: Version,
): { readonly tag: string; readonly text: string } | null {
  if (wordOf(pieces) === wordOf({ before: template.text.split("{version}")[0] ?? "" })) return null;
  const tag = tags.find((each) => {
    const version = parseVersion(template.parse(name, each) ?? "");
    return version !== null && isBefore(version, stated);
  });
  return tag === undefined ? null : { tag, text: template.text };
}

function isBefore(version: Version, stated: Version): boolean {
  return (
    version.epoch === stated.epoch &&
    version.release[0] === stated.release[0] &&
    compareVersions(version, stated) < 0
  );
}

function firstFitting(
  tags: readonly string[],
  name: string,
  known: readonly TagTemplate[],
): TagTemplate | undefined {
  for (const tag of tags) {
    const template = known.find((each) => each.parse(name, tag) !== null);
    if (template !== undefined) return template;
  }
  return undefined;
}

/**
 * The template whose tags name the stated version, or, of a package in a folder, come closest to it from below: its own
 * tags, and not those of the repository's root. Of several, the one with the project's name, the usual one, the nearest.
 */
function closest(
  { tags, name, folder }: History,
  stated: Version,
  known: readonly TagTemplate[],
): TagTemplate | undefined {
  const fitting = known.flatMap((template) => {
    const read = tags.flatMap((tag, at) => {
      const text = template.parse(name, tag);
      const version = text === null ? null : parseVersion(text);
      return version === null ? [] : [{ version, at }];
    });
    const [nearest] = read;
    if (nearest === undefined) return [];
    const below = read.filter(({ version }) => compareVersions(version, stated) <= 0);
    const highest =
      below
        .map(({ version }) => version)
        .toSorted(compareVersions)
        .at(-1) ?? null;
    return [{ template, at: nearest.at, highest, count: read.length }];
  });
  const [best] = fitting.toSorted((a, b) => {
    const isBelow_ = Number(b.highest !== null) - Number(a.highest !== null);
    const order = a.highest === null || b.highest === null ? 0 : compareVersions(b.highest, a.highest);
    const named = Number(b.template.hasName) - Number(a.template.hasName);
    return isBelow_ || order || named || b.count - a.count || a.at - b.at;
  });
  const isNamed = best?.highest != null && compareVersions(best.highest, stated) === 0;
  return isNamed || folder !== "" ? best?.template : firstFitting(tags, name, known);
}

/** Whether a word in front of versions is that of the project or of its folder: `core` of acme-core in packages/core. */
function isWordOf(word: string, { name, folder }: History): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const path = folder.replace(/\/$/, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  return word !== "" && [name, path, last].some((each) => plain(each) === plain(word));
}

/** A file is ahead of its tags while a release is made: then they are those of the same major version below. */
function isBelow(group: readonly TagPieces[], stated: Version): boolean {
  return group.every(({ version }) => {
    const other = parseVersion(version);
    return other !== null && isBefore(other, stated);
  });
}
