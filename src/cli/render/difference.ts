import type { Change, FileChange } from "../../compare/change.ts";
import type { ReleaseDifference } from "../../compare/compare-releases.ts";
import { ASPECT_NAMES, changeText, sizeText, sizesOf, verdictText } from "../../compare/difference-text.ts";
import { plural } from "../../text/plural.ts";
import { printableLine } from "../../text/printable.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

/** Files that are listed; the JSON document has all of them. */
const MOST_FILES = 40;
const MOST_CHANGES = 200;

/** A difference for people: what the version has to be, then what asks for it, then the files. */
export function renderDifference(difference: ReleaseDifference, style: Style): string {
  const { project, before, after, changes, files, notCompared, isEnough } = difference;
  const verdict = verdictText(difference);
  const lines = [
    `${style.strong(printableLine(project))} ${printableLine(before.version)} -> ${printableLine(after.version)}: ${
      isEnough === false ? style.error(verdict) : isEnough === true ? style.good(verdict) : verdict
    }`,
  ];
  const sizes = sizesOf(difference).map(
    ({ kind, before: old, after: now }) => `${kind} ${sizeText(old, now)}`,
  );
  if (sizes.length > 0) lines.push(...sizes.map((each) => `  ${each}`));
  if (changes.length > 0) {
    const rows = changes
      .slice(0, MOST_CHANGES)
      .map((each) => [
        level(each, style),
        ASPECT_NAMES[each.code],
        printableLine(each.subject),
        printableLine(changeText(each)),
      ]);
    lines.push("", ...renderTable(["asks for", "what", "", "change"], rows));
    if (changes.length > MOST_CHANGES) lines.push(`${changes.length - MOST_CHANGES} more in --json`);
  }
  if (files.length > 0) lines.push("", ...fileLines(files, style));
  if (notCompared.length > 0)
    lines.push("", ...notCompared.map((each) => `${style.warning("not compared:")} ${printableLine(each)}`));
  return lines.join("\n");
}

function level({ level: each }: Change, style: Style): string {
  return each === "major" ? style.error(each) : each === "minor" ? style.warning(each) : each;
}

function fileLines(files: readonly FileChange[], style: Style): readonly string[] {
  const count = (some: (each: FileChange) => boolean): number => files.filter(some).length;
  const head = [
    `${count(({ before }) => before === null)} added`,
    `${count(({ after }) => after === null)} removed`,
    `${count(({ before, after }) => before !== null && after !== null)} changed`,
  ].join(", ");
  const largest = files.toSorted((a, b) => growth(b) - growth(a)).slice(0, MOST_FILES);
  const rows = largest.map((each) => [
    each.before === null ? style.good("+") : each.after === null ? style.error("-") : "~",
    each.in,
    sizeText(each.before, each.after),
    printableLine(each.path),
  ]);
  return [
    `${plural(files.length, "file")}: ${head}`,
    ...renderTable(["", "in", "size", "file"], rows),
    ...(files.length > MOST_FILES ? [`${files.length - MOST_FILES} more in --json`] : []),
  ];
}

function growth({ before, after }: FileChange): number {
  return Math.abs((after ?? 0) - (before ?? 0));
}
