import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const CHANGELOG_DATE_WRONG: StageRule = defineStageRule({
  code: "H002",
  slug: "changelog-date-wrong",
  title: "Invalid date in the changelog",
  phase: "version",
  docs: {
    what: "The date of an entry is not written as YYYY-MM-DD, does not exist, is in the future, or is missing where others have one.",
    why: "Readers and tools order releases by this date.",
    fix: "write the day of the release as YYYY-MM-DD",
    bad: "## [1.2.0] - 2026-02-30",
    good: "## [1.2.0] - 2026-03-02",
  },
});

export const CHANGELOG_ORDER_WRONG: StageRule = defineStageRule({
  code: "H003",
  slug: "changelog-order-wrong",
  title: "The entries are not ordered",
  severity: "warning",
  phase: "version",
  docs: {
    what: "An entry is below that of a lower version, or a version has two entries.",
    why: "Readers assume that the first entry is the newest.",
    fix: "order the entries, the newest first",
    bad: "1.1.0 above 1.2.0",
    good: "1.2.0 above 1.1.0",
  },
});

export const CHANGELOG_LINK_WRONG: StageRule = defineStageRule({
  code: "H004",
  slug: "changelog-link-wrong",
  title: "A changelog link is undefined or leads to the wrong version",
  severity: "warning",
  phase: "version",
  docs: {
    what: "A heading in brackets has no link definition although others have one, or a definition leads to another version's tag.",
    why: "Readers see brackets, or the changes of another release.",
    fix: "define the link, ending at the version's own tag",
    bad: "[1.2.0]: https://github.com/o/n/compare/v1.0.0...v1.1.0",
    good: "[1.2.0]: https://github.com/o/n/compare/v1.1.0...v1.2.0",
  },
});

export const CHANGELOG_UNRELEASED_LEFT: StageRule = defineStageRule({
  code: "H005",
  slug: "changelog-unreleased-left",
  title: "Unreleased still has entries",
  phase: "version",
  docs: {
    what: "The section Unreleased still has entries when a version is released.",
    why: "These changes are released, but the changelog says that they are not.",
    fix: "move them below the heading of the version",
    bad: "## [Unreleased] with a list, above ## [1.2.0]",
    good: "## [Unreleased] with nothing below it",
  },
});

export const CHANGELOG_ENTRY_CHANGED: StageRule = defineStageRule({
  code: "H006",
  slug: "changelog-entry-changed",
  title: "The entry of an earlier release was changed or lost",
  severity: "warning",
  phase: "version",
  docs: {
    what: "An entry differs from what the last release's tag has, or is gone.",
    why: "Users rely on released entries; a rewrite or a bad merge loses them unnoticed.",
    fix: "run git show TAG:CHANGELOG.md, and restore the entry",
    bad: "the entry for 1.0.0 is shorter than at v1.1.0",
    good: "corrections are part of the new entry",
  },
});

export const CHANGELOG_FRAGMENT_UNKNOWN: StageRule = defineStageRule({
  code: "H007",
  slug: "changelog-fragment-unknown",
  title: "A file is not a news fragment",
  phase: "version",
  docs: {
    what: "A file in the directory of the news fragments has no known kind in its name.",
    why: "Its text would never appear in the changelog.",
    fix: "name it ISSUE.KIND.md, or +WORDS.KIND.md without an issue",
    bad: "changes/123.feat.md",
    good: "changes/123.feature.md",
  },
});
