import { safeText } from "../../../text/printable.ts";
import type { Finding } from "../../../findings/finding.ts";
import { conciseLine } from "./concise.ts";
import type { CheckReport } from "./format.ts";
import { visibleFindings } from "./visible-findings.ts";

/** GitHub shows this many annotations of a level for one step; what is beyond is dropped without a word. */
const MOST_SHOWN = 10;

/** Characters of a message: GitHub cuts an annotation at 64 KiB, and nobody reads more than this. */
const LONGEST = 4000;

const LEVELS = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * GitHub's workflow commands: annotations beside the lines of a pull request. What goes beyond the limit of
 * annotations is told as plain lines of the log.
 */
export function render(report: CheckReport): string {
  const counts = { error: 0, warning: 0, info: 0 };
  const lines = visibleFindings(report).map((finding) => {
    counts[finding.severity] += 1;
    return counts[finding.severity] > MOST_SHOWN ? safeText(conciseLine(finding)) : annotation(finding);
  });
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding): string {
  const { location } = finding;
  // A member of an archive is no file of the repository.
  const inRepository = location !== undefined && !location.file.includes("!/") ? location : undefined;
  const place = inRepository === undefined && location !== undefined ? `${location.file}: ` : "";
  const properties = {
    file: inRepository?.file,
    line: inRepository?.line,
    col: inRepository?.line === undefined ? undefined : inRepository.column,
    endColumn: inRepository?.line === undefined ? undefined : inRepository.endColumn,
    title: `${finding.rule} ${finding.slug}`,
  };
  const told = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const help = finding.help === undefined ? "" : `\nhelp: ${finding.help}`;
  const why = finding.why === undefined ? "" : `\nwhy: ${finding.why}`;
  const message = `${place}${finding.message}${why}${help}`.slice(0, LONGEST);
  return `::${LEVELS[finding.severity]} ${told.join(",")}::${escapeData(message)}`;
}

/** The runner undoes exactly these (actions/toolkit, `command.ts`). */
function escapeData(text: string): string {
  return safeText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
