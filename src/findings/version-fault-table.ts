import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/**
 * Why no version could be told from history: the kinds in which setuptools-scm's own errors fall, and four of ours
 * (`not-configured`, `python-callable`, `unsupported-regex`, `unsupported-vcs`) for what is refused by name.
 */
export interface VersionFaults {
  readonly "already-post": Words<"version">;
  readonly "bad-calver-date": Words<"version">;
  readonly "bad-config": Words<"reason"> & { readonly file?: string };
  readonly "bad-pretend-type": Words<"field" | "expected">;
  readonly "bad-tag-regex": Words<"regex" | "reason">;
  readonly "bad-toml": Words<"where" | "reason">;
  readonly "bad-version-file": Words<"path" | "reason">;
  readonly "config-conflict": Words<"old" | "new">;
  readonly "dev-tag-not-zero": Words<"version">;
  readonly "dirty-refused": Words;
  readonly "invalid-version": Words<"version" | "where">;
  readonly "no-packages": Words<"directory">;
  readonly "no-trailing-number": Words<"version">;
  readonly "no-version": Words<"directory" | "reason" | "remedy">;
  readonly "not-configured": Words<"directory">;
  readonly "project-path-mismatch": Words<"declared" | "found" | "root">;
  readonly "python-callable": Words<"key" | "value">;
  readonly "scope-noop": Words<"root">;
  readonly shallow: Words<"directory">;
  readonly "submodules-missing": Words<"directory" | "paths">;
  readonly "tag-regex-empty-group": Words<"regex" | "tag">;
  readonly "tag-unparsable": Words<"tag" | "regex" | "prefix">;
  readonly "unknown-scheme": Words<"key" | "value" | "known">;
  readonly "unsupported-regex": Words<"regex" | "reason">;
  readonly "unsupported-vcs": Words<"directory" | "vcs">;
}

const RETAG = "delete the tag (git tag -d), or tag the commit again with a PEP 440 version";

/** The faults of versions from history: phase, sentence, cure; sorted by code. */
export const VERSION_FAULTS: FaultEntries<VersionFaults> = {
  "already-post": entry(
    "version",
    (p) => `${p.version} is already a post-release, and no-guess-dev does not guess the next version`,
    () =>
      'choose another version_scheme, for example "guess-next-dev", or tag a release that is not a post-release',
  ),
  "bad-calver-date": entry(
    "version",
    (p) => `the tag ${p.version} looks like a date but is not a valid one`,
    () => RETAG,
  ),
  "bad-config": entry(
    "config",
    (p) => `the version configuration cannot be used: ${p.reason}`,
    (p) => `correct it in ${p.file ?? "pyproject.toml"}`,
  ),
  "bad-pretend-type": entry(
    "config",
    (p) => `the pretended ${p.field} must be ${p.expected}`,
    () => "correct the variable SETUPTOOLS_SCM_PRETEND_METADATA, or unset it",
  ),
  "bad-tag-regex": entry(
    "config",
    (p) => `the tag regex ${p.regex} ${p.reason}`,
    () => "give it exactly one group, or a group named version: ^v(?P<version>.+)$",
  ),
  "bad-toml": entry(
    "config",
    (p) => `${p.where} is not valid TOML: ${p.reason}`,
    (p) => `repair ${p.where}`,
  ),
  "bad-version-file": entry(
    "config",
    (p) => `no version file can be generated for ${p.path}: ${p.reason}`,
    () => "use a .py or .txt file, or set a template with {version}, {version_tuple} and {scm_version.FIELD}",
  ),
  "config-conflict": entry(
    "config",
    (p) => `${p.old} and ${p.new} are duplicates`,
    (p) => `keep only ${p.new}`,
  ),
  "dev-tag-not-zero": entry(
    "version",
    (p) => `the tag ${p.version} is a development release with its own number, which cannot be incremented`,
    () => "delete the tag, or make it end in .dev0",
  ),
  "dirty-refused": entry(
    "version",
    () => "tracked files have uncommitted changes, which the local_scheme does not allow",
    () => "commit or stash them: git status",
  ),
  "invalid-version": entry(
    "version",
    (p) => `${p.where}: ${p.version} is not a version (PEP 440)`,
    () => "write it as PEP 440 requires: 1.0.0b1 instead of 1.0.0-beta.1",
  ),
  "no-packages": entry(
    "config",
    (p) => `${p.directory} contains no named package: no tracked pyproject.toml matches`,
    () => 'list their directories: [tool.shipwheel.version] packages = ["packages/*"]',
  ),
  "no-trailing-number": entry(
    "version",
    (p) => `${p.version} does not end with a number that can be incremented`,
    () => "choose another version_scheme, or tag a version that ends with a number",
  ),
  "no-version": entry(
    "version",
    (p) => `could not determine a version for ${p.directory}: ${p.reason}`,
    (p) => p.remedy,
  ),
  "not-configured": entry(
    "config",
    (p) => `${p.directory} is not configured for setuptools-scm, vcs-versioning or hatch-vcs`,
    () => "add [tool.setuptools_scm] to pyproject.toml, or omit --compat",
  ),
  "project-path-mismatch": entry(
    "config",
    (p) => `project_path is ${p.declared}, but the project is at ${p.found} in ${p.root}`,
    (p) => `set project_path to ${p.found}, or remove it`,
  ),
  "python-callable": entry(
    "config",
    (p) => `${p.key} = ${p.value} names Python code, which shipwheel does not run for a version`,
    () => "use the backend instead: run shipwheel version without --compat",
  ),
  "scope-noop": entry(
    "config",
    (p) => `scm.git.distance_scope is set, but the project is the root of the repository ${p.root}`,
    () => "remove distance_scope, or set root to the repository above the project",
  ),
  shallow: entry(
    "version",
    (p) => `${p.directory} is a shallow clone: tags and distances beyond its depth are unknown`,
    (p) => `git -C "${p.directory}" fetch --unshallow --tags (in GitHub Actions: fetch-depth: 0)`,
  ),
  "submodules-missing": entry(
    "version",
    (p) => `submodules are missing in ${p.directory}: ${p.paths}`,
    (p) => `git -C "${p.directory}" submodule update --init --recursive`,
  ),
  "tag-regex-empty-group": entry(
    "version",
    (p) => `the tag regex ${p.regex} matches the tag ${p.tag}, but its version group is empty`,
    () => "make the group match the version",
  ),
  "tag-unparsable": entry(
    "version",
    (p) => `the nearest tag ${p.tag} contains no version (regex ${p.regex}, prefix "${p.prefix}")`,
    () =>
      "configure the tool to ignore such tags: tag.prefix, or scm.git.describe_command with --match; for a release, tag the commit again with a PEP 440 version",
  ),
  "unknown-scheme": entry(
    "config",
    (p) => `there is no ${p.key} ${p.value}`,
    (p) => `choose one of ${p.known}`,
  ),
  "unsupported-regex": entry(
    "config",
    (p) => `the tag regex ${p.regex} cannot be used: ${p.reason}`,
    () => "rewrite it, or use the backend instead: run shipwheel version without --compat",
  ),
  "unsupported-vcs": entry(
    "config",
    (p) => `${p.directory} belongs to ${p.vcs}, which shipwheel does not support`,
    () => "use the backend instead: run shipwheel version without --compat",
  ),
};
