import { countBySeverity, locationText } from "../../findings/finding-text.ts";
import { printable, printableLine } from "../../text/printable.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import { plural } from "../../text/plural.ts";
import type { Style } from "./style.ts";

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
  const lines = [
    `${paint(`${finding.severity}[${finding.rule}]`)}: ${style.strong(printableLine(finding.message))}`,
  ];
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
  const excerpt = shorten(printableLine(location.excerpt.replaceAll("\t", " ")), location.column ?? 1);
  const lines = [arrow, ` ${gutter} ${bar}`, ` ${style.faint(number)} ${bar} ${excerpt.text}`];
  if (location.column !== undefined) {
    const start = Math.max(0, location.column - 1 - excerpt.cut);
    const room = Math.max(1, excerpt.text.length - start);
    const wanted = location.endColumn === undefined ? 1 : location.endColumn - location.column;
    const carets = "^".repeat(Math.min(Math.max(1, wanted), room));
    lines.push(` ${gutter} ${bar} ${" ".repeat(start)}${paint(carets)}`);
  }
  return lines;
}

const EXCERPT_WIDTH = 120;

/** Keeps the meant column in sight of a very long line. */
function shorten(text: string, column: number): { readonly text: string; readonly cut: number } {
  if (text.length <= EXCERPT_WIDTH) return { text, cut: 0 };
  const cut = Math.max(0, Math.min(column - 40, text.length - EXCERPT_WIDTH));
  return { text: text.slice(cut, cut + EXCERPT_WIDTH), cut };
}

/** A labelled text; its further lines stand below its first. */
export function labelled(label: string, text: string, style: Style): readonly string[] {
  const [first = "", ...rest] = printable(text).split("\n");
  const indent = " ".repeat(label.length + 4);
  return [`  ${style.faint(`${label}:`)} ${first}`, ...rest.map((line) => `${indent}${line}`)];
}
