import * as v from "valibot";
import type { FollowPolicy } from "../../version/follow-specifier.ts";
import { tagTemplateProblem } from "../../version/tag-template.ts";
import { parseCalendar } from "../../version/calendar.ts";
import { flag, oneOf, text } from "./value-schemas.ts";

/** Where the version comes from, how its tags are spelled, and what counts for it. */
export interface VersionConfig {
  /** Where the version is stated: in a file, or by the tags; `auto` takes what the project declares. */
  readonly source: "auto" | "static" | "scm";
  /** Template of the tags; absent: as the history spells them, `v{version}` without any. */
  readonly tag?: string | undefined;
  /** The calendar of the versions, as calver.org writes it; `none`: they follow no calendar; absent: as the releases show. */
  readonly calendar?: string | undefined;
  /** `compat` follows the configured setuptools-scm or hatch-vcs where strict would refuse. */
  readonly mode: "strict" | "compat";
  /** Directories of a repository's packages, or patterns of them; empty for one package, or for uv's workspace members. */
  readonly packages: readonly string[];
  /** What a new version does to the requirements that other packages of the repository have on this one. */
  readonly siblings: FollowPolicy;
  /** Other paths whose commits count for the package, relative to it. */
  readonly paths: readonly string[];
  /** How tags are signed. */
  readonly sign: "none" | "gpg" | "ssh";
  /** Whether versions below 1.0.0 are allowed; false: the first version is 1.0.0. */
  readonly "allow-zero-version": boolean;
  /** Whether a breaking change of a 0.x version leads to 1.0.0; false: it raises the minor version. */
  readonly "major-on-zero": boolean;
  /** Conventional commit types that require a minor release. */
  readonly "minor-types": readonly string[];
  /** Conventional commit types that require a patch release. */
  readonly "patch-types": readonly string[];
  /** Number of the first alpha, beta, candidate, post and development release. */
  readonly "first-number": 0 | 1;
  /** Message of the commit that a bump makes; `{name}`, `{version}`, `{tag}`. */
  readonly "commit-message": string;
  /** Message of the tag; `{name}`, `{version}`, `{tag}`. */
  readonly "tag-message": string;
}

const paths = v.array(text, "must be a list of paths");
const types = v.array(v.pipe(text, v.toLowerCase()), "must be a list of commit types");

/** [tool.shipwheel.version]. */
export const versionSection: v.GenericSchema<unknown, VersionConfig> = v.strictObject({
  source: v.optional(
    v.pipe(
      oneOf(["auto", "static", "scm"]),
      v.description(
        "Source of the version: a file (`static`) or tags (`scm`); `auto` uses what the project declares.",
      ),
    ),
    "auto",
  ),
  tag: v.optional(
    v.pipe(
      text,
      v.rawCheck(({ dataset, addIssue }) => {
        const problem = dataset.typed ? tagTemplateProblem(dataset.value) : null;
        if (problem !== null) addIssue({ message: `is not a tag template: it ${problem}` });
      }),
      v.description(
        "Template of tags, with `{version}` and optionally `{name}`; `{version_}` has `_` instead of dots. By default the form of existing tags, else `v{version}`.",
      ),
    ),
  ),
  calendar: v.optional(
    v.pipe(
      text,
      v.check(
        (value) => value === "none" || parseCalendar(value) !== null,
        'must be "none" or a calendar such as "YYYY.0M.0D", "YYYY.MM.MICRO" or "YY.MINOR.MICRO"',
      ),
      v.description(
        "The calendar format for `version next` (`YYYY.0M.0D`, `YYYY.MM.MICRO`, `YY.MINOR.MICRO`), or `none`; by default detected from the releases.",
      ),
    ),
  ),
  mode: v.optional(
    v.pipe(
      oneOf(["strict", "compat"]),
      v.description("`compat` accepts what setuptools-scm accepts, even if strict mode fails."),
    ),
    "strict",
  ),
  packages: v.optional(
    v.pipe(
      paths,
      v.description("Directories of the repository's packages, or patterns of them (`packages/*`)."),
    ),
    [],
  ),
  paths: v.optional(
    v.pipe(
      paths,
      v.description("Other paths whose commits count for this package, relative to its directory."),
    ),
    [],
  ),
  siblings: v.optional(
    v.pipe(
      oneOf(["exact", "compatible", "untouched"]),
      v.description(
        "How `version bump` and `version sync` change requirements on this package in other packages of the repository: `exact` pins the version, `compatible` changes only requirements that exclude it, `untouched` only reports them.",
      ),
    ),
    "compatible",
  ),
  sign: v.optional(v.pipe(oneOf(["none", "gpg", "ssh"]), v.description("How tags are signed.")), "none"),
  "allow-zero-version": v.optional(
    flag("Whether versions below 1.0.0 are allowed; false: the first version is 1.0.0."),
    true,
  ),
  "major-on-zero": v.optional(
    flag("Whether a breaking change of a 0.x version leads to 1.0.0; false: it raises the minor version."),
    false,
  ),
  "minor-types": v.optional(
    v.pipe(types, v.description("Conventional commit types that require a minor release.")),
    ["feat"],
  ),
  "patch-types": v.optional(
    v.pipe(types, v.description("Conventional commit types that require a patch release.")),
    ["fix", "perf"],
  ),
  "first-number": v.optional(
    v.pipe(
      v.picklist([0, 1], "must be 0 or 1"),
      v.description("Number of the first alpha, beta, candidate, post and development release."),
    ),
    1,
  ),
  "commit-message": v.optional(
    v.pipe(text, v.description("Message of the bump commit, with `{name}`, `{version}` and `{tag}`.")),
    "chore(release): {tag}",
  ),
  "tag-message": v.optional(
    v.pipe(text, v.description("Message of the tag, with `{name}`, `{version}` and `{tag}`.")),
    "{name} {version}",
  ),
});
