import { parseVersion } from "../../version/pep440.ts";
import { withDots } from "../../version/tag-template.ts";

/** A tag, the version in it, and what surrounds that. */
export interface TagPieces {
  readonly before: string;
  /** As it is spelled, without a leading `v`. */
  readonly version: string;
  readonly after: string;
  /** The tag has `_` where the version has dots. */
  readonly isUnderscored?: boolean;
}

/**
 * Finds the version in a tag of a spelling that nobody configured: the longest one of PEP 440 with at least one dot, or
 * with `_` in the place of dots, at the edges of words. Null for `prof1`, `run-7` and `v6r7p27`, which a dot tells from
 * versions.
 */
export function takeApart(tag: string): TagPieces | null {
  for (const { index } of tag.matchAll(/(?<![0-9!]|[0-9]\.)[0-9]/g)) {
    for (let end = tag.length; end > index; end -= 1) {
      if (/^[\p{L}\p{N}.]/u.test(tag.slice(end))) continue;
      const spelled = tag.slice(index, end);
      const dotted = /^[0-9]+_/.test(spelled) ? withDots(spelled) : null;
      const version = dotted ?? spelled;
      if (!/^(?:[0-9]+!)?[0-9]+\./.test(version) || parseVersion(version) === null) continue;
      const pieces = { before: tag.slice(0, index), version, after: tag.slice(end) };
      return dotted === null ? pieces : { ...pieces, isUnderscored: true };
    }
  }
  return null;
}

/** Tags of those who package the project for a distribution, as Debian's DEP 14 names them: `debian/1.0-1`. */
export function isPackagersTag(tag: string): boolean {
  return /^(?:debian|ubuntu|upstream|kali|fedora|centos|rhel|suse|alpine|archlinux|conda|homebrew)[/_-]/i.test(
    tag,
  );
}

/** The word before the version, without its `v` and its separator: two spellings of one word belong together. */
export function wordOf({ before }: Pick<TagPieces, "before">): string {
  return before.replace(/[-_/.@=]*[vV]?$/, "").toLowerCase();
}

/** The template of which a tag is one, with the project's name as `{name}`. */
export function templateTextOf(
  { before, after, isUnderscored = false }: Omit<TagPieces, "version">,
  name: string,
): string {
  const at = name === "" ? -1 : before.indexOf(name);
  const isWord =
    at !== -1 &&
    /^(?:$|[-_/.@=])/.test(before.slice(at + name.length)) &&
    /(?:^|[-_/.@=])$/.test(before.slice(0, at));
  const start = isWord ? `${before.slice(0, at)}{name}${before.slice(at + name.length)}` : before;
  return `${start}${isUnderscored ? "{version_}" : "{version}"}${after}`;
}
