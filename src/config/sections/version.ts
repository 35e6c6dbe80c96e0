import * as v from "valibot";
import type { FollowPolicy } from "../../version/follow-specifier.ts";
import { tagTemplateProblem } from "../../version/tag-template.ts";
import { parseCalendar } from "../../version/calendar.ts";
import { oneOf, text } from "./value-schemas.ts";

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
  /** Whether versions below 1.0.0 are made; false: the first one is 1.0.0. */
  readonly "allow-zero-version": boolean;
  /** Whether a breaking change of a 0.x version makes 1.0.0; false: it raises the second number. */
  readonly "major-on-zero": boolean;
  /** Types of conventional commits that ask for a minor release. */
  readonly "minor-types": readonly string[];
  /** Types of conventional commits that ask for a patch release. */
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
        "The one source of the version: a file (`static`) or the tags (`scm`); `auto` takes what the project declares.",
      ),
    ),
    "auto",
  ),
  tag: v.optional(
    v.pipe(
      text,
      v.rawCheck(({ dataset, addIssue }) => {
        const problem = dataset.typed ? tagTemplateProblem(dataset.value) : null;
        if (problem !== null) addIssue({ message: `is no tag template: it ${problem}` });
      }),
      v.description(
        "Template of the tags, with `{version}` and perhaps `{name}`; `{version_}` has `_` in the place of dots; by default as the history spells them, else `v{version}`.",
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
        "The calendar by which `version next` counts (`YYYY.0M.0D`, `YYYY.MM.MICRO`, `YY.MINOR.MICRO`), or `none`; by default as the releases show.",
      ),
    ),
  ),
  mode: v.optional(
    v.pipe(
      oneOf(["strict", "compat"]),
      v.description("`compat` continues where setuptools-scm does, even if strict mode fails."),
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
    v.pipe(paths, v.description("Other paths whose commits count for this package, relative to it.")),
    [],
  ),
  siblings: v.optional(
    v.pipe(
      oneOf(["exact", "compatible", "untouched"]),
      v.description(
        "What `version bump` and `version sync` do to requirements on this package in others of the repository: `exact` pins them to the version, `compatible` changes those that exclude it, `untouched` only names them.",
      ),
    ),
    "compatible",
  ),
  sign: v.optional(v.pipe(oneOf(["none", "gpg", "ssh"]), v.description("How tags are signed.")), "none"),
  "allow-zero-version": v.optional(
    v.pipe(
      v.boolean("must be true or false"),
      v.description("Whether versions below 1.0.0 are made; false: the first one is 1.0.0."),
    ),
    true,
  ),
  "major-on-zero": v.optional(
    v.pipe(
      v.boolean("must be true or false"),
      v.description(
        "Whether a breaking change of a 0.x version makes 1.0.0; false: it raises the second number.",
      ),
    ),
    false,
  ),
  "minor-types": v.optional(
    v.pipe(types, v.description("Types of conventional commits that ask for a minor release.")),
    ["feat"],
  ),
  "patch-types": v.optional(
    v.pipe(types, v.description("Types of conventional commits that ask for a patch release.")),
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
    v.pipe(
      text,
      v.description("Message of the commit that a bump makes, with `{name}`, `{version}` and `{tag}`."),
    ),
    "chore(release): {tag}",
  ),
  "tag-message": v.optional(
    v.pipe(text, v.description("Message of the tag, with `{name}`, `{version}` and `{tag}`.")),
    "{name} {version}",
  ),
});
