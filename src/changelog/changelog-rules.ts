import type { StageRule } from "../findings/stage-rule.ts";

function rule(
  code: string,
  slug: string,
  title: string,
  severity: StageRule["severity"],
  docs: Omit<StageRule["docs"], "peers">,
): StageRule {
  return { code, slug, title, severity, docs: { ...docs, peers: [] } };
}

/** What `shipwheel changelog --check` sees; G007 is a rule of the check, too. */
export const CHANGELOG_RULES: readonly StageRule[] = [
  rule("H002", "changelog-date-wrong", "A date of the changelog is none", "error", {
    what: "The date of an entry is not written as YYYY-MM-DD, does not exist, is yet to come, or is missing where others have one.",
    why: "Readers and tools order releases by it.",
    fix: "write the day of the release as YYYY-MM-DD",
    bad: "## [1.2.0] - 2026-02-30",
    good: "## [1.2.0] - 2026-03-02",
  }),
  rule("H003", "changelog-order-wrong", "The entries are not ordered", "warning", {
    what: "An entry stands below that of a lower version, or a version has two.",
    why: "Readers take the first entry for the newest.",
    fix: "order the entries, the newest first",
    bad: "1.1.0 above 1.2.0",
    good: "1.2.0 above 1.1.0",
  }),
  rule("H004", "changelog-link-wrong", "A link of the changelog leads nowhere or elsewhere", "warning", {
    what: "A heading in brackets has no link definition although others have one, or a definition leads to another version's tag.",
    why: "The reader sees brackets, or the changes of another release.",
    fix: "define the link, ending at the version's own tag",
    bad: "[1.2.0]: https://github.com/o/n/compare/v1.0.0...v1.1.0",
    good: "[1.2.0]: https://github.com/o/n/compare/v1.1.0...v1.2.0",
  }),
  rule("H005", "changelog-unreleased-left", "Unreleased still has entries", "error", {
    what: "The section Unreleased has entries at the moment of a release.",
    why: "They are released, and the changelog says that they are not.",
    fix: "move them below the heading of the version",
    bad: "## [Unreleased] with a list, above ## [1.2.0]",
    good: "## [Unreleased] with nothing below it",
  }),
  rule("H006", "changelog-entry-changed", "The entry of an earlier release was changed or lost", "warning", {
    what: "An entry differs from what the last release's tag has, or is gone.",
    why: "What was told at a release is what users go by; a rewrite or a bad merge loses it unseen.",
    fix: "git show TAG:CHANGELOG.md, and put it back",
    bad: "the entry for 1.0.0 is shorter than at v1.1.0",
    good: "corrections stand in the new entry",
  }),
  rule("H007", "changelog-fragment-unknown", "A file is no news fragment", "error", {
    what: "A file in the directory of the news fragments has no known kind in its name.",
    why: "Its text would never be in the changelog.",
    fix: "name it ISSUE.KIND.md, or +WORDS.KIND.md without an issue",
    bad: "changes/123.feat.md",
    good: "changes/123.feature.md",
  }),
];
