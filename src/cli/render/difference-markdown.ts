import type { ReleaseDifference } from "../../compare/compare-releases.ts";
import { ASPECT_NAMES, changeText, sizesOf, sizeText, verdictText } from "../../compare/difference-text.ts";
import { plural } from "../../text/plural.ts";
import { cell, code, table } from "./markdown.ts";

/** Rows of a table; a comment of a pull request takes 64 KiB. */
const MOST_ROWS = 60;

const MARKS = { major: "🔴", minor: "🟡", patch: "⚪" } as const;

/** A difference as a comment of a pull request. */
export function differenceMarkdown(difference: ReleaseDifference): string {
  const { project, before, after, changes, files, notCompared, isEnough } = difference;
  const mark = isEnough === null ? "" : isEnough ? "✅ " : "❌ ";
  const sections = [
    `### ${mark}${cell(project)} ${cell(before.version)} → ${cell(after.version)}`,
    `${cell(verdictText(difference))}.`,
    sizesOf(difference)
      .map(({ kind, before: old, after: now }) => `- ${kind}: ${sizeText(old, now)}`)
      .join("\n"),
    table(
      ["asks for", "what", "", "change"],
      changes
        .slice(0, MOST_ROWS)
        .map((each) => [
          `${MARKS[each.level]} ${each.level}`,
          ASPECT_NAMES[each.code],
          `\`${code(each.subject)}\``,
          cell(changeText(each)),
        ]),
    ),
    more(changes.length, "change"),
    folded(
      plural(files.length, "file"),
      table(
        ["", "in", "file", "size"],
        files
          .slice(0, MOST_ROWS)
          .map((each) => [
            each.before === null ? "added" : each.after === null ? "removed" : "changed",
            each.in,
            `\`${code(each.path)}\``,
            sizeText(each.before, each.after),
          ]),
      ),
      more(files.length, "file"),
    ),
    notCompared.map((each) => `- not compared: ${cell(each)}`).join("\n"),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

function more(count: number, noun: string): string {
  return count > MOST_ROWS
    ? `${plural(count - MOST_ROWS, `more ${noun}`)}: see \`shipwheel diff --json\``
    : "";
}

function folded(summary: string, body: string, rest: string): string {
  if (body === "") return "";
  return `<details><summary>${summary}</summary>\n\n${body}\n\n${rest === "" ? "" : `${rest}\n\n`}</details>`;
}
