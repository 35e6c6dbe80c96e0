import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { releaseExitCode } from "../../release/exit-code.ts";
import type { ReleaseReport } from "../../release/release.ts";
import type { PlannedRelease } from "../../release/plan-release.ts";
import type { ReleaseRequest } from "../../release/request.ts";
import type { StepReport } from "../../engine/steps/run-steps.ts";
import { publicWords } from "../../release/public-files.ts";
import { judge } from "../../engine/verdict.ts";
import { faultFields } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { Secret } from "../../ports/secret.ts";
import { renderFault } from "../render/fault.ts";
import { renderFindings } from "../render/findings.ts";
import { renderTextReport } from "../render/report-text.ts";
import type { Style } from "../render/style.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory, workingDirectory } from "./directory.ts";
import { INDEX_OPTIONS, indexOverrides, UPLOAD_OPTIONS } from "./index-options.ts";
import {
  BUILD_OPTIONS,
  ONLINE_OPTIONS,
  OUTPUT_OPTIONS,
  PYTHON_OPTIONS,
  runRequest,
  TRIAL_OPTIONS,
} from "./run-options.ts";

/** `shipwheel release`: the plan, for real; safe to run again after any end. */
export const releaseCommand: CommandDefinition = defineCommand({
  name: "release",
  summary: "the whole release, for real; the same command again goes on where it stopped",
  description:
    "Rehearses the release, keeps the very bytes, tags, drafts the forge's release, uploads, installs from the index, " +
    "announces, and seals the record: what can be taken back comes before what cannot. Run again after whatever end, " +
    "it looks what is done and does the rest, with the bytes of the first run.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...ONLINE_OPTIONS,
    ...BUILD_OPTIONS,
    ...PYTHON_OPTIONS,
    ...OUTPUT_OPTIONS,
    // A release makes a tag for good: only for a version that somebody chose.
    as: {
      kind: "text",
      value: "<version>",
      help: "version of the release, where it comes from tags and HEAD has none (default: as HEAD is)",
    },
    ...TRIAL_OPTIONS,
    index: {
      kind: "text",
      value: "<name|url>",
      help: "where it goes (default: by the kind of the version)",
    },
    ...INDEX_OPTIONS,
    ...UPLOAD_OPTIONS,
    allowDev: { kind: "switch", help: "let a development release go to PyPI" },
    forge: { kind: "negation", help: "make no release on GitHub or GitLab" },
    push: { kind: "negation", help: "do not push the tag" },
    resume: {
      kind: "switch",
      help: "go on with a release that was begun; so does the command without it",
    },
    dryRun: { kind: "switch", help: "tell what would be done, step by step; needs no credentials" },
  },
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const here = workingDirectory(globals, terminal.directory());
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const { ca, output } = options;
    const request: ReleaseRequest = {
      run: runRequest(directory, globals, options),
      index: options.index ?? null,
      said: indexOverrides(options),
      auth: options.auth,
      allowDev: options.allowDev,
      forge: options.forge,
      push: options.push,
      ...(options.tokenStdin ? { token: new Secret((await terminal.readStdin()).trim()) } : {}),
      ...(ca === undefined ? {} : { ca: await ports.files.readText(resolve(here, ca)) }),
      ...(output === undefined ? {} : { output: resolve(here, output) }),
    };
    if (options.dryRun) {
      const { planForReal } = await import("../../release/plan-release.ts");
      return tellPlan(await planForReal(request, ports), style);
    }
    const { release } = await import("../../release/release.ts");
    return tellRelease(await release(request, ports), style, globals.verbose);
  },
});

function tellPlan(plan: PlannedRelease, style: Style): Outcome {
  const lines = plan.steps.map(
    (step, position) =>
      `${String(position + 1).padStart(2)} ${step.reversible ? " " : style.error("!")} ${step.title}`,
  );
  const { exitCode } = judge(plan.findings, []);
  const text = [
    style.strong(`${plan.project} ${plan.version} (${plan.kind}) to ${plan.index}`),
    "",
    ...(plan.findings.length === 0 ? [] : [renderFindings(plan.findings, style)]),
    ...(exitCode === 0
      ? [...lines, "", `${style.error("!")} cannot be undone; nothing was done (--dry-run)`]
      : ["the release would stop before its first step; nothing was done (--dry-run)"]),
  ];
  return { exitCode, json: { schema: 1, dryRun: true, ...plan }, text: text.join("\n") };
}

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
    ...(report.steps.length === 0 ? [] : [...stepTable(report.steps, style), ""]),
    ...(shown.length === 0 ? [] : [renderFindings(shown, style)]),
    ...(fault === null ? [] : [renderFault(faultFields(fault), style)]),
    `record: ${report.directory}`,
    ...(green ? report.install.map((line) => `install: ${line}`) : []),
    lastLine(report, green, isRed, canResume, style),
  ];
  return {
    exitCode,
    json: {
      schema: 1,
      verdict: green ? "green" : "red",
      phase: isRed ? rehearsal.phase : verdict.phase,
      ...rest,
      findings: isRed ? rehearsal.findings : verdict.findings,
      isPartly,
      rehearsal,
      ...(fault === null ? {} : { error: faultFields(fault) }),
    },
    text: lines.join("\n"),
  };
}

function stepTable(steps: readonly StepReport[], style: Style): readonly string[] {
  const words: Readonly<Record<StepReport["outcome"], string>> = {
    done: style.good("done"),
    already: style.good("was done"),
    failed: style.error("failed"),
    open: style.faint("open"),
  };
  const rows = steps.map((step) => [step.title, words[step.outcome], step.detail]);
  return renderTable(["step", "", ""], rows);
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
  if (isRed)
    return `${style.error("not released")}: the rehearsal is red; nothing was tagged and nothing was sent`;
  if (report.public === null) {
    return `${style.error("not released")}: this run tagged nothing and uploaded nothing`;
  }
  const there = publicWords(report.public, report.index);
  const made = report.steps.filter((step) => MADE.has(step.id) && DONE.has(step.outcome));
  const also = made.length === 0 ? "" : `; done: ${made.map((step) => step.title).join(", ")}`;
  const how = canResume ? "run the same command again to resume" : "resolve the error above first";
  return `${style.error(report.isPartly ? "incomplete" : "not released")}: ${what}: ${there}${also}; ${how}`;
}
