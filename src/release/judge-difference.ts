import { bySettings, type JudgedBy } from "../check/inputs/read-history.ts";
import { diffSides } from "../compare/diff.ts";
import type { ReleaseDifference } from "../compare/compare-releases.ts";
import { changeText } from "../compare/difference-text.ts";
import { releaseBefore } from "../compare/index-release.ts";
import { listSide } from "../compare/listed-side.ts";
import type { DiffConfig } from "../config/sections/diff.ts";
import { fault, Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { Ports } from "../ports/ports.ts";
import { listed } from "../text/plural.ts";
import type { DecidedRelease } from "./decide-release.ts";
import { BREAKING_WITHOUT_CHANGELOG, VERSION_STEP_TOO_SMALL } from "./release-rules.ts";

/** What the findings of a difference depend on besides it. */
interface Promised extends Pick<DiffConfig, "level"> {
  readonly version: string;
  /** Whether the changelog has an entry of the version. */
  readonly hasEntry: boolean;
}

/**
 * What the difference from the release before asks of this one, where the project wants it: the files that are about to
 * go out against the newest final release below them on the user's own index. Throws `compare/…` where it is an error.
 */
export async function judgeDifference(
  release: Pick<DecidedRelease, "project" | "version" | "tree" | "config"> & Pick<JudgedBy, "baseline">,
  {
    directory,
    hasEntry,
    offline,
  }: { readonly directory: string; readonly hasEntry: boolean; readonly offline: boolean },
  ports: Ports,
): Promise<readonly Finding[]> {
  const { project, version, config } = release;
  const { level, accept, api, shapes } = config.diff;
  const { calendar } = config.version;
  if (level === "off") return [];
  try {
    if (offline) throw fault("compare/offline", { release: `the release before ${project} ${version}` });
    const before = await releaseBefore(project, version, ports);
    if (before === null) return [];
    const after = await listSide(directory, { directory, offline }, ports);
    const difference = await diffSides(before, after, { api, shapes, accept, calendar, offline }, ports);
    const found = differenceFindings(difference, { level, version, hasEntry });
    return await bySettings(found, release, ports);
  } catch (error) {
    if (!(error instanceof Fault) || level === "error") throw error;
    ports.events({
      type: "note",
      level: "warning",
      text: `not compared with the last release: ${error.message}`,
    });
    return [];
  }
}

/** `U023` and `U024`. Pure. */
export function differenceFindings(
  difference: ReleaseDifference,
  { level, version, hasEntry }: Promised,
): readonly Finding[] {
  if (level === "off") return [];
  const { before, asked, made, isEnough, needed, changes, accepted } = difference;
  const asking = changes.filter((each) => each.level === difference.level);
  const told = listed(asking.map((each) => `${each.subject} (${changeText(each)})`));
  const found: Finding[] = [];
  const reason = `[[tool.shipwheel.diff.accept]] version = "${version}", reason = "..."`;
  const step = (words: Pick<Finding, "message" | "why" | "help">): Finding =>
    VERSION_STEP_TOO_SMALL.finding({
      ...words,
      severity: accepted === null ? level : "info",
      observed: true,
      ...(accepted !== null && { why: `accepted: ${accepted}` }),
      subject: version,
    });
  if (isEnough === false && made !== null)
    found.push(
      step({
        message: `${version} is a ${made} release after ${before.version}, and its changes ask for a ${asked} one: ${told}`,
        why: "users who allow such an upgrade do not expect these changes",
        help: `release it as ${needed ?? `a ${asked} release`}, or give the reason: ${reason}`,
      }),
    );
  else if (isEnough === null && made !== null)
    found.push(
      step({
        message: `${version} is a ${made} release after ${before.version}, and not all of it could be compared: ${listed(difference.notCompared)}`,
        why: "what was not compared may ask for a higher version",
        help: `compare it again: shipwheel diff ${before.label} dist; or leave the API out: [tool.shipwheel.diff] api = false; or give the reason: ${reason}`,
      }),
    );
  if (difference.level === "major" && !hasEntry)
    found.push(
      BREAKING_WITHOUT_CHANGELOG.finding({
        severity: level,
        observed: true,
        message: `${version} breaks users of ${before.version}, and the changelog has no entry of it: ${told}`,
        why: "users learn only from an error what they have to change",
        help: `write the entry of ${version}: shipwheel changelog --write`,
        subject: version,
      }),
    );
  return found;
}
