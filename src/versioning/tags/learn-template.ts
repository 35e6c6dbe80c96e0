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
  /** The version that the project states, or null where the tags are its source. */
  readonly stated: Version | null;
  /** How the tool that makes the version reads a tag; null where none does. */
  readonly read: ((tag: string) => TagPieces | null) | null;
}

/**
 * The spelling of the tags: the known one that the nearest tag has; else, of those that nobody knows, the one that names
 * the version that the project states, or that its tool reads.
 */
export function learnTemplate({ tags, name, stated, read }: History): Learned {
  const known = KNOWN_TEMPLATES.map(parseTagTemplate);
  const found = firstFitting(tags, name, known);
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
  const words = [...Map.groupBy(unknown, wordOf).values()];
  const naming = words.filter((group) => group.some(isStated));
  if (naming.length === 0 && found !== undefined) return { kind: "learned", template: found };
  const own =
    stated === null ? words : naming.length > 0 ? naming : words.filter((group) => isBelow(group, stated));
  const [first, ...others] = own.flatMap((group) => group.find(isStated) ?? group[0] ?? []);
  if (first === undefined) return { kind: "nothing" };
  const texts = [first, ...others].map((pieces) => templateTextOf(pieces, name));
  if (others.length === 0) return { kind: "learned", template: parseTagTemplate(texts[0] ?? "") };
  return { kind: "unclear", tags: [first, ...others].map(({ tag }) => tag), templates: texts };
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

/** A file is ahead of its tags while a release is made: then they are those of the same major version below. */
function isBelow(group: readonly TagPieces[], stated: Version): boolean {
  return group.every(({ version }) => {
    const other = parseVersion(version);
    return (
      other !== null &&
      other.epoch === stated.epoch &&
      other.release[0] === stated.release[0] &&
      compareVersions(other, stated) < 0
    );
  });
}
