/**
 * Checks well-known releases, all of which PyPI took, and writes what is said of them: the counts into
 * docs/decisions/0018-warnings-on-real-releases.json, and its table into the page beside it.
 * Usage: npm run pins -- PINS FOLDER
 * PINS is a requirements file with hashes in which each block names its files in comments (`# name.whl 123 bytes`), and
 * a line `# --- old releases` above those that PyPI would take no longer; FOLDER holds the files (pip download --no-deps).
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ruleLink } from "./docs/generated.ts";

const ROOT = join(import.meta.dirname, "..");
const BASE = join(ROOT, "docs/decisions/0018-warnings-on-real-releases");

const rowSchema = v.object({
  rule: v.string(),
  severity: v.picklist(["error", "warning", "info"]),
  current: v.number(),
  old: v.number(),
  releases: v.array(v.string()),
});
const resultSchema = v.object({
  date: v.string(),
  releases: v.object({ current: v.number(), old: v.number() }),
  files: v.number(),
  rows: v.array(rowSchema),
});
const reportSchema = v.object({
  findings: v.array(v.object({ rule: v.string(), severity: v.picklist(["error", "warning", "info"]) })),
});

/** One rule's count. */
interface PinsRow {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  /** Findings on releases that are current, and on old ones. */
  readonly current: number;
  readonly old: number;
  /** Releases on which it fires, the first few. */
  readonly releases: readonly string[];
}

/** How often each rule speaks of the pinned releases. */
export interface PinsResult {
  readonly date: string;
  readonly releases: { readonly current: number; readonly old: number };
  readonly files: number;
  readonly rows: readonly PinsRow[];
}

interface Release {
  readonly name: string;
  readonly files: readonly string[];
  readonly isOld: boolean;
}

/** The result of the last run. */
export function pinsResult(): PinsResult {
  return v.parse(resultSchema, JSON.parse(readFileSync(`${BASE}.json`, "utf8")));
}

/** The generated part of the page: errors and warnings by rule. */
export function pinsTable(result: PinsResult): string {
  const shown = result.rows.filter(({ severity }) => severity !== "info");
  const infos = result.rows.filter(({ severity }) => severity === "info");
  const told = infos.map(({ rule, current, old }) => `${rule} ${current}+${old}`).join(", ");
  return [
    `${result.releases.current} current releases and ${result.releases.old} old ones, ${result.files} files, checked on ${result.date}.`,
    "",
    "| rule | severity | on current ones | on old ones | releases |",
    "| --- | --- | --- | --- | --- |",
    ...shown.map(
      (row) =>
        `| ${ruleLink("docs/decisions/0018-warnings-on-real-releases.md", row.rule)} | ${row.severity} | ${row.current} | ${row.old} | ${row.releases.join(", ")} |`,
    ),
    "",
    `Notes (\`info\`), current + old: ${told}.`,
  ].join("\n");
}

/** The page with its table replaced. */
export function pinsPage(page: string, result: PinsResult): string {
  return page.replace(
    /(<!-- table -->\n)[\s\S]*?(<!-- end of the table -->)/,
    (_all, begin: string, end: string) => `${begin}\n${pinsTable(result)}\n\n${end}`,
  );
}

function readPins(text: string): readonly Release[] {
  const old = text.indexOf("# --- old releases");
  return [...text.matchAll(/^([A-Za-z0-9][\w.-]*)==([^\s\\]+)[^\n]*\n((?:[ \t]+[^\n]*\n?)*)/gm)].map(
    (match) => ({
      name: `${match[1]} ${match[2]}`,
      files: [...(match[3] ?? "").matchAll(/#\s+(\S+\.(?:whl|tar\.gz|zip))\s/g)].map((file) => file[1] ?? ""),
      isOld: old !== -1 && match.index > old,
    }),
  );
}

function check(paths: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), "check", "--json", ...paths], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(Buffer.concat(pieces).toString("utf8")));
  });
}

async function main(pins: string, folder: string): Promise<void> {
  const releases = readPins(readFileSync(pins, "utf8"));
  const rows = new Map<string, v.InferOutput<typeof rowSchema>>();
  const queue = [...releases];
  let files = 0;
  async function work(): Promise<void> {
    for (let release = queue.shift(); release !== undefined; release = queue.shift()) {
      const paths = release.files.map((file) => join(folder, file)).filter((path) => existsSync(path));
      files += paths.length;
      if (paths.length === 0) continue;
      const { findings } = v.parse(reportSchema, JSON.parse(await check(paths)));
      for (const { rule, severity } of findings) {
        const key = `${rule} ${severity}`;
        const row = rows.get(key) ?? { rule, severity, current: 0, old: 0, releases: [] };
        rows.set(key, row);
        row[release.isOld ? "old" : "current"] += 1;
        if (!row.releases.includes(release.name)) row.releases.push(release.name);
      }
    }
  }
  await Promise.all([work(), work()]);
  const order = ["error", "warning", "info"];
  const result: v.InferOutput<typeof resultSchema> = {
    date: new Date().toISOString().slice(0, 10),
    releases: {
      current: releases.filter(({ isOld }) => !isOld).length,
      old: releases.filter(({ isOld }) => isOld).length,
    },
    files,
    rows: [...rows.values()]
      .map((row) => ({ ...row, releases: row.releases.toSorted().slice(0, 12) }))
      .toSorted(
        (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (a.rule < b.rule ? -1 : 1),
      ),
  };
  writeFileSync(`${BASE}.json`, `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(`${BASE}.md`, pinsPage(readFileSync(`${BASE}.md`, "utf8"), result));
}

if (import.meta.main) {
  const [pins, folder] = process.argv.slice(2);
  if (pins === undefined || folder === undefined) throw new Error("usage: npm run pins -- PINS FOLDER");
  await main(pins, folder);
}
