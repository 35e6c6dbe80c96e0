import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Parameters of the faults of migrations. */
export interface MigrateFaults {
  readonly "migrate/backup-damaged": Words<"directory" | "file">;
  readonly "migrate/branch-failed": Words<"branch" | "reason">;
  readonly "migrate/branch-moved": Words<"branch" | "from">;
  readonly "migrate/changed-since": Words<"files" | "patch">;
  readonly "migrate/conflict-markers": Words<"file">;
  readonly "migrate/files-dirty": Words<"files">;
  readonly "migrate/link-out": Words<"file" | "target">;
  readonly "migrate/no-source": Words<"directory">;
  readonly "migrate/not-utf8": Words<"file" | "line">;
  readonly "migrate/not-writable": Words<"file" | "reason">;
  readonly "migrate/nothing-to-undo": Words<"directory">;
  readonly "migrate/other-backend": Words<"backend" | "known">;
  readonly "migrate/source-failed": Words<"file" | "reason">;
}

/** The faults of migrations. */
export const MIGRATE_FAULTS: FaultEntries<MigrateFaults> = {
  "migrate/backup-damaged": entry(
    "config",
    ({ directory, file }) => `the backup in ${directory} has no intact copy of ${file}; nothing was restored`,
    () => "restore the files with git: git checkout -- .",
  ),
  "migrate/branch-failed": entry(
    "config",
    ({ branch, reason }) => `git failed on the migration's branch ${branch}: ${reason}`,
    () => "fix what git reports; shipwheel migrate --undo restores the files and deletes the branch",
  ),
  "migrate/branch-moved": entry(
    "config",
    ({ branch, from }) =>
      `${from} has changed since ${branch} was made of it, and contains no part of the migration; nothing was restored`,
    ({ branch, from }) => `drop the branch: git switch ${from} && git branch -D ${branch}`,
  ),
  "migrate/changed-since": entry(
    "config",
    ({ files }) => `changed since the migration: ${files}; nothing was restored`,
    ({ patch }) =>
      `take the changes out (git apply --reverse ${patch}), run shipwheel migrate --undo again, and make them anew by that patch`,
  ),
  "migrate/conflict-markers": entry(
    "config",
    ({ file }) => `${file} contains merge conflict markers`,
    () => "resolve the merge, then migrate",
  ),
  "migrate/files-dirty": entry(
    "config",
    ({ files }) => `files that the migration changes have uncommitted changes: ${files}`,
    () => "commit or stash them, or use --allow-dirty: --undo restores their current state",
  ),
  "migrate/link-out": entry(
    "config",
    ({ file, target }) => `${file} is a link out of the project, to ${target}; nothing was changed`,
    ({ file, target }) => `replace the link by the file: rm ${file} && cp ${target} ${file}`,
  ),
  "migrate/no-source": entry(
    "config",
    ({ directory }) => `no supported build backend found in ${directory}`,
    () => "run it in a directory with a pyproject.toml, setup.py, setup.cfg or an import package",
  ),
  "migrate/not-utf8": entry(
    "config",
    ({ file, line }) =>
      `${file} is not UTF-8: line ${line} has invalid bytes, so setuptools cannot read it either`,
    ({ file }) =>
      `save ${file} as UTF-8: iconv -f latin1 -t utf-8 ${file} > utf-8.txt && mv utf-8.txt ${file}`,
  ),
  "migrate/not-writable": entry(
    "config",
    ({ file, reason }) => `cannot write ${file} (${reason}); nothing was changed`,
    () => "make the file writable, then migrate again",
  ),
  "migrate/nothing-to-undo": entry(
    "usage",
    ({ directory }) => `no migration of ${directory} to undo`,
    () => "the backups are in the state directory of the user who migrated: run --undo as the same user",
  ),
  "migrate/other-backend": entry(
    "config",
    ({ backend }) => `the project is built by ${backend}, which shipwheel cannot migrate`,
    ({ known }) => `keep this backend: projects that are built by ${known} can be migrated`,
  ),
  "migrate/source-failed": entry(
    "build",
    ({ file, reason }) => `${file} could not be run: ${reason}`,
    ({ file, reason }) =>
      reason.includes("No module named 'pkg_resources'")
        ? "use importlib.metadata and importlib.resources instead of pkg_resources, which setuptools dropped in version 82"
        : `make ${file} run without network and extra arguments, or use literals in its setup() call`,
  ),
};
