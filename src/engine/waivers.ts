import { WAIVER_EXPIRED, WAIVER_UNUSED, WAIVER_NOT_ALLOWED } from "../check/engine/settings-rules.ts";
import type { WaiverEntry } from "../config/sections/verify.ts";
import type { TomlFile } from "../tree/formats/toml-file.ts";
import type { Finding } from "../findings/finding.ts";
import {
  INSTALL_FAILS,
  INSTALLED_BYTES_DIFFER,
  REQUIREMENTS_CANNOT_BE_MET,
} from "../verify/install/install-rules.ts";

/** A failure of a trial that passes, because the project and whoever runs the command both say so. */
export interface Waived {
  readonly finding: Finding;
  readonly reason: string;
  readonly until: string;
}

/** What the waivers of a configuration come to. */
export interface AppliedWaivers {
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  /** On the waivers themselves: ended, without a match, without the flag. */
  readonly notes: readonly Finding[];
}

/** What waivers are applied to. */
export interface WaiverScope {
  readonly waivers: readonly WaiverEntry[];
  /** --allow-waived. */
  readonly isAllowed: boolean;
  /** What the trials showed; null when none were run. Nothing else can be waived. */
  readonly trials: readonly Finding[] | null;
  readonly pyproject: TomlFile | null;
  readonly today: Date;
}

/**
 * What was not installed, or is not the release, was not tried at all. To waive that would pass all that nobody has
 * seen.
 */
const NEVER_WAIVED: ReadonlySet<string> = new Set(
  [INSTALL_FAILS, INSTALLED_BYTES_DIFFER, REQUIREMENTS_CANNOT_BE_MET].map(({ code }) => code),
);

/** Whether a waiver can pass this failure of a trial. */
export function canBeWaived(code: string): boolean {
  return !NEVER_WAIVED.has(code);
}

/** Takes out the failures of trials that a waiver names by code and subject, and tells of every waiver that does not work. */
export function applyWaivers(findings: readonly Finding[], scope: WaiverScope): AppliedWaivers {
  const { waivers, isAllowed, trials, pyproject, today } = scope;
  const day = today.toISOString().slice(0, 10);
  const shown = new Set(trials ?? []);
  const waived = new Map<Finding, Waived>();
  const notes: Finding[] = [];
  for (const [at, { code, subject, reason, until }] of waivers.entries()) {
    const path = ["tool", "shipwheel", "verify", "waive", at];
    const location = pyproject?.locate(path) ?? { file: "pyproject.toml" };
    const name = `the waiver of ${code} for ${subject}`;
    const named = findings.filter(
      (each) => shown.has(each) && (each.rule === code || each.slug === code) && each.subject === subject,
    );
    const meant = named.filter((each) => canBeWaived(each.rule));
    if (day >= until) {
      notes.push(WAIVER_EXPIRED.finding(`${name} ended on ${until} ("${reason}")`, location));
    } else if (named.length > meant.length) {
      const text = `${name} has no effect: a failed or wrong installation cannot be waived`;
      notes.push(WAIVER_UNUSED.finding(text, location));
    } else if (meant.length === 0) {
      if (trials !== null) notes.push(WAIVER_UNUSED.finding(`${name} matches no failure`, location));
    } else if (isAllowed) {
      for (const finding of meant) waived.set(finding, { finding, reason, until });
    } else {
      notes.push(WAIVER_NOT_ALLOWED.finding(`${name} has no effect without --allow-waived`, location));
    }
  }
  return { findings: findings.filter((each) => !waived.has(each)), waived: [...waived.values()], notes };
}
