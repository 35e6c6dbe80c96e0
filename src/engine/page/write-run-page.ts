import { join } from "node:path";
import { explain } from "../../check/engine/rule-pages.ts";
import type { Ports } from "../../ports/ports.ts";
import type { RunReport } from "../report.ts";
import type { OutputDirectory } from "../run-output.ts";
import type { Log, Released, RuleText } from "./evidence.ts";
import { previousRelease } from "./previous-release.ts";
import { renderReadme, type Description } from "./readme.ts";
import { renderRunPage } from "./run-page.ts";

/** What the page of a run is made of. */
export interface PageRequest {
  readonly report: RunReport;
  /** The long description of the distributions; null: they have none. */
  readonly description: Description | null;
  readonly place: Pick<OutputDirectory, "root" | "reportHtml">;
  /** What the release did for which the run was; null: there was none. */
  readonly released: Released | null;
}

/** Writes a run's page. Whoever waits for the verdict does not wait for it. */
export async function writeRunPage(
  { report, description, place, released }: PageRequest,
  ports: Ports,
): Promise<void> {
  const { name, version } = report.project;
  const [readme, previous, files] = await Promise.all([
    description === null ? null : renderReadme(description, ports),
    name === null || version === null ? null : previousRelease(name, version, ports),
    filesBelow(place.root, ports),
  ]);
  const logs = await logsAmong(files, place.root, ports);
  const evidence = { readme, previous, files, logs, rules: ruleTexts(report, released), released };
  await ports.files.write(place.reportHtml, renderRunPage(report, evidence));
}

function ruleTexts({ findings }: RunReport, released: Released | null): ReadonlyMap<string, RuleText> {
  return new Map(
    [...findings, ...(released?.findings ?? [])].flatMap(({ rule }) => {
      const found = explain(rule);
      if (found === null) return [];
      const { title, docs } = found;
      return [[rule, { title, what: docs.what, why: docs.why, fix: docs.fix }] as const];
    }),
  );
}

/** Characters of a log that a page may show. */
const LOG_END = 8000;

async function logsAmong(
  paths: readonly string[],
  root: string,
  { files }: Pick<Ports, "files">,
): Promise<readonly Log[]> {
  const logs = paths.filter((path) => path.startsWith("logs/"));
  return Promise.all(
    logs.map(async (path) => {
      const text = await files.readText(join(root, path));
      return { path, text: text.slice(-LOG_END) };
    }),
  );
}

/** Folders of a run's output that the page lists, besides its root. */
const LISTED = ["dist", "logs"] as const;

async function filesBelow(root: string, { files }: Pick<Ports, "files">): Promise<readonly string[]> {
  const found = await Promise.all(
    ["", ...LISTED].map(async (folder) => {
      const directory = join(root, folder);
      if ((await files.stat(directory)) === null) return [];
      const entries = await files.list(directory);
      return entries
        .filter(({ kind, name }) => kind === "file" && name !== "report.html")
        .map(({ name }) => (folder === "" ? name : `${folder}/${name}`));
    }),
  );
  return found.flat();
}
