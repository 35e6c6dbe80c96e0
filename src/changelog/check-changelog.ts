import { compareVersions, parseVersion, type Version } from "../version/pep440.ts";
import type { Changelog, ChangelogSection } from "../tree/changelog/document.ts";

/** What can be wrong with a changelog; `shipwheel explain` has a text for each. */
const NO_ENTRY = { rule: "G007", slug: "changelog-entry-missing" } as const;
const DATE_WRONG = { rule: "H002", slug: "changelog-date-wrong" } as const;
const ORDER_WRONG = { rule: "H003", slug: "changelog-order-wrong" } as const;
const LINK_WRONG = { rule: "H004", slug: "changelog-link-wrong" } as const;
const UNRELEASED_LEFT = { rule: "H005", slug: "changelog-unreleased-left" } as const;
const ENTRY_CHANGED = { rule: "H006", slug: "changelog-entry-changed" } as const;

/** A file among the news fragments that is none. */
export const STRANGE_FRAGMENT: { readonly rule: string; readonly slug: string } = {
  rule: "H007",
  slug: "changelog-fragment-unknown",
};

/** One thing that is wrong, and where. */
export interface ChangelogProblem {
  readonly rule: string;
  readonly slug: string;
  readonly message: string;
  /** 1-based; null: the whole file. */
  readonly line: number | null;
  readonly help: string;
}

