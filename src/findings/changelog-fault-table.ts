import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Faults of places that state the version, and of changelogs; sorted. */
export interface ChangelogFaults {
  readonly "changelog/bad-settings": Words<"reason" | "where">;
  readonly "changelog/entry-exists": Words<"file" | "version">;
  readonly "changelog/no-entry": Words<"file" | "version">;
  readonly "changelog/no-file": Words<"looked">;
  readonly "changelog/no-history": Words;
  readonly "changelog/not-committed": Words<"file" | "version">;
  readonly "changelog/no-version": Words<"reason">;
  readonly "changelog/towncrier-failed": Words<"reason">;
  readonly "version/no-reference": Words<"directory">;
  readonly "version/two-sources": Words<"literal" | "scm">;
}

/** What to do about a release that its changelog does not tell of. */
export function noEntryHelp(file: string): string {
  return `describe in ${file} what changed: below Unreleased, which shipwheel version bump turns into the entry, or under its own heading`;
}

/** Their phases, sentences and cures. */
export const CHANGELOG_FAULTS: FaultEntries<ChangelogFaults> = {
  "changelog/bad-settings": entry(
    "config",
    (p) => `the changelog settings are invalid: ${p.reason}`,
    (p) => `correct ${p.where}`,
  ),
  "changelog/entry-exists": entry(
    "version",
    (p) => `${p.file} has an entry for ${p.version} already, and existing entries are never rewritten`,
    () => "use another version (--for VERSION), or edit the entry by hand",
  ),
  "changelog/no-entry": entry(
    "version",
    (p) => `${p.file} has no entry for ${p.version}`,
    (p) => noEntryHelp(p.file),
  ),
  "changelog/no-file": entry(
    "config",
    (p) => `there is no changelog: ${p.looked}`,
    () => 'write CHANGELOG.md, or name the file: [tool.shipwheel.changelog] file = "..."',
  ),
  "changelog/no-history": entry(
    "config",
    () => "a changelog from commits needs a git repository with a commit",
    () =>
      'run it in the repository, or keep the changelog by hand: [tool.shipwheel.changelog] style = "manual"',
  ),
  "changelog/not-committed": entry(
    "version",
    (p) => `${p.file} has an entry for ${p.version} that is not committed; the release would lack it`,
    (p) => `git commit ${p.file}; or git checkout ${p.file}, because version bump writes the entry itself`,
  ),
  "changelog/no-version": entry(
    "version",
    (p) => `the entry has no version: ${p.reason}`,
    () => "set it: shipwheel changelog --write --for VERSION",
  ),
  "changelog/towncrier-failed": entry(
    "version",
    (p) => `towncrier could not create the entry: ${p.reason}`,
    () => "run towncrier build --draft --version VERSION, and fix what it reports",
  ),
  "version/no-reference": entry(
    "version",
    (p) => `no tag names a version of the project in ${p.directory}, and no file states it`,
    () => "fetch the tags: git fetch --tags",
  ),
  "version/two-sources": entry(
    "config",
    (p) => `the version has two sources: the literal ${p.literal}, and ${p.scm}`,
    () => 'remove one, or choose one: [tool.shipwheel.version] source = "static" or "scm"',
  ),
};
