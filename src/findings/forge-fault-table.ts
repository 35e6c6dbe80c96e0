import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Why a forge did not do its part; sorted. */
export interface ForgeFaults {
  readonly "forge/no-token": Words<"forge" | "permission" | "variable">;
  readonly "forge/other-host": Words<"forge" | "repository" | "command">;
  readonly "forge/refused": Words<"forge" | "action" | "words" | "remedy">;
  readonly "forge/unknown-repository": Words;
  readonly "forge/unreachable": Words<"forge" | "reason">;
}

/** The faults of forges; sorted by code. */
export const FORGE_FAULTS: FaultEntries<ForgeFaults> = {
  "forge/no-token": entry(
    "auth",
    (p) => `there is no token for releases on ${p.forge}`,
    (p) =>
      `give the job ${p.permission} and its token in ${p.variable}, or skip the GitHub or GitLab release: [tool.shipwheel.release] forge = "none"`,
  ),
  "forge/other-host": entry(
    "config",
    (p) => `the repository ${p.repository} is on ${p.forge}`,
    (p) => `run ${p.command}`,
  ),
  "forge/refused": entry(
    "publish",
    (p) => `${p.forge} refuses to ${p.action}: ${p.words}`,
    (p) => p.remedy,
  ),
  "forge/unknown-repository": entry(
    "config",
    () => "could not determine the repository host for the release",
    () =>
      'set the repository: [tool.shipwheel.release] repository = "https://HOST/OWNER/NAME", or forge = "none"',
  ),
  "forge/unreachable": entry(
    "unavailable",
    (p) => `${p.forge} could not be reached: ${p.reason}`,
    () => "run the same command again; finished steps are skipped",
  ),
};
