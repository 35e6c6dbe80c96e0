import { findVersionLocations } from "../../src/tree/version-locations/find-version-locations.ts";
import type { VersionLocation } from "../../src/tree/version-locations/version-location.ts";
import type { GitState } from "../../src/tree/git-state.ts";
import { temporaryDirectory, tree, type Overlay } from "./tree.ts";

/** The version locations of a project; files are laid over the good project of `tree.ts`, whose version is 1.0. */
export async function locationsOf(
  changes: Overlay = {},
  git: Partial<GitState> | null = null,
): Promise<readonly VersionLocation[]> {
  await using directory = await temporaryDirectory("shipwheel-locations-");
  return await findVersionLocations(await tree(directory.path, changes, git));
}

/** One location as a line: `* kind file name text form`, `*` for the source. */
export function line({ isSource, kind, location, name, text, form }: VersionLocation): string {
  const at = `${location.file}:${location.line}:${location.column}`;
  return `${isSource ? "* " : ""}${kind} ${at} ${name} ${text} ${form}`;
}
