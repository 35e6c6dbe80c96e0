import { document } from "../documents.ts";
import { terminal } from "../../adapters/terminal.ts";
import { releaseExitCode } from "../../release/exit-code.ts";
import type { ReleaseReport } from "../../release/record/release-report.ts";
import type { StepReport } from "../../engine/steps/run-steps.ts";
import { publicWords } from "../../release/state/public-files.ts";
import { judge } from "../../engine/verdict.ts";
import { faultFields } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { renderFault } from "../render/fault.ts";
import { renderFindings } from "../render/findings.ts";
import { renderTextReport } from "../render/report-text.ts";
import type { Style } from "../render/style.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import { planOutcome } from "../render/plan.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { UPLOAD_OPTIONS } from "./options/index-options.ts";
import { RELEASE_OPTIONS, releaseRequest } from "./options/release-options.ts";
import { FORMAT_OPTIONS, OUTPUT_OPTIONS } from "./options/run-options.ts";

/** `shipwheel release`: the plan, for real; safe to run again after any end. */
export const releaseCommand: CommandDefinition = defineCommand({
  name: "release",
  summary: "publish the release; run again to resume",
  group: "Release",
  opening: "Prepare",
  examples: [
    { run: "shipwheel release", what: "show the plan, ask, publish" },
    { run: "shipwheel release --index testpypi --yes", what: "publish to TestPyPI without asking" },
  ],
  description:
    "Carries out the steps that `plan` shows: rehearses the release, keeps its files, tags, drafts the release on the " +
    "repository host, uploads, installs from the index, announces, and seals the record; reversible steps come first. On a terminal it shows the plan and asks once; with --yes, in CI or without a terminal it does not ask. " +
    "Safe to rerun: finished steps are detected and skipped, and the files of the first run are reused.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...RELEASE_OPTIONS,
    ...OUTPUT_OPTIONS,
    ...FORMAT_OPTIONS,
    tokenStdin: UPLOAD_OPTIONS.tokenStdin,
    resume: { kind: "switch", help: "resume an interrupted release (the default)" },
    dryRun: { kind: "switch", help: "show the plan and do nothing; needs no credentials" },
  },
  onlyLooks: ({ dryRun }) => (dryRun ? {} : null),
  async run(invocation) {
    const { session, options } = invocation;
    const { ports, style, globals } = session;
    const token = options.tokenStdin && !options.dryRun ? await terminal.readStdin() : undefined;
    const request = await releaseRequest({ ...invocation, options: { ...options, token } });
    if (options.dryRun) {
      const { readPlan } = await import("../../release/read-plan.ts");
      return planOutcome(await readPlan(request, ports), true, style);
    }
    const { confirmRelease } = await import("./confirm-release.ts");
    if (!(await confirmRelease(request, session))) return DECLINED;
    const { release } = await import("../../release/release.ts");
    return tellRelease(await release(request, ports), style, globals.verbose > 0);
  },
});

const DECLINED: Outcome = {
  exitCode: EXIT_CODES.interrupted,
  json: null,
  text: "nothing was done",
  brief: "nothing was done",
};

function tellRelease(report: ReleaseReport, style: Style, verbose: boolean): Outcome {
  const { fault, rehearsal, isPartly, ...rest } = report;
  const isRed = rehearsal !== null && rehearsal.exitCode !== 0;
  const verdict = judge(report.findings, fault === null ? [] : [fault]);
  const exitCode = releaseExitCode(report);
  const green = !isRed && verdict.green && report.complete;
  const shown = verbose ? verdict.findings : verdict.findings.filter((each) => each.severity !== "info");
  const canResume = exitCode === EXIT_CODES.incomplete || exitCode === EXIT_CODES.unavailable;
  const lines = [
    ...(isRed ? [renderTextReport(rehearsal, style, { verbose })] : []),
    ...(report.steps.length === 0 ? [] : [...stepTable(report, style), ""]),
    ...(shown.length === 0 ? [] : [renderFindings(shown, style)]),
    ...(fault === null ? [] : [renderFault(faultFields(fault), style)]),
    `record: ${report.directory}`,
    ...(report.report === null || isRed ? [] : [`report: ${report.report}`]),
    ...(green ? report.install.map((line) => `install: ${line}`) : []),
    lastLine(report, green, isRed, canResume, style),
  ];
  return {
    exitCode,
    json: document("release", {
      verdict: green ? "green" : "red",
      phase: isRed ? rehearsal.phase : verdict.phase,
      ...rest,
      findings: isRed ? rehearsal.findings : verdict.findings,
      isPartly,
      rehearsal,
      ...(fault === null ? {} : { error: faultFields(fault) }),
    }),
    brief: lines.at(-1) ?? "",
    text: lines.join("\n"),
  };
}

/** What stopped it is told below the table. */
function stepTable({ steps }: Pick<ReleaseReport, "steps">, style: Style): readonly string[] {
  const words: Readonly<Record<StepReport["outcome"], string>> = {
    done: style.good("done"),
    already: style.good("was done"),
    failed: style.error("failed"),
    open: style.faint("open"),
  };
  const rows = steps.map((step) => [
    step.title,
    words[step.outcome],
    step.outcome === "done" || step.outcome === "already" ? step.detail : "",
  ]);
  return renderTable(["step", "", ""], rows, style);
}

/** Steps that leave something that others see. */
const MADE: ReadonlySet<string> = new Set(["tag", "push-tag", "draft"]);
const DONE: ReadonlySet<StepReport["outcome"]> = new Set(["done", "already"]);

function lastLine(
  report: ReleaseReport,
  green: boolean,
  isRed: boolean,
  canResume: boolean,
  style: Style,
): string {
  const what = `${report.project} ${report.version}`;
  if (green) return `${style.good("released")}: ${what} to ${report.index}`;
  if (isRed) return `${style.error("not released")}: the rehearsal failed; nothing was tagged or uploaded`;
  if (report.public === null) {
    return `${style.error("not released")}: this run tagged nothing and uploaded nothing`;
  }
  const there = publicWords(report.public, report.index);
  const made = report.steps.filter((step) => MADE.has(step.id) && DONE.has(step.outcome));
  const also = made.length === 0 ? "" : `; done: ${made.map((step) => step.title).join(", ")}`;
  const how = canResume ? "run the same command again to resume" : "resolve the error above first";
  return `${style.error(report.isPartly ? "incomplete" : "not released")}: ${what}: ${there}${also}; ${how}`;
}
