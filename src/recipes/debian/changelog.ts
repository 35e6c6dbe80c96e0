/** An entry of `debian/changelog`. */
export interface DebianEntry {
  readonly source: string;
  /** Upstream version, as Debian writes it. */
  readonly version: string;
  readonly maintainer: string;
  readonly date: Date;
}

/** The text with an entry for the version on top; unchanged when the newest entry is for it. */
export function debianChangelog(existing: string | null, entry: DebianEntry): string {
  const newest = /^[^\s(]+ \(([^)]+)\)/.exec(existing ?? "")?.[1];
  if (existing !== null && newest?.replace(/-[^-]+$/, "") === entry.version) return existing;
  const date = entry.date.toUTCString().replace("GMT", "+0000");
  const change = existing === null ? "* Initial release." : "* New upstream release.";
  const text = `${entry.source} (${entry.version}-1) unstable; urgency=medium\n\n  ${change}\n\n -- ${entry.maintainer}  ${date}\n`;
  return existing === null ? text : `${text}\n${existing}`;
}
