import { apiChanges } from "./api.ts";
import {
  compareReleases,
  type FurtherChanges,
  type ReleaseDifference,
  type VersionHabits,
} from "./compare-releases.ts";
import { listSide, listWithBefore, type SidePlace } from "./listed-side.ts";
import { openSides } from "./open-sides.ts";
import type { ListedSide, SidePorts } from "./side.ts";
import { shapeChanges } from "./shapes.ts";
import type { ToolPorts } from "../toolbox/pinned/provision.ts";

/** How deep two releases are compared. */
export interface DiffSettings {
  /** Whether the public API is compared, too. */
  readonly api: boolean;
  /** Patterns of JSON files in the wheel of which the shape is a promise. */
  readonly shapes: readonly string[];
  /** The calendar of the project's versions; `none`: they follow none; absent: as the releases on the index show. */
  readonly calendar?: string | undefined;
  /** Versions that may rise less than the difference asks for. */
  readonly accept?: VersionHabits["accept"];
}

/** What a comparison takes from outside. */
export type DiffPorts = SidePorts & ToolPorts;

/**
 * Compares two releases that a user names; of one alone the release before it is the other. Throws as {@link listSide}
 * and {@link openSides}.
 */
export async function diff(
  before: string,
  after: string | null,
  place: SidePlace,
  settings: DiffSettings,
  ports: DiffPorts,
): Promise<ReleaseDifference> {
  const [old, now] =
    after === null
      ? await listWithBefore(before, place, ports)
      : await Promise.all([listSide(before, place, ports), listSide(after, place, ports)]);
  return diffSides(old, now, { ...settings, offline: place.offline }, ports);
}

/** Compares two releases. Throws as {@link openSides}. */
export async function diffSides(
  before: ListedSide,
  after: ListedSide,
  settings: DiffSettings & Pick<SidePlace, "offline">,
  ports: DiffPorts,
): Promise<ReleaseDifference> {
  await using sides = await openSides(before, after);
  const [api, shapes] = await Promise.all([
    settings.api ? apiChanges(sides, settings, ports) : leftOut("the public API: left out on request"),
    shapeChanges(sides, settings.shapes),
  ]);
  return compareReleases(
    sides.before,
    sides.after,
    {
      changes: [...api.changes, ...shapes.changes],
      notCompared: [...api.notCompared, ...shapes.notCompared],
      isComplete: api.isComplete && shapes.isComplete,
    },
    { isCalendar: isCalendar(before, after, settings.calendar), accept: settings.accept ?? [] },
  );
}

function isCalendar(before: ListedSide, after: ListedSide, setting: string | undefined): boolean | null {
  if (setting !== undefined) return setting !== "none";
  return before.isCalendar === true || after.isCalendar === true ? true : null;
}

function leftOut(reason: string): FurtherChanges {
  return { changes: [], notCompared: [reason], isComplete: true };
}
