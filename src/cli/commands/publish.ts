import { document } from "../documents.ts";
import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import type { RejectedFiles } from "../../release/publish.ts";
import type { AuthExplanation } from "../../publish/credentials/explain-credentials.ts";
import type { PublishPreview, PublishReport, PublishRequest } from "../../release/publish-files.ts";
import { releaseExitCode } from "../../release/exit-code.ts";
import { publicWords } from "../../release/state/public-files.ts";
import { judge } from "../../engine/verdict.ts";
import { Fault, fault, faultFields } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { renderFault } from "../render/fault.ts";
import { renderFindings } from "../render/findings.ts";
import type { Style } from "../render/style.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { INDEX_OPTIONS, PUBLISH_INDEX, UPLOAD_OPTIONS } from "./options/index-options.ts";
import { FORMAT_OPTIONS, PLUGIN_OPTIONS } from "./options/run-options.ts";
import { workingDirectory } from "./directory.ts";

/** `shipwheel publish`: brings files to an index, and is done when the index shows them. */
export const publishCommand: CommandDefinition = defineCommand({
  name: "publish",
  summary: "upload the wheels and the sdist of one release; safe to run again",
  group: "Publish and verify",
  examples: [
    { run: "shipwheel publish dist/* --index testpypi", what: "to TestPyPI" },
    { run: "shipwheel publish dist/* --dry-run", what: "show what would be uploaded" },
  ],
  description:
    "Queries the index, checks the files, uploads missing ones (wheels first) and exits when the index shows every file with the right digest. Safe to rerun: no file is uploaded twice. Authenticates with trusted publishing in a workflow, else with credentials from standard input, SHIPWHEEL_TOKEN, the variables of uv, twine, Poetry, Hatch, Flit and PDM, ~/.pypirc, ~/.netrc or the keyring; never from an argument. --explain-auth shows which.",
  arguments: [
    {
      name: "[dists...]",
      description: "the wheels and the sdist of one release, or their directory",
    },
  ],
  options: {
    index: PUBLISH_INDEX,
    ...INDEX_OPTIONS,
    ...UPLOAD_OPTIONS,
    attestations: {
      kind: "choice",
      scope: "publish",
      value: "<when>",
      choices: ["auto", "always", "never"],
      help: "sign and upload attestations (PEP 740; default: release.attestations)",
    },
    check: { kind: "negation", scope: "publish", help: "upload without checking the files first" },
    ...PLUGIN_OPTIONS,
    ...FORMAT_OPTIONS,
    explainAuth: {
      kind: "switch",
      scope: "publish",
      help: "show which credentials would be used; shows no secret",
    },
    dryRun: { kind: "switch", help: "show what would be uploaded, and upload nothing" },
  },
  async run({ session, args, options }) {
    const here = workingDirectory(session.globals, terminal.directory());
    const [{ publishRequest, rejectedFiles }, { explainAuth, publishFiles, previewPublish }] =
      await Promise.all([import("../../release/publish.ts"), import("../../release/publish-files.ts")]);
    const paths = args.map((path) => resolve(here, path));
    const token = options.tokenStdin ? await terminal.readStdin() : undefined;
    const request = await publishRequest(paths, here, { ...options, token }, session.ports);
    if (options.explainAuth)
      return tellAuth(await explainAuth(request, session.ports), request, session.style);
    if (paths.length === 0) throw fault("usage/arguments", { reason: NO_FILES, command: "publish" });
    const rejected = options.check ? await rejectedFiles(request, session.ports) : null;
    if (rejected !== null) return tellRejected(rejected, session.style);
    if (!options.check) session.ports.events({ type: "note", level: "warning", text: UNCHECKED });
    return options.dryRun
      ? tellPreview(await previewPublish(request, session.ports), session.style)
      : tellReport(await publishFiles(request, session.ports), session.style);
  },
});

const UNCHECKED = "the files were not checked (--no-check)";
const NO_FILES = "name the files to upload: shipwheel publish dist/*";

