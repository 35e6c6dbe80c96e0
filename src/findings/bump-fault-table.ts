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
    (p) => `no such next version: ${p.reason}`,
    () => "look at the versions that are there (shipwheel version next), and ask for another level",
  ),
  "version/changed-file": entry(
    (p) => `${p.files}: changes that are not committed, which the bump's commit would take along`,
    () => "commit or stash them first: git status",
  ),
  "version/commit-failed": entry(
    (p) => `the commit was not made, and everything is as it was: ${p.reason}`,
    () => "repair what git or the hook says, then run the same command again",
  ),
  "version/copy-ahead": entry(
    (p) => `${p.place} states ${p.stated}, which is above ${p.version}`,
    (p) =>
      `bring it into line first (shipwheel version sync), or make that the version: shipwheel version bump ${p.stated}`,
  ),
  "version/detached-head": entry(
    () => "HEAD is detached: the commit would belong to no branch",
    () => "go to the branch first (git switch BRANCH), or change the files only: --no-commit",
  ),
  "version/no-literal": entry(
    (p) => `no file states the version of the project as a literal: ${p.reason}`,
    () =>
      'state it in pyproject.toml (project.version), or take it from the tags: [tool.shipwheel.version] source = "scm"',
  ),
  "version/not-taken-back": entry(
    (p) => `the bump failed (${p.failure}), and what was made of it could not be taken back: ${p.reason}`,
    () => "look at git status, git log -2 and git reflog, and take the bump's commit back by hand",
  ),
  "version/nothing-to-do": entry(
    (p) => p.reason,
    () => "leave --no-tag out: without a file that states the version, the tag is all there is to make",
  ),
  "version/tag-exists": entry(
    (p) => `there is a tag ${p.tag} already, on another commit or by another hand`,
    (p) =>
      p.free === undefined
        ? `look at it (git show ${p.tag}), and choose another version; a released tag never moves`
        : `take the next free version: shipwheel version bump ${p.free}; a released tag never moves (git show ${p.tag})`,
  ),
  "version/tag-failed": entry(
    (p) => `the tag ${p.tag} was not made, and everything is as it was: ${p.reason}`,
    () =>
      "repair what git or the signing program says (git config user.signingkey), then run the same command again",
  ),
  "version/tags-unclear": entry(
    (p) => `the tags do not tell which are those of this project: ${p.tags}`,
    (p) => `name their form in [tool.shipwheel.version]: ${p.settings}`,
  ),
};
