import type { CheckedPaths } from "../../check/inputs/check-paths.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import type { ChoiceOption, SwitchOption } from "../options/declaration.ts";
import type { CheckReport } from "../render/formats/format.ts";
import { FORMAT_NAMES, FORMATS } from "../render/formats/registry.ts";
import type { Outcome } from "../session.ts";

/** How a check is told. */
export const REPORT_OPTIONS: {
  readonly format: ChoiceOption & { readonly default: string };
  readonly exitZero: SwitchOption;
} = {
  format: {
    kind: "choice",
    aliases: ["outputFormat"],
    value: "<name>",
    choices: FORMAT_NAMES,
    default: "text",
    help: "report format",
  },
  exitZero: { kind: "switch", help: "exit 0 even with errors" },
};

/** What `check` and `workflow check` found, to be rendered. */
export async function makeReport(
  checked: CheckedPaths,
  shown: Pick<CheckReport, "verbose" | "statistics" | "style" | "fixCommand">,
): Promise<CheckReport> {
  const [{ judge }, { SHIPWHEEL_VERSION }] = await Promise.all([
    import("../../engine/verdict.ts"),
    import("../../text/own-version.ts"),
  ]);
  return {
    checked,
    verdict: judge(checked.findings, []),
    rules: checked.rules,
    version: SHIPWHEEL_VERSION,
    ...shown,
  };
}

/** What would be changed, and nothing else, so that it can be piped into `git apply`. */
export async function diffOutcome(report: CheckReport): Promise<Outcome> {
  const [{ renderDiff }, { checkDocument }] = await Promise.all([
    import("../render/diff.ts"),
    import("../render/formats/json.ts"),
  ]);
  const edits = report.checked.edits.flatMap(({ prefix, edits: all }) =>
    all.map((edit): FileEdit => ({ ...edit, path: `${prefix}${edit.path}` })),
  );
  return {
    exitCode: edits.length > 0 ? EXIT_CODES.check : 0,
    json: checkDocument(report),
    text: edits.flatMap((edit) => renderDiff(edit, report.style)).join("\n"),
  };
}

/** The report in a format of the registry. */
export async function renderReport(report: CheckReport, name: string): Promise<string> {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new Error(`unknown format: ${name}`);
  return (await format.load()).render(report);
}

/** Whether a format has an escaping of its own. */
export function isEscaped(format: string): boolean {
  return format !== "text" && format !== "concise";
}
