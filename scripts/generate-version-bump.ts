/**
 * Writes the table of differences into `docs/reference/version-bump.md`, between its two marks.
 * Usage: node scripts/generate-version-bump.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REASONS, replayBumps, type ReplayedCase, type Side } from "./bump-replay.ts";

const PATH = join(import.meta.dirname, "..", "docs", "reference", "version-bump.md");
const BEGIN = "<!-- written by scripts/generate-version-bump.ts -->";
const END = "<!-- end of what is written -->";

/** The page with its table made anew. */
export function versionBumpPage(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PATH} has lost its marks`);
  return `${before}${BEGIN}\n\n${differences(replayBumps())}\n${END}${after}`;
}

function differences(cases: readonly ReplayedCase[]): string {
  const count = (side: Side): number => cases.filter((each) => each.side === side).length;
  const counts = [
    "| answer | cases |",
    "| --- | --- |",
    `| all that were asked agree with ours | ${count("both")} |`,
    `| as python-semantic-release, against commitizen | ${count("python-semantic-release")} |`,
    `| as commitizen, against python-semantic-release | ${count("commitizen")} |`,
    `| against what was asked of the tools, for the reason below | ${count("specification")} |`,
    `| together | ${cases.length} |`,
  ];
  const groups = Object.entries(REASONS).flatMap(([id, words]) => {
    const rows = cases.filter((each) => each.reason === id && each.side !== "both");
    if (rows.length === 0) return [];
    const lines = rows.map(
      (row) =>
        `| ${row.id} | ${cell(row.asked)} | ${cell(row.ours)} | ${cell(row.psr)} | ${cell(row.commitizen)} |`,
    );
    const head = [
      "| case | asked | ours | python-semantic-release | commitizen |",
      "| --- | --- | --- | --- | --- |",
    ];
    return [`### ${id}`, "", words, "", ...head, ...lines, ""];
  });
  return [...counts, "", ...groups].join("\n");
}

function cell(text: string | null): string {
  return text === null ? "" : `\`${text.replaceAll("|", "\\|")}\``;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(PATH, versionBumpPage(readFileSync(PATH, "utf8")));
}