function tellAuth(told: AuthExplanation, { indexSource }: PublishRequest, style: Style): Outcome {
  const { index, uploadUrl, method, source, user, missing, read } = told;
  const rows = read.map((each) => [each.source, each.state, each.for ?? "any index", each.user ?? ""]);
  const words =
    method === "token"
      ? `${source ?? ""}, as ${user ?? ""}: ***`
      : method === "none"
        ? "nothing"
        : (source ?? "");
  const lines = [
    `index: ${index} (${uploadUrl}), from ${indexSource ?? "its name"}`,
    `authenticates by: ${words}`,
    ...(missing === null ? [] : [`${style.error("missing")}: ${missing.message}`, `help: ${missing.remedy}`]),
    ...(rows.length === 0 ? [] : ["", ...renderTable(["read", "", "for", "user"], rows, style)]),
  ];
  const json = document("authentication", { explainAuth: true, indexSource: indexSource ?? null, ...told });
  return { exitCode: missing === null ? 0 : EXIT_CODES.auth, json, text: lines.join("\n") };
}

function tellRejected({ findings }: RejectedFiles, style: Style): Outcome {
  const verdict = judge(findings, []);
  const { phase } = verdict;
  const json = document("publish-rejected", { verdict: "red", phase, findings: verdict.findings, steps: [] });
  const shown = renderFindings(verdict.findings, style);
  const text = `${shown}\n${style.error("nothing was sent")}: the files failed the check; use --no-check to upload anyway`;
  return { exitCode: verdict.exitCode, json, text };
}

function tellPreview(preview: PublishPreview, style: Style): Outcome {
  const verdict = judge(preview.findings, []);
  const rows = preview.files.map((each) => [each.file, STATE_WORDS[each.state], each.sha256.slice(0, 16)]);
  const lines = [
    ...renderTable(["file", `on ${preview.index}`, "sha256"], rows, style),
    ...visibleFindings(verdict.findings, style),
    ...(preview.unreadable === null
      ? []
      : [`${style.error("unknown")}: ${preview.index} could not be queried: ${preview.unreadable}`]),
    "nothing was uploaded (--dry-run)",
  ];
  const green = verdict.green && preview.unreadable === null;
  return {
    exitCode: verdict.green && !green ? EXIT_CODES.unavailable : verdict.exitCode,
    json: document("publish-preview", { dryRun: true, verdict: green ? "green" : "red", ...preview }),
    text: lines.join("\n"),
  };
}

const STATE_WORDS = {
  absent: "not yet: will be uploaded",
  present: "already uploaded, the same bytes",
  diverged: "conflict: a different file with this name exists",
  unproven: "conflict: a file with this name and no digest exists",
  unknown: "unknown: the index could not be queried",
} as const;

function tellReport(report: PublishReport, style: Style): Outcome {
  const { fault, isPartly, ...rest } = report;
  const verdict = judge(report.findings, fault === null ? [] : [fault]);
  const exitCode = releaseExitCode({ ...report, rehearsal: null });
  const green = verdict.green && report.complete;
  const last = report.steps.at(-1)?.detail ?? "";
  const end = green ? `${style.good("published")}: ${last}` : endWords(report, exitCode, style);
  const lines = [
    ...visibleFindings(verdict.findings, style),
    ...(fault === null ? [] : [renderFault(faultFields(fault), style)]),
    end,
    ...(green && report.page !== null ? [report.page] : []),
  ];
  return {
    exitCode,
    json: document("publish", {
      verdict: green ? "green" : "red",
      phase: verdict.phase,
      ...rest,
      isPartly,
      ...(fault instanceof Fault ? { error: faultFields(fault) } : {}),
    }),
    brief: end,
    text: lines.join("\n"),
  };
}

function endWords(report: PublishReport, exitCode: number, style: Style): string {
  const there = report.public === null ? "" : publicWords(report.public, report.index);
  const canResume = exitCode === EXIT_CODES.incomplete || exitCode === EXIT_CODES.unavailable;
  const how = canResume ? "run the same command again to resume" : "resolve the error above first";
  return `${style.error(report.isPartly ? "incomplete" : "not published")}: ${there}; ${how}`;
}

function visibleFindings(findings: readonly Finding[], style: Style): readonly string[] {
  const shown = findings.filter((each) => each.severity !== "info");
  return shown.length === 0 ? [] : [renderFindings(shown, style)];
}
