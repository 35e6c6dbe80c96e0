import type { CheckConfig, IgnoreEntry } from "../../config/sections/check.ts";
import type { TomlFile } from "../../tree/formats/toml-file.ts";
import type { Finding } from "../../findings/finding.ts";
import { matchesGlob } from "../../text/glob.ts";
import { selects } from "./select.ts";
import { IGNORE_EXPIRED, IGNORE_UNUSED, OBSERVED_CANNOT_BE_IGNORED } from "./settings-rules.ts";

/** A finding that the configuration silences, with the reason that it gives. */
export interface Ignored {
  readonly finding: Finding;
  readonly reason: string;
}

/** What the ignores of a configuration come to. */
export interface AppliedIgnores {
  readonly findings: readonly Finding[];
  readonly ignored: readonly Ignored[];
  /** The entries that silenced something. */
  readonly used: ReadonlySet<IgnoreEntry>;
}

/** Takes out what the configuration silences, with its reason; also used for findings of other stages. */
export function applyIgnores(findings: readonly Finding[], config: CheckConfig, today: Date): AppliedIgnores {
  const day = dayOf(today);
  const kept: Finding[] = [];
  const ignored: Ignored[] = [];
  const used = new Set<IgnoreEntry>();
  for (const finding of findings) {
    const entry =
      finding.observed === true
        ? undefined
        : entriesFor(finding, config).find(
            (candidate) => !isExpired(candidate, day) && selects(candidate.rule, toNamed(finding)),
          );
    if (entry === undefined) kept.push(finding);
    else {
      used.add(entry);
      ignored.push({ finding, reason: entry.reason });
    }
  }
  return { findings: kept, ignored, used };
}

function toNamed(finding: Finding): { readonly code: string; readonly slug: string } {
  return { code: finding.rule, slug: finding.slug };
}

/** The entries that hold for the finding's place; a member of an archive is meant by its path there, too. */
function entriesFor(finding: Finding, config: CheckConfig): readonly IgnoreEntry[] {
  const file = finding.location?.file;
  if (file === undefined) return config.ignore;
  const [, member] = file.split("!/");
  const names = [file, ...(member === undefined ? [] : [member, member.slice(member.indexOf("/") + 1)])];
  const here = Object.entries(config["per-file-ignores"])
    .filter(([pattern]) => names.some((name) => matchesGlob(pattern, name)))
    .flatMap(([, entries]) => entries);
  return [...here, ...config.ignore];
}

function isExpired(entry: IgnoreEntry, day: string): boolean {
  return entry.until !== undefined && day >= entry.until;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** An entry with the way to it in pyproject.toml. */
interface Placed {
  readonly entry: IgnoreEntry;
  readonly path: readonly (string | number)[];
}

const BASE = ["tool", "shipwheel", "check"];

function placedEntries(config: CheckConfig, pyproject: TomlFile | null): readonly Placed[] {
  const place = (entries: readonly IgnoreEntry[], base: readonly (string | number)[]): readonly Placed[] => {
    const isList = Array.isArray(pyproject?.get(base));
    return entries.map((entry, at) => ({ entry, path: [...base, isList ? at : entry.rule] }));
  };
  return [
    ...place(config.ignore, [...BASE, "ignore"]),
    ...Object.entries(config["per-file-ignores"]).flatMap(([pattern, entries]) =>
      place(entries, [...BASE, "per-file-ignores", pattern]),
    ),
  ];
}

/** S005 for settings that name, by code or name, what a run observes: they cannot silence a failure. */
export function observedIgnores(own: CheckConfig, pyproject: TomlFile | null): readonly Finding[] {
  const named = [
    ...placedEntries(own, pyproject).map(({ entry, path }) => ({ what: "ignore", rule: entry.rule, path })),
    ...Object.keys(own.severity).map((rule) => ({
      what: "severity",
      rule,
      path: [...BASE, "severity", rule],
    })),
  ];
  return named
    .filter(({ rule }) => OBSERVED.test(rule))
    .map(({ what, rule, path }) =>
      OBSERVED_CANNOT_BE_IGNORED.finding(
        `the ${what} of ${rule} has no effect: a failure that a run observes cannot be ignored`,
        pyproject?.locate(path) ?? { file: "pyproject.toml" },
      ),
    );
}

/** The families of what builds, trials and uploads report. */
const OBSERVED = /^[BIU]\d*$/;

/**
 * What is to be said of the ignores themselves: S001 for one whose day has come, S002 for one that silenced nothing
 * though every rule that it means ran. `own` are the entries of pyproject.toml: those of the command line are not judged.
 */
export function judgeIgnores(
  own: CheckConfig,
  used: ReadonlySet<IgnoreEntry>,
  ran: readonly { readonly code: string; readonly slug: string }[],
  pyproject: TomlFile | null,
  today: Date,
): readonly Finding[] {
  const day = dayOf(today);
  return placedEntries(own, pyproject).flatMap(({ entry, path }): readonly Finding[] => {
    const location = pyproject?.locate(path) ?? { file: "pyproject.toml" };
    if (isExpired(entry, day)) {
      const message = `the ignore of ${entry.rule} ended on ${entry.until} ("${entry.reason}")`;
      return [IGNORE_EXPIRED.finding(message, location)];
    }
    const isAsked = ran.some((rule) => selects(entry.rule, rule));
    if (used.has(entry) || !isAsked) return [];
    return [IGNORE_UNUSED.finding(`the ignore of ${entry.rule} matches nothing`, location)];
  });
}
