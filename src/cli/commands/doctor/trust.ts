import { document } from "../../documents.ts";
import type { TrustedJob } from "../../../doctor/trust.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import { printableLine } from "../../../text/printable.ts";
import type { HiddenPlace } from "../../../trust/hidden-places.ts";
import type { Style } from "../../render/style.ts";
import { renderTable } from "../../render/table.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel doctor trust`: what to type into the index's form, and whether it fits. */
export const doctorTrustCommand: CommandDefinition = defineCommand({
  name: "trust",
  summary: "show the fields of the index's trusted publisher form",
  examples: [
    { run: "shipwheel doctor trust", what: "show what to register" },
    { run: "shipwheel doctor trust --record", what: "record the registered publisher" },
  ],
  description:
    "Computes from the workflow files which identity each publishing job presents to its index, prints the fields and the URL of the form, and compares them with the publisher that is recorded in pyproject.toml or that published the last release. Exits with 5 on a mismatch. --record writes the fields to pyproject.toml after you have registered the publisher.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    record: {
      kind: "switch",
      help: "record the publishers in pyproject.toml as registered",
    },
  },
  async run({ session, args, options }) {
    const { ports, globals, style } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const [{ doctorContext }, { examineTrust, planRecord, recordedText }] = await Promise.all([
      import("../../../doctor/examine.ts"),
      import("../../../doctor/trust.ts"),
    ]);
    const context = await doctorContext(directory, globals.offline, ports);
    const jobs = await examineTrust(context);
    const { hidden } = context;
    const notes: string[] = [];
    if (options.record && context.tree.pyproject !== null) {
      const { applyEdits } = await import("../../../git/apply-edits.ts");
      const plan = planRecord(context.jobs);
      const { path, text } = context.tree.pyproject;
      const after = recordedText(context.tree.pyproject, plan);
      await applyEdits(directory, [{ path, before: text, after }], ports);
      notes.push(
        ...[...plan.publishers.keys()].map((index) => `recorded in ${path}: the publisher on ${index}`),
      );
      notes.push(...plan.left.map((each) => `not recorded: ${each}`));
    }
    const isRefused = !options.record && jobs.some((each) => each.finding !== null);
    return {
      exitCode: isRefused ? EXIT_CODES.auth : 0,
      json: document("trust", {
        project: context.project,
        jobs: jobs.map(({ judgement, ...each }) => ({ ...each, notCompared: judgement?.unknown ?? [] })),
        hidden,
        notes,
      }),
      text: [
        ...(jobs.length === 0 && hidden.length === 0
          ? [NONE]
          : jobs.flatMap((each) => jobLines(each, style))),
        ...hidden.flatMap((each) => hiddenLines(each, style)),
        ...notes.map(printableLine),
      ].join("\n"),
    };
  },
});

const NONE =
  "No workflow job uses trusted publishing; shipwheel workflow generate writes a workflow that does.";

function hiddenLines({ file, why, remedy }: HiddenPlace, style: Style): readonly string[] {
  return [
    `${style.warning("unknown")}: ${printableLine(`${file} ${why}`)}`,
    `    help: ${printableLine(remedy)}`,
    "",
  ];
}

function jobLines(each: TrustedJob, style: Style): readonly string[] {
  const kind =
    each.exists === null
      ? ""
      : each.exists
        ? " (a publisher of the project)"
        : " (a pending publisher: the project does not exist yet)";
  const form = each.form.map(([field, value]) => [field, printableLine(value)]);
  const place = `${each.job} of ${each.file}, started by ${each.events.join(", ")}`;
  return [
    `${style.strong(each.title)}: ${printableLine(place)}`,
    ...(each.page === null || isHopeless(each)
      ? []
      : [
          `  ${each.page}`,
          `  tab ${each.provider}${kind}:`,
          ...renderTable(["", ""], form)
            .slice(2)
            .map((line) => `    ${line}`),
          ...(each.spelling === null ? [] : [`    ${style.faint(each.spelling)}`]),
        ]),
    ...verdict(each, style),
    "",
  ];
}

/** No form helps: the job's own finding says what does. */
function isHopeless({ judgement, finding }: TrustedJob): boolean {
  return finding !== null && (judgement?.refusal ?? null) === null;
}

function verdict({ source, judgement, finding, doubt }: TrustedJob, style: Style): readonly string[] {
  if (finding !== null)
    return [
      `  ${style.error("wrong")}: ${printableLine(finding.message)}`,
      `    why: ${printableLine(finding.why ?? "")}`,
      `    help: ${printableLine(finding.help ?? "")}`,
    ];
  if (doubt !== null)
    return [
      `  ${style.warning("unknown")}: ${printableLine(`${doubt}: register it for the project that it uploads`)}`,
    ];
  if (source === null)
    return [
      `  ${style.warning("unknown")}: no registered publisher is recorded (use --record once it is registered)`,
    ];
  const publisher = source === "recorded" ? "the recorded publisher" : "the publisher of the last release";
  const hidden = judgement?.unknown ?? [];
  if (hidden.length === 0) return [`  ${style.good("ok")}: matches ${publisher}`];
  const rest = printableLine(hidden.map(({ field, why }) => `${field} (${why})`).join(", "));
  return [
    `  ${style.warning("unknown")}: matches ${publisher} as far as the tree shows; not compared: ${rest}`,
  ];
}
