import { REASONS, replayBumps, type ReplayedCase, type Side } from "./bump-replay.ts";
import { between } from "./generated.ts";

/** The page with its table of differences. */
export function versionBumpPage(page: string): string {
  return between(page, "differences", ["", differences(replayBumps())]);
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
