import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Why recipes of a release cannot be written; sorted. */
export interface RecipeFaults {
  readonly "recipe/edited": Words<"files">;
  readonly "recipe/no-release": Words<"directory">;
  readonly "recipe/no-sdist": Words<"release">;
  readonly "recipe/other-project": Words<"release" | "project">;
  readonly "recipe/resolve": Words<"reason">;
}

/** The faults of recipes; sorted by code. */
export const RECIPE_FAULTS: FaultEntries<RecipeFaults> = {
  "recipe/edited": entry(
    "usage",
    (p) => `edited by hand, and would be overwritten: ${p.files}`,
    () => "update them by hand, or replace them with shipwheel recipe --force",
  ),
  "recipe/no-release": entry(
    "usage",
    (p) => `there are no files of a release of ${p.directory}: nothing was rehearsed or built yet`,
    () => "run shipwheel rehearse, or name the files: shipwheel recipe --from dist",
  ),
  "recipe/no-sdist": entry(
    "usage",
    (p) => `${p.release} has no sdist; recipes build from it`,
    () => "name a release with an sdist: shipwheel recipe --from dist",
  ),
  "recipe/other-project": entry(
    "usage",
    (p) => `${p.release} is not a release of ${p.project}`,
    (p) => `name a release of this project: shipwheel recipe --from dist, or --from ${p.project}==VERSION`,
  ),
  "recipe/resolve": entry(
    "unavailable",
    (p) => `the dependencies could not be resolved: ${p.reason}`,
    () => "correct the requirements or the index, or leave out the channel: shipwheel recipe conda debian",
  ),
};
