import type { BuildReport } from "../../engine/report.ts";
import type { JournalEntry } from "../../engine/journal/chain.ts";

/** What made the files of a release, as its journal says; null for one that was not built here, or by an older shipwheel. */
export function recordedBuild(entries: readonly JournalEntry[]): BuildReport | null {
  const build = entries.findLast(({ type }) => type === "rehearsed")?.data["build"];
  return typeof build === "object" && build !== null ? (build as BuildReport) : null;
}
