import type { Completed } from "../../ports/processes.ts";
import type { RanCommand } from "../trial.ts";

/** How a program ended: all that is compared. */
export interface Ending {
  readonly status: number | null;
  readonly timedOut: boolean;
  /** Both streams, with the paths of its installation taken out. */
  readonly text: string;
}

/** A run of a script that was right in a virtual environment. */
export interface ReferenceRun {
  readonly name: string;
  readonly args: readonly string[];
  readonly ending: Ending;
}

/** The same run by another way. */
export interface ScriptObservation {
  readonly run: ReferenceRun;
  /** `absent`: no program of this name; `outside`: it leads out of the installation. */
  readonly found: "inside" | "outside" | "absent" | "by-runner";
  /** Where it leads, for `outside`. */
  readonly path: string | null;
  readonly ending: Ending | null;
  /** Through a link of another name; null: not tried. */
  readonly renamed: Ending | null;
}

/** A module that is imported, and how that failed. */
export interface ImportObservation {
  readonly name: string;
  readonly problem: string | null;
}

/** What was seen of one way to install. */
export interface ModeObservation {
  readonly scripts: readonly ScriptObservation[];
  readonly imports: readonly ImportObservation[];
  readonly commands: readonly RanCommand[];
}

/** Takes the paths of an installation out of what a program said, and what else changes from place to place. */
export function endingOf(
  { status, timedOut, stdout, stderr }: Pick<Completed, "status" | "timedOut" | "stdout" | "stderr">,
  places: readonly string[],
): Ending {
  return { status, timedOut, text: withoutPlaces(`${stdout}\n${stderr}`, places) };
}

/** A text in which every path below one of the places is one word. */
export function withoutPlaces(text: string, places: readonly string[]): string {
  let plain = text;
  for (const place of places.toSorted((a, b) => b.length - a.length)) {
    if (place === "") continue;
    const escaped = place.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    plain = plain.replaceAll(new RegExp(`${escaped}[^\\s'"\`:;,)]*`, "g"), "<path>");
  }
  return plain.replaceAll(/\s+/g, " ").trim();
}