/** What a changelog is held against. */
export interface ChangelogExpectations {
  /** The version to be released. */
  readonly version: string;
  /** The changelog as the last release had it; null when there was none. */
  readonly released: Changelog | null;
  /** The last release's version; null without one. */
  readonly releasedVersion: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything that is wrong with a changelog at the release of a version, in the order of the file. */
export function checkChangelog(
  changelog: Changelog,
  expected: ChangelogExpectations,
): readonly ChangelogProblem[] {
  const problems = [
    ...missingEntry(changelog, expected),
    ...dates(changelog, expected.today),
    ...order(changelog),
    ...links(changelog),
    ...unreleased(changelog, expected),
    ...changedSections(changelog, expected),
  ];
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** The section of a version, by PEP 440's equality; undefined when there is none. */
export function sectionOf({ sections }: Changelog, version: string): ChangelogSection | undefined {
  const wanted = parseVersion(version);
  if (wanted === null) return undefined;
  return sections.find((section) => {
    const found = section.version === null ? null : parseVersion(section.version);
    return found !== null && compareVersions(found, wanted) === 0;
  });
}

/** What stands below a section's heading. */
export function bodyOf({ text }: Changelog, section: ChangelogSection): string {
  return text.slice(section.bodyStart, section.end);
}

function missingEntry(changelog: Changelog, { version }: ChangelogExpectations): readonly ChangelogProblem[] {
  const section = sectionOf(changelog, version);
  const help = "write one: shipwheel changelog --write, or by hand";
  if (section === undefined)
    return [{ ...NO_ENTRY, message: `${changelog.file} has no entry for ${version}`, line: null, help }];
  if (/\w/.test(bodyOf(changelog, section).replaceAll(/^#+.*$/gm, ""))) return [];
  return [{ ...NO_ENTRY, message: `the entry for ${version} says nothing`, line: section.line, help }];
}

function dates({ sections }: Changelog, today: string): readonly ChangelogProblem[] {
  const isDated = sections.some((section) => section.date !== null);
  return sections.flatMap((section): readonly ChangelogProblem[] => {
    const { date, version, line } = section;
    if (version === null || !isDated) return [];
    const help = "write it as YYYY-MM-DD";
    if (date === null) {
      const isMiddle = sections.indexOf(section) === sections.findIndex((each) => each.version !== null);
      return isMiddle ? [{ ...DATE_WRONG, message: `the entry for ${version} has no date`, line, help }] : [];
    }
    if (!isDay(date))
      return [{ ...DATE_WRONG, message: `${date} of the entry for ${version} is no date`, line, help }];
    return date > nextDay(today)
      ? [
          {
            ...DATE_WRONG,
            message: `the entry for ${version} is of ${date}, which is yet to come`,
            line,
            help,
          },
        ]
      : [];
  });
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day of grace: it is tomorrow already somewhere. */
function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function order({ sections }: Changelog): readonly ChangelogProblem[] {
  const problems: ChangelogProblem[] = [];
  let above: ChangelogSection | null = null;
  const seen: Version[] = [];
  for (const section of sections) {
    const version = section.version === null ? null : parseVersion(section.version);
    if (version === null) continue;
    const { line } = section;
    if (seen.some((each) => compareVersions(each, version) === 0)) {
      problems.push({
        ...ORDER_WRONG,
        message: `${section.version} has two entries`,
        line,
        help: "join them",
      });
    }
    seen.push(version);
    // Maintenance releases of an older series may stand by their date.
    const isLater = above?.date != null && section.date !== null && section.date <= above.date;
    const higher = above?.version == null ? null : parseVersion(above.version);
    if (higher !== null && compareVersions(version, higher) === 1 && !isLater) {
      const message = `${section.version} stands below ${above?.version}, which is lower`;
      problems.push({ ...ORDER_WRONG, message, line, help: "order the entries, the newest first" });
    }
    above = section;
  }
  return problems;
}

function links({ sections, links: definitions, format }: Changelog): readonly ChangelogProblem[] {
  if (format !== "md") return [];
  const problems: ChangelogProblem[] = [];
  const labels = new Set(definitions.map((link) => link.label.toLowerCase()));
  for (const { heading, line } of sections) {
    const label = /\[([^\]]+)\](?![([])/.exec(heading)?.[1];
    // Brackets without any definition in the file are a matter of taste.
    if (label === undefined || labels.size === 0 || labels.has(label.toLowerCase())) continue;
    const message = `[${label}] is defined nowhere in the file`;
    problems.push({ ...LINK_WRONG, message, line, help: `add a line at the end: [${label}]: ADDRESS` });
  }
  for (const { label, url, line } of definitions) {
    const version = parseVersion(label);
    const target = /\/compare\/[^/]*\.\.\.?([^/?#]+)|\/(?:releases\/tag|tags?|tree)\/([^/?#]+)/.exec(url);
    const tag = target?.[1] ?? target?.[2];
    if (version === null || tag === undefined) continue;
    const named = parseVersion(decodeURIComponent(tag).replace(/^.*?(?=v?\d+(?:\.\d+)+)/, ""));
    if (named === null || compareVersions(named, version) === 0) continue;
    const message = `the link of [${label}] leads to ${tag}`;
    problems.push({ ...LINK_WRONG, message, line, help: `let it end at the tag of ${label}` });
  }
  return problems;
}

function unreleased(changelog: Changelog, { version }: ChangelogExpectations): readonly ChangelogProblem[] {
  return changelog.sections.flatMap((section): readonly ChangelogProblem[] => {
    if (section.version !== null) return [];
    const body = bodyOf(changelog, section);
    if (!/^\s*(?:[-*+]|\d+\.)\s+\S/m.test(body)) return [];
    const message = `${section.title} still has entries, which the release of ${version} leaves behind`;
    return [
      { ...UNRELEASED_LEFT, message, line: section.line, help: `move them below the heading of ${version}` },
    ];
  });
}

function changedSections(
  changelog: Changelog,
  { released, releasedVersion, version }: ChangelogExpectations,
): readonly ChangelogProblem[] {
  if (released === null || releasedVersion === null) return [];
  return released.sections.flatMap((old): readonly ChangelogProblem[] => {
    if (old.version === null || sectionOf(released, version) === old) return [];
    const now = sectionOf(changelog, old.version);
    const since = `since ${releasedVersion} was released`;
    if (now === undefined) {
      const message = `the entry for ${old.version} is gone ${since}`;
      return [
        { ...ENTRY_CHANGED, message, line: null, help: "put it back: what was released does not change" },
      ];
    }
    if (comparable(bodyOf(changelog, now)) === comparable(bodyOf(released, old))) return [];
    const message = `the entry for ${old.version} was changed ${since}`;
    return [
      {
        ...ENTRY_CHANGED,
        message,
        line: now.line,
        help: "put it back, and tell the correction in the new entry",
      },
    ];
  });
}

/** Blanks at the ends of lines and around a section say nothing. */
function comparable(body: string): string {
  return body.replaceAll(/[ \t\r]+$/gm, "").trim();
}
