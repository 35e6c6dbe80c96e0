import { countBySeverity, locationText } from "../../findings/finding-text.ts";
import { printable, printableLine } from "../../text/printable.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import { plural } from "../../text/plural.ts";
import type { Style } from "./style.ts";
import { textWidth, wrapWidth } from "./width.ts";

const HEADINGS: Readonly<Record<string, string>> = {
  config: "configuration",
  version: "version",
  check: "check",
  build: "build",
  verify: "verify",
  auth: "auth",
  publish: "publish",
};

/** All findings as text, under a heading a phase: rule, message, place with the source line, why, help. */
export function renderFindings(findings: readonly Finding[], style: Style): string {
  const lines: string[] = [];
  let phase: string | undefined;
  for (const finding of findings) {
    if (finding.phase !== phase) {
      phase = finding.phase;
      const same = findings.filter((each) => each.phase === phase);
      lines.push(style.strong(`── ${HEADINGS[phase] ?? phase}: ${countBySeverity(same)}`), "");
    }
    lines.push(...renderFinding(finding, style), "");
  }
  return lines.join("\n");
}

/** Related places that the text shows; the JSON has them all. */
const RELATED_SHOWN = 3;

/** Last lines of a child's output that the text shows. */
const OUTPUT_SHOWN = 12;

/** One finding, as lines. */
export function renderFinding(finding: Finding, style: Style): readonly string[] {
  const paint = { error: style.error, warning: style.warning, info: style.info }[finding.severity];
  const lines = [...headLines(`${finding.severity}[${finding.rule}]`, finding.message, paint, style)];
  if (finding.location) lines.push(...renderLocation(finding.location, style, paint));
  const related = finding.related ?? [];
  for (const place of related.slice(0, RELATED_SHOWN)) {
    lines.push(`  ${style.faint("also:")} ${locationText(place)}`);
  }
  const more = related.length - RELATED_SHOWN;
  if (more > 0) lines.push(`  ${style.faint(`also: ${plural(more, "more place")}`)}`);
  if (finding.why) lines.push(...labelled("why", finding.why, style));
  if (finding.help) lines.push(...labelled("help", finding.help, style));
  const output = finding.details?.["output"];
  const shown = typeof output === "string" ? output.trimEnd().split("\n").slice(-OUTPUT_SHOWN) : [];
  // What the reason quotes is not shown twice.
  if (shown.some((line) => !(finding.why ?? "").includes(line.trim()))) {
    lines.push(`  ${style.faint("output:")}`);
    for (const line of printable(shown.join("\n")).split("\n")) lines.push(`  ${style.faint("│")} ${line}`);
  }
  lines.push(`  ${style.faint(`docs: shipwheel explain ${finding.rule}`)}`);
  return lines;
}

/** `error[K001]: what is wrong`, broken at the width of the terminal. */
export function headLines(
  head: string,
  message: string,
  paint: (text: string) => string,
  style: Style,
): readonly string[] {
  const [first = "", ...more] = wrapWidth(`${head}: ${printableLine(message)}`, style.columns);
  return [
    `${paint(head)}: ${style.strong(first.slice(head.length + 2))}`,
    ...more.map((line) => style.strong(line)),
  ];
}

/** The place, the source line and a caret below the part that is meant. */
export function renderLocation(
  location: Location,
  style: Style,
  paint: (text: string) => string,
): readonly string[] {
  const arrow = `  ${style.faint("-->")} ${locationText(location)}`;
  if (location.excerpt === undefined || location.line === undefined) return [arrow];
  const number = String(location.line);
  const gutter = " ".repeat(number.length);
  const bar = style.faint("|");
  const excerpt = shorten(
    printableLine(location.excerpt.replaceAll("\t", " ")),
    location.column ?? 1,
    Math.max(EXCERPT_LEAST, Math.min(EXCERPT_WIDTH, (style.columns ?? Infinity) - number.length - 5)),
  );
  const lines = [arrow, ` ${gutter} ${bar}`, ` ${style.faint(number)} ${bar} ${excerpt.text}`];
  if (location.column !== undefined) {
    const start = Math.max(0, location.column - 1 - excerpt.cut);
    const room = Math.max(1, excerpt.text.length - start);
    const wanted = location.endColumn === undefined ? 1 : location.endColumn - location.column;
    const meant = excerpt.text.slice(start, start + Math.min(Math.max(1, wanted), room));
    const carets = "^".repeat(Math.max(1, textWidth(meant)));
    const before = textWidth(excerpt.text.slice(0, start));
    lines.push(` ${gutter} ${bar} ${" ".repeat(before)}${paint(carets)}`);
  }
  return lines;
}

const EXCERPT_WIDTH = 120;
const EXCERPT_LEAST = 40;

/** Keeps the meant column in sight of a very long line. */
function shorten(
  text: string,
  column: number,
  columns: number,
): { readonly text: string; readonly cut: number } {
  if (text.length <= columns) return { text, cut: 0 };
  const cut = Math.max(0, Math.min(column - Math.floor(columns / 3), text.length - columns));
  return { text: text.slice(cut, cut + columns), cut };
}

/** A labelled text; its further lines stand below its first. */
export function labelled(label: string, text: string, style: Style): readonly string[] {
  const indent = label.length + 4;
  const room = style.columns === undefined ? undefined : style.columns - indent;
  const lines = printable(text)
    .split("\n")
    .flatMap((line) => wrapWidth(line, room));
  return lines.map((line, at) =>
    at === 0 ? `  ${style.faint(`${label}:`)} ${line}` : `${" ".repeat(indent)}${line}`,
  );
}
