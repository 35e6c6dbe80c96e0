import type { FaultFields } from "../../../findings/fault.ts";
import type { Finding } from "../../../findings/finding.ts";
import { safeText } from "../../../text/printable.ts";
import { workflowCommand } from "../../../text/workflow-command.ts";
import { conciseLine } from "../formats/concise.ts";

/** GitHub shows this many annotations of a level for one step; what is beyond is dropped without a word. */
const MOST_SHOWN = 10;

/** Characters of a message: GitHub cuts an annotation at 64 KiB, and nobody reads more than this. */
const LONGEST = 4000;

const LEVELS = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * Annotations beside the lines of a pull request, each with its phase. What goes beyond GitHub's limit is told as plain
 * lines of the log. `faults`: what kept the job itself from being done.
 */
export function annotations(findings: readonly Finding[], faults: readonly FaultFields[] = []): string {
  const counts = { error: 0, warning: 0, info: 0 };
  const lines = findings.map((finding) => {
    counts[finding.severity] += 1;
    return counts[finding.severity] > MOST_SHOWN
      ? `${safeText(conciseLine(finding))}\n`
      : findingAnnotation(finding);
  });
  return [...faults.map(faultAnnotation), ...lines].join("");
}

function findingAnnotation(finding: Finding): string {
  const { location } = finding;
  // A member of an archive is no file of the repository.
  const inRepository = location !== undefined && !location.file.includes("!/") ? location : undefined;
  const place = inRepository === undefined && location !== undefined ? `${location.file}: ` : "";
  const help = finding.help === undefined ? "" : `\nhelp: ${finding.help}`;
  const why = finding.why === undefined ? "" : `\nwhy: ${finding.why}`;
  return workflowCommand(
    LEVELS[finding.severity],
    `${place}${finding.message}${why}${help}`.slice(0, LONGEST),
    {
      file: inRepository?.file,
      line: inRepository?.line,
      col: inRepository?.line === undefined ? undefined : inRepository.column,
      endColumn: inRepository?.line === undefined ? undefined : inRepository.endColumn,
      title: `${finding.rule} ${finding.slug} (${finding.phase})`,
    },
  );
}

function faultAnnotation({ phase, code, message, remedy }: FaultFields): string {
  return workflowCommand("error", `${message}\nhelp: ${remedy}`.slice(0, LONGEST), {
    title: `${code} (${phase})`,
  });
}
