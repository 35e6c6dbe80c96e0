import { findMirrors } from "../../src/tree/version-locations/find-version-locations.ts";
import type { Mirror } from "../../src/tree/version-locations/version-location.ts";
import type { GitState } from "../../src/tree/git-state.ts";
import { temporaryDirectory, tree, type Overlay } from "./tree.ts";

/** The mirrors of a project; files are laid over the good project of `tree.ts`, whose version is 1.0. */
export async function mirrorsOf(
  changes: Overlay = {},
  git: Partial<GitState> | null = null,
): Promise<readonly Mirror[]> {
  await using directory = await temporaryDirectory("shipwheel-mirrors-");
  return await findMirrors(await tree(directory.path, changes, git));
}

/** One mirror as a line: `* kind file name text form`, `*` for the source. */
export function line({ isSource, kind, location, name, text, form }: Mirror): string {
  const at = `${location.file}:${location.line}:${location.column}`;
  return `${isSource ? "* " : ""}${kind} ${at} ${name} ${text} ${form}`;
}
