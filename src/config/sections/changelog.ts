import * as v from "valibot";
import { flag, oneOf, text } from "./value-schemas.ts";

/** Where the changelog is, what its entries come from, and how they look. */
export interface ChangelogConfig {
  /** Absent: towncrier's setting, else the first file of a usual name. */
  readonly file?: string | undefined;
  readonly style: "auto" | "conventional" | "fragments" | "manual";
  /** Whether a final release without an entry is refused. */
  readonly required: boolean;
  /** Directory of the news fragments; absent: towncrier's setting, else a usual name. */
  readonly fragments?: string | undefined;
  /** Heading of an entry; absent: as the entries of the file have it. */
  readonly title?: string | undefined;
  /** Headings by commit type, in order; absent: features, fixes, performance, reverts. */
  readonly types?: Readonly<Record<string, string>> | undefined;
  readonly "breaking-title": string;
  readonly links: {
    readonly issue?: string | undefined;
    readonly compare?: string | undefined;
  };
}

/** [tool.shipwheel.changelog]. */
export const changelogSection: v.GenericSchema<unknown, ChangelogConfig> = v.strictObject({
  file: v.optional(
    v.pipe(
      text,
      v.description(
        "The changelog; by default the first file with a common name (CHANGELOG.md, HISTORY.rst, ...).",
      ),
    ),
  ),
  style: v.optional(
    v.pipe(
      oneOf(["auto", "conventional", "fragments", "manual"]),
      v.description(
        "Source of entries: commits, news fragments, or manual; `auto` uses fragments if there are any, else a manual changelog if there is a file, else commits.",
      ),
    ),
    "auto",
  ),
  required: v.optional(
    flag("Whether a final release without an entry is an error; by default it is a warning."),
    false,
  ),
  fragments: v.optional(
    v.pipe(text, v.description("Directory of the news fragments; by default towncrier's, else `changes`.")),
  ),
  title: v.optional(
    v.pipe(text, v.description("Heading of an entry, with `{name}`, `{version}` and `{date}`.")),
  ),
  types: v.optional(
    v.pipe(
      v.record(v.string(), text),
      v.description("Headings by commit type, in the order they appear in an entry."),
    ),
  ),
  "breaking-title": v.optional(
    v.pipe(text, v.description("Heading for breaking changes.")),
    "Breaking changes",
  ),
  links: v.optional(
    v.pipe(
      v.strictObject({
        issue: v.optional(
          v.pipe(text, v.description("URL of an issue, with `{number}`; by default the repository's.")),
        ),
        compare: v.optional(
          v.pipe(text, v.description("URL of the comparison of two tags, with `{from}` and `{to}`.")),
        ),
      }),
      v.description("Addresses of issues and comparisons."),
    ),
    {},
  ),
});
