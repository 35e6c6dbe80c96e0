import { faultEntry as entry, type FaultEntries, type Numbers, type Words } from "./fault-entry.ts";

/** Why a release could not go on; sorted. */
export interface ReleaseFaults {
  readonly "release/dev-to-pypi": Words<"version">;
  readonly "release/dirty": Words<"files">;
  readonly "release/interrupted": Words<"project" | "version" | "facts">;
  readonly "release/journal-broken": Words<"file" | "reason"> & Numbers<"line">;
  readonly "release/journal-unwritable": Words<"file" | "reason">;
  readonly "release/locked": Words<"project" | "version" | "holder">;
  readonly "release/not-a-release": Words<"path" | "reason">;
  readonly "release/not-routed": Words<"version" | "kind">;
  readonly "release/nothing-to-promote": Words<"index" | "project" | "version" | "reason">;
  readonly "release/other-bytes": Words<"file" | "actual" | "expected">;
  readonly "release/sign-failed": Words<"file" | "program" | "reason">;
  readonly "release/state-unusable": Words<"directory" | "reason">;
  readonly "release/unproven": Words<"step" | "reason"> & { readonly remedy?: string };
  readonly "release/wrong-branch": Words<"branch" | "branches" | "first">;
}

/** The faults of releases and their journals; sorted by code. */
export const RELEASE_FAULTS: FaultEntries<ReleaseFaults> = {
  "release/dev-to-pypi": entry(
    "config",
    (p) => `${p.version} is a development release, which does not go to PyPI by default`,
    () =>
      "release it to TestPyPI, or bump the version: shipwheel version bump; use --allow-dev to publish it anyway",
  ),
  "release/dirty": entry(
    "version",
    (p) => `the working tree has uncommitted changes: ${p.files}`,
    () => "commit or stash them (git commit, git stash)",
  ),
  "release/interrupted": entry(
    "incomplete",
    (p) => `interrupted while a part of ${p.project} ${p.version} is public: ${p.facts}`,
    () => "run the same command again to resume; no file is uploaded twice",
  ),
  "release/journal-broken": entry(
    "config",
    (p) => `the journal of this release cannot be trusted: line ${p.line} of ${p.file} ${p.reason}`,
    (p) =>
      `check what is public with shipwheel status, then move ${p.file} away: the next run detects finished steps on the index and the repository host`,
  ),
  "release/journal-unwritable": entry(
    "unavailable",
    (p) => `cannot write the release journal ${p.file}: ${p.reason}; nothing was done`,
    () => "free some space or make it writable, then run the same command again",
  ),
  "release/locked": entry(
    "unavailable",
    (p) => `another process is releasing ${p.project} ${p.version}${p.holder}`,
    () => "wait until it exits, then run the same command again to resume",
  ),
  "release/not-a-release": entry(
    "config",
    (p) => `${p.path} contains no release: ${p.reason}`,
    () => "use the directory that shipwheel release printed, or its record.json",
  ),
  "release/not-routed": entry(
    "config",
    (p) => `${p.version} is a ${p.kind} version, which this project does not release`,
    (p) => `set [tool.shipwheel.release.routes] ${p.kind}, or set another version: shipwheel version bump`,
  ),
  "release/nothing-to-promote": entry(
    "verify",
    (p) => `${p.project} ${p.version} cannot be promoted from ${p.index}: ${p.reason}`,
    (p) => `release it there first (shipwheel release --index ${p.index}), then promote the same version`,
  ),
  "release/other-bytes": entry(
    "publish",
    (p) => `${p.file} is not the file that this release began with: sha256 ${p.actual}, not ${p.expected}`,
    () => "release the files of the first run (they are kept), or release a new version",
  ),
  "release/sign-failed": entry(
    "config",
    (p) => `${p.file} could not be signed by ${p.program}: ${p.reason}`,
    () =>
      'check that git config user.signingkey names a usable key, or set [tool.shipwheel.release] sign-checksums = "none"',
  ),
  "release/state-unusable": entry(
    "unavailable",
    (p) => `cannot store the state of the release in ${p.directory}: ${p.reason}`,
    () => "set SHIPWHEEL_STATE_DIR to a writable directory, and keep that setting for later runs",
  ),
  "release/unproven": entry(
    "incomplete",
    (p) => `could not confirm that this step took effect: ${p.step}: ${p.reason}`,
    (p) => p.remedy ?? "run the same command again; finished steps are skipped",
  ),
  "release/wrong-branch": entry(
    "config",
    (p) => `${p.branch} is not a release branch (${p.branches})`,
    (p) => `git switch ${p.first}, or change [tool.shipwheel.release] branches`,
  ),
};
