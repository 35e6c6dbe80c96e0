import { faultEntry as entry, type FaultEntry } from "./fault-entry.ts";

/** Why a release could not go on; sorted. */
export type ReleaseFaultCode =
  | "release/journal-broken"
  | "release/locked"
  | "release/other-bytes"
  | "release/unproven";

/** The faults of releases and their journals; sorted by code. */
export const RELEASE_FAULTS: Readonly<Record<ReleaseFaultCode, FaultEntry>> = {
  "release/journal-broken": entry(
    "config",
    (p) => `the journal of this release cannot be trusted: line ${p["line"]} of ${p["file"]} ${p["reason"]}`,
    (p) =>
      `look at what is public with: shipwheel status; then move ${p["file"]} away: the next run takes from the index and the forge what is done`,
  ),
  "release/locked": entry(
    "unavailable",
    (p) => `another process is releasing ${p["project"]} ${p["version"]}${p["holder"]}`,
    () => "wait for its end, then run the same command again: it goes on where the other one stopped",
  ),
  "release/other-bytes": entry(
    "publish",
    (p) =>
      `${p["file"]} is not the file that this release began with: sha256 ${p["actual"]}, not ${p["expected"]}`,
    () => "release the files of the first run (they are kept), or begin a new version",
  ),
  "release/unproven": entry(
    "incomplete",
    (p) => `${p["step"]} was done and cannot be seen: ${p["reason"]}`,
    () => "run the same command again: what is done is not done twice",
  ),
};
