import { compareVersions, isPrerelease, parseVersion, type Version } from "../version/pep440.ts";
import type { Changelog, ChangelogSection } from "../tree/changelog/document.ts";
import { bodyOf, entryFor, sectionOf } from "../tree/changelog/entries.ts";
import { CHANGELOG_ENTRY_MISSING } from "../findings/shared-rules.ts";
import { noEntryHelp } from "../findings/changelog-fault-table.ts";
import type { Finding } from "../findings/finding.ts";
import type { StageRule } from "../findings/stage-rule.ts";
import { isUndated } from "./unreleased.ts";
import {
  CHANGELOG_DATE_WRONG,
  CHANGELOG_ENTRY_CHANGED,
  CHANGELOG_LINK_WRONG,
  CHANGELOG_ORDER_WRONG,
  CHANGELOG_UNRELEASED_LEFT,
} from "./changelog-rules.ts";

/** What a changelog is held against. */
export interface ChangelogExpectations {
  /** The version to be released; null: nothing says which comes next. */
  readonly version: string | null;
  /** `tagged`: HEAD is that release; `behind`: HEAD is past it; `next`: it is to come. */
  readonly state: "tagged" | "behind" | "next";
  /** An entry that is missing is made at the release, of what is unreleased, of fragments or of commits. */
  readonly isPending: boolean;
  /** The changelog as the last release had it; null when there was none. */
  readonly released: Changelog | null;
  /** The last release's version; null without one. */
  readonly releasedVersion: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything that is wrong with a changelog at the release of a version, in the order of the file. */
export function checkChangelog(changelog: Changelog, expected: ChangelogExpectations): readonly Finding[] {
  const problems = [
    ...missingEntry(changelog, expected),
    ...dates(changelog, expected),
    ...order(changelog),
    ...links(changelog),
    ...unreleased(changelog, expected),
    ...changedSections(changelog, expected),
  ];
  return problems.toSorted((a, b) => (a.location?.line ?? 0) - (b.location?.line ?? 0));
}

/** A problem of one line, counted from 1; null: of the whole file. */
function problem(
  rule: Pick<StageRule, "finding">,
  { file }: Changelog,
  line: number | null,
  told: { readonly message: string; readonly help: string },
): Finding {
  const location = line === null ? { file } : { file, line, column: 1 };
  return rule.finding({ message: told.message, location, help: told.help });
}

function missingEntry(
  changelog: Changelog,
  { version, isPending }: ChangelogExpectations,
): readonly Finding[] {
  const parsed = version === null ? null : parseVersion(version);
  if (version === null || parsed === null) return [];
  const section = entryFor(changelog, version);
  const help = noEntryHelp(changelog.file);
  if (section === undefined)
    return isPending || isPrerelease(parsed)
      ? []
      : [
          problem(CHANGELOG_ENTRY_MISSING, changelog, null, {
            message: `${changelog.file} has no entry for ${version}`,
            help,
          }),
        ];
  if (/\w/.test(bodyOf(changelog, section).replaceAll(/^#+.*$/gm, ""))) return [];
  return [
    problem(CHANGELOG_ENTRY_MISSING, changelog, section.line, {
      message: `the entry for ${version} is empty`,
      help,
    }),
  ];
}

function dates(changelog: Changelog, { today, state }: ChangelogExpectations): readonly Finding[] {
  const { sections } = changelog;
  const isDated = sections.some((section) => section.date !== null);
  return sections.flatMap((section): readonly Finding[] => {
    const { date, version, line } = section;
    if (version === null || !isDated) return [];
    const help = "write it as YYYY-MM-DD";
    if (date === null) {
      const isNewest = sections.indexOf(section) === sections.findIndex((each) => each.version !== null);
      return isNewest && !(state === "next" && isUndated(changelog, section))
        ? [
            problem(CHANGELOG_DATE_WRONG, changelog, line, {
              message: `the entry for ${version} has no date`,
              help,
            }),
          ]
        : [];
    }
    if (!isDay(date))
      return [
        problem(CHANGELOG_DATE_WRONG, changelog, line, {
          message: `${date} of the entry for ${version} is not a date`,
          help,
        }),
      ];
    return date > nextDay(today)
      ? [
          problem(CHANGELOG_DATE_WRONG, changelog, line, {
            message: `the entry for ${version} is of ${date}, which is in the future`,
            help,
          }),
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

function order(changelog: Changelog): readonly Finding[] {
  const problems: Finding[] = [];
  let above: ChangelogSection | null = null;
  const seen: Version[] = [];
  for (const section of changelog.sections) {
    const version = section.version === null ? null : parseVersion(section.version);
    if (version === null) continue;
    const { line } = section;
    if (seen.some((each) => compareVersions(each, version) === 0)) {
      problems.push(
        problem(CHANGELOG_ORDER_WRONG, changelog, line, {
          message: `${section.version} has two entries`,
          help: "join them",
        }),
      );
    }
    seen.push(version);
    // Maintenance releases of an older series may stand by their date.
    const isLater = above?.date != null && section.date !== null && section.date <= above.date;
    const higher = above?.version == null ? null : parseVersion(above.version);
    if (higher !== null && compareVersions(version, higher) === 1 && !isLater) {
      const message = `${section.version} is below ${above?.version}, which is lower`;
      problems.push(
        problem(CHANGELOG_ORDER_WRONG, changelog, line, {
          message,
          help: "order the entries, the newest first",
        }),
      );
    }
    above = section;
  }
  return problems;
}

function links(changelog: Changelog): readonly Finding[] {
  const { sections, links: definitions, format } = changelog;
  if (format !== "md") return [];
  const problems: Finding[] = [];
  const labels = new Set(definitions.map((link) => link.label.toLowerCase()));
  for (const { heading, line } of sections) {
    const label = /\[([^\]]+)\](?![([])/.exec(heading)?.[1];
    // Brackets without any definition in the file are a matter of taste.
    if (label === undefined || labels.size === 0 || labels.has(label.toLowerCase())) continue;
    const message = `[${label}] is not defined in the file`;
    problems.push(
      problem(CHANGELOG_LINK_WRONG, changelog, line, {
        message,
        help: `add a line at the end: [${label}]: URL`,
      }),
    );
  }
  for (const { label, url, line } of definitions) {
    const version = parseVersion(label);
    const target = /\/compare\/[^/]*\.\.\.?([^/?#]+)|\/(?:releases\/tag|tags?|tree)\/([^/?#]+)/.exec(url);
    const tag = target?.[1] ?? target?.[2];
    if (version === null || tag === undefined) continue;
    const named = parseVersion(decodeURIComponent(tag).replace(/^.*?(?=v?\d+(?:\.\d+)+)/, ""));
    if (named === null || compareVersions(named, version) === 0) continue;
    const message = `the link of [${label}] leads to ${tag}`;
    problems.push(
      problem(CHANGELOG_LINK_WRONG, changelog, line, { message, help: `make it end at the tag of ${label}` }),
    );
  }
  return problems;
}

function unreleased(changelog: Changelog, { version, state }: ChangelogExpectations): readonly Finding[] {
  // Behind a release it is what comes next; before one, it becomes the entry unless there is one already.
  if (version === null || state === "behind") return [];
  if (state === "next" && entryFor(changelog, version) === undefined) return [];
  return changelog.sections.flatMap((section): readonly Finding[] => {
    if (section.version !== null) return [];
    const body = bodyOf(changelog, section);
    if (!/^\s*(?:[-*+]|\d+\.)\s+\S/m.test(body)) return [];
    const message = `${section.title} still has entries, which the release of ${version} leaves behind`;
    return [
      problem(CHANGELOG_UNRELEASED_LEFT, changelog, section.line, {
        message,
        help: `move them below the heading of ${version}`,
      }),
    ];
  });
}

function changedSections(
  changelog: Changelog,
  { released, releasedVersion, version }: ChangelogExpectations,
): readonly Finding[] {
  const last = releasedVersion === null ? null : parseVersion(releasedVersion);
  if (released === null || last === null) return [];
  return released.sections.flatMap((old): readonly Finding[] => {
    const written = old.version === null ? null : parseVersion(old.version);
    // What was announced there and not released may change.
    if (old.version === null || written === null || compareVersions(written, last) > 0) return [];
    if (version !== null && sectionOf(released, version) === old) return [];
    const now = sectionOf(changelog, old.version);
    const since = `since ${releasedVersion} was released`;
    if (now === undefined) {
      const message = `the entry for ${old.version} is gone ${since}`;
      return [
        problem(CHANGELOG_ENTRY_CHANGED, changelog, null, {
          message,
          help: "restore it: entries of a release do not change",
        }),
      ];
    }
    if (comparable(bodyOf(changelog, now)) === comparable(bodyOf(released, old))) return [];
    const message = `the entry for ${old.version} was changed ${since}`;
    return [
      problem(CHANGELOG_ENTRY_CHANGED, changelog, now.line, {
        message,
        help: "restore it, and mention the correction in the new entry",
      }),
    ];
  });
}

/** Blanks at the ends of lines and around a section say nothing. */
function comparable(body: string): string {
  return body.replaceAll(/[ \t\r]+$/gm, "").trim();
}
