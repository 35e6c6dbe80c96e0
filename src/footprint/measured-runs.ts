import { keptRuns } from "../engine/last-run.ts";
import type { RunReport } from "../engine/report.ts";
import type { Ports } from "../ports/ports.ts";
import { parseJson } from "../text/json.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import { footprintOf, type FootprintReport } from "./footprint.ts";

/** What kept runs of a project measured: the newest one, and the newest one of a lower version. */
export interface MeasuredRuns {
  /** Null: no run installed anything. */
  readonly last: FootprintReport | null;
  readonly before: FootprintReport | null;
  /** The document of the newest run of all; null: there is none. */
  readonly document: string | null;
}

/** Reads what runs of a project measured; `version`: of what is measured now, instead of the newest run. */
export async function measuredRuns(
  projectRoot: string,
  ports: Pick<Ports, "files" | "environment">,
  version?: string,
): Promise<MeasuredRuns> {
  let document: string | null = null;
  let last: FootprintReport | null = null;
  for await (const run of keptRuns(projectRoot, ports)) {
    document ??= run.document;
    const report = await reportOf(run.document, ports);
    if (report === null) continue;
    if (last === null && version === undefined) last = report;
    else if (isLower(report.version, version ?? last?.version ?? ""))
      return { last, before: report, document };
  }
  return { last, before: null, document };
}

/** Null: the run installed nothing, or its document is not whole. */
async function reportOf(path: string, { files }: Pick<Ports, "files">): Promise<FootprintReport | null> {
  const read = parseJson(await files.readText(path).catch(() => "")) as RunReport | null;
  if (!Array.isArray(read?.trials) || !Array.isArray(read.artifacts)) return null;
  const report = footprintOf(read);
  return report.rows.length === 0 ? null : report;
}

function isLower(version: string, than: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(than)];
  return a !== null && b !== null && compareVersions(a, b) < 0;
}
