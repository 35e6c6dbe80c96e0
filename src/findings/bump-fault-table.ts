import { faultEntry, type FaultEntries, type FaultEntry, type Words } from "./fault-entry.ts";

/** Why a bump was not made, or could not be. */
export interface BumpFaults {
  readonly "version/bump-refused": Words<"reason">;
  readonly "version/changed-file": Words<"files">;
  readonly "version/commit-failed": Words<"reason">;
  readonly "version/copy-ahead": Words<"place" | "stated" | "version">;
  readonly "version/detached-head": Words;
  readonly "version/no-literal": Words<"reason">;
  readonly "version/not-taken-back": Words<"failure" | "reason">;
  readonly "version/nothing-to-do": Words<"reason">;
  readonly "version/tag-exists": Words<"tag"> & { readonly free?: string };
  readonly "version/tag-failed": Words<"tag" | "reason">;
  readonly "version/tags-unclear": Words<"tags" | "settings">;
}

function entry<Parameters>(
  message: FaultEntry<Parameters>["message"],
  remedy: FaultEntry<Parameters>["remedy"],
): FaultEntry<Parameters> {
  return faultEntry("version", message, remedy);
}

/** The faults of version bumps, of the commits and of the tags that they make; sorted by code. */
export const BUMP_FAULTS: FaultEntries<BumpFaults> = {
  "version/bump-refused": entry(
    (p) => `could not determine the next version: ${p.reason}`,
    () => "run shipwheel version next to see both versions, and choose a different level",
  ),
  "version/changed-file": entry(
    (p) => `${p.files}: uncommitted changes, which the version commit would include`,
    () => "commit or stash them first: git status",
  ),
  "version/commit-failed": entry(
    (p) => `the commit failed and everything was rolled back: ${p.reason}`,
    () => "fix what git or the hook reports, then run the same command again",
  ),
  "version/copy-ahead": entry(
    (p) => `${p.place} states ${p.stated}, which is above ${p.version}`,
    (p) =>
      `synchronize it first (shipwheel version sync), or use that version: shipwheel version bump ${p.stated}`,
  ),
  "version/detached-head": entry(
    () => "HEAD is detached: the commit would belong to no branch",
    () => "switch to a branch first (git switch BRANCH), or only change the files with --no-commit",
  ),
  "version/no-literal": entry(
    (p) => `no file states the version of the project as a literal: ${p.reason}`,
    () =>
      'set project.version in pyproject.toml (and remove it from dynamic), or take it from tags: [tool.shipwheel.version] source = "scm"',
  ),
  "version/not-taken-back": entry(
    (p) => `the bump failed (${p.failure}), and its changes could not be rolled back: ${p.reason}`,
    () => "check git status, git log -2 and git reflog, and undo the version commit by hand",
  ),
  "version/nothing-to-do": entry(
    (p) => p.reason,
    () => "remove --no-tag: no file states the version, so the tag is the only change",
  ),
  "version/tag-exists": entry(
    (p) => `the tag ${p.tag} already exists, on a different commit or by a different author`,
    (p) =>
      p.free === undefined
        ? `inspect it (git show ${p.tag}), and choose another version; never move the tag of a release`
        : `take the next free version: shipwheel version bump ${p.free}; a released tag never moves (git show ${p.tag})`,
  ),
  "version/tag-failed": entry(
    (p) => `the tag ${p.tag} was not created and everything was rolled back: ${p.reason}`,
    () =>
      "fix what git or the signing program reports (git config user.signingkey), then run the same command again",
  ),
  "version/tags-unclear": entry(
    (p) => `could not determine which tags belong to this project: ${p.tags}`,
    (p) => `set their format in [tool.shipwheel.version]: ${p.settings}`,
  ),
};
