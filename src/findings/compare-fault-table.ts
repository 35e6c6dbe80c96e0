import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Why two releases cannot be compared, or one cannot be looked into; sorted. */
export interface CompareFaults {
  readonly "compare/different-projects": Words<"before" | "after">;
  readonly "compare/index-unreachable": Words<"index" | "reason">;
  readonly "compare/no-such-release": Words<"release" | "index" | "known">;
  readonly "compare/no-such-side": Words<"text">;
  readonly "compare/nothing-before": Words<"release">;
  readonly "compare/nothing-there": Words<"path">;
  readonly "compare/offline": Words<"release">;
  readonly "compare/several-releases": Words<"path" | "releases" | "example">;
  readonly "compare/unreadable": Words<"file" | "reason">;
}

/** The faults of comparing and of looking into a file; sorted by code. */
export const COMPARE_FAULTS: FaultEntries<CompareFaults> = {
  "compare/different-projects": entry(
    "usage",
    (p) => `${p.before} and ${p.after} are different projects`,
    () => "name two releases of one project: shipwheel diff OLD NEW",
  ),
  "compare/index-unreachable": entry(
    "unavailable",
    (p) => `${p.index} cannot be read: ${p.reason}`,
    () => "run the command again, or give the files themselves",
  ),
  "compare/no-such-release": entry(
    "usage",
    (p) => `${p.index} has no files of ${p.release}`,
    (p) => (p.known === "" ? "correct the name of the project" : `take one of its versions: ${p.known}`),
  ),
  "compare/no-such-side": entry(
    "usage",
    (p) => `${p.text} is neither a file or directory here nor a project on the index`,
    () => "name a wheel, an sdist, a directory of them, NAME or NAME==VERSION",
  ),
  "compare/nothing-before": entry(
    "usage",
    (p) => `the index has no final release before ${p.release}`,
    () => "name both releases: shipwheel diff OLD NEW",
  ),
  "compare/nothing-there": entry(
    "usage",
    (p) => `${p.path} has no wheel, no sdist, and is not an unpacked one`,
    () => "build the project with shipwheel build, and name its dist directory",
  ),
  "compare/offline": entry(
    "usage",
    (p) => `${p.release} is on an index, and --offline forbids asking it`,
    () => "leave out --offline, or give the files themselves",
  ),
  "compare/several-releases": entry(
    "usage",
    (p) => `${p.path} has files of several releases: ${p.releases}`,
    (p) => `name one file, for example ${p.example}`,
  ),
  "compare/unreadable": entry(
    "usage",
    (p) => `${p.file} cannot be read as a distribution: ${p.reason}`,
    (p) => `run shipwheel check ${p.file} to see everything that is wrong with it`,
  ),
};
