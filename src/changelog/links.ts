import type { TextChange } from "../text/file-edit.ts";
import type { Changelog, LinkDefinition } from "../tree/changelog/document.ts";
import type { ForgeLinks } from "../tree/changelog/news.ts";

/** The release whose entry gets a link. */
export interface LinkedRelease {
  readonly version: string;
  readonly tag: string;
  /** Null: there is none, or it is not known. */
  readonly previousTag: string | null;
  /** Null: no address of the repository is known. */
  readonly forge: ForgeLinks | null;
}

interface Comparison {
  readonly head: string;
  readonly from: string;
  readonly dots: string;
  readonly to: string;
  readonly tail: string;
  /** Whether the newer revision stands first, as on Bitbucket. */
  readonly isNewestFirst: boolean;
}

/** `https://github.com/o/n/compare/FROM...TO`, as GitHub, GitLab and Gitea have it, or Bitbucket's `TO..FROM`. */
function comparison(url: string): Comparison | null {
  const match = /^(.*?\/compare\/)(.+?)(\.{2,3}|%0D)([^?#]+)(.*)$/i.exec(url);
  if (match === null) return null;
  const [, head = "", first = "", dots = "", second = "", tail = ""] = match;
  const isNewestFirst = head.endsWith("/branches/compare/") || first === "HEAD";
  const [from, to] = isNewestFirst ? [second, first] : [first, second];
  return { head, from, dots, to, tail, isNewestFirst };
}

function addressOf({ head, from, dots, to, tail, isNewestFirst }: Comparison): string {
  return `${head}${isNewestFirst ? `${to}${dots}${from}` : `${from}${dots}${to}`}${tail}`;
}

/** The address of a new release, as that of the one before it is written; null when that says nothing of a version. */
export function linkLike(url: string, version: string, release: LinkedRelease): string | null {
  const compared = comparison(url);
  if (compared !== null) return addressOf({ ...compared, from: compared.to, to: release.tag });
  return url.includes(version) ? url.replaceAll(version, release.version) : null;
}

/** The comparison of an address, begun at a tag; null for another address. */
export function comparisonFrom(url: string, tag: string): string | null {
  const compared = comparison(url);
  return compared === null ? null : addressOf({ ...compared, from: tag });
}

/** The comparison of an address, ended at a tag instead of HEAD; null for another address. */
export function comparisonUpTo(url: string, tag: string): string | null {
  const compared = comparison(url);
  return compared === null ? null : addressOf({ ...compared, to: tag });
}

/**
 * The changes by which the link definitions at the end of a changelog know a release: that of Unreleased begins at its
 * tag, and it has one of its own, written as the others are. None where the file has no such definitions.
 */
export function linkChanges({ links, text }: Changelog, release: LinkedRelease): readonly TextChange[] {
  const versions = links.filter((link) => /^v?\d+(\.\d+)+/i.test(link.label));
  const known = versions[0];
  const unreleased = links.find((link) => /^unreleased$/i.test(link.label));
  const model = known ?? unreleased;
  if (model === undefined || links.some(({ label }) => bare(label) === bare(release.version))) return [];
  const changes: TextChange[] = [];
  const moved = unreleased === undefined ? null : comparisonFrom(unreleased.url, release.tag);
  if (unreleased !== undefined && moved !== null) {
    const start = text.indexOf(unreleased.url, unreleased.start);
    changes.push({ start, end: start + unreleased.url.length, text: moved });
  }
  const url = newAddress(versions, unreleased, release);
  if (url === null) return changes;
  const line = text.slice(model.start, model.end);
  const label = /^v/i.test(model.label) ? `v${release.version}` : release.version;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const written = line
    .replace(/\r?\n$/, "")
    .replace(model.label, label)
    .replace(model.url, url);
  const place = known?.start ?? model.end;
  const isBehindText = place > 0 && text[place - 1] !== "\n";
  const put = isBehindText ? `${newline}${written}` : `${written}${newline}`;
  return [...changes, { start: place, end: place, text: put }];
}

/** The definition of a release that was begun under its number: it ends at HEAD until the release has a tag. */
export function finishedLink(
  { links, text }: Changelog,
  { version, tag }: Pick<LinkedRelease, "version" | "tag">,
): readonly TextChange[] {
  const link = links.find(({ label }) => bare(label) === bare(version));
  const compared = link === undefined ? null : comparison(link.url);
  if (link === undefined || compared?.to !== "HEAD") return [];
  const start = text.indexOf(link.url, link.start);
  return [{ start, end: start + link.url.length, text: addressOf({ ...compared, to: tag }) }];
}

/** The definition of an entry under another number: `[1.0.1]: …` becomes `[2.0.0]: …`. */
export function renumberedLink(
  { links, text }: Changelog,
  from: string,
  version: string,
): readonly TextChange[] {
  const link = links.find(({ label }) => bare(label) === bare(from));
  if (link === undefined) return [];
  const start = text.indexOf(bare(link.label), link.start);
  return [{ start, end: start + bare(link.label).length, text: version }];
}

function newAddress(
  versions: readonly LinkDefinition[],
  unreleased: LinkDefinition | undefined,
  release: LinkedRelease,
): string | null {
  const [known] = versions;
  const like = known === undefined ? null : linkLike(known.url, bare(known.label), release);
  if (known !== undefined && comparison(known.url) !== null) return like;
  const upTo = unreleased === undefined ? null : comparisonUpTo(unreleased.url, release.tag);
  if (upTo !== null) return upTo;
  const { forge, previousTag, tag } = release;
  // The only one may be that of the first release, which had nothing to be compared with.
  if (like !== null && versions.length > 1) return like;
  if (forge === null || forge.compare === "" || previousTag === null) return like;
  return forge.compare.replaceAll("{from}", previousTag).replaceAll("{to}", tag);
}

function bare(label: string): string {
  return label.replace(/^v/i, "");
}
