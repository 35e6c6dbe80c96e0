import type { Finding } from "../../../findings/finding.ts";
import type { CheckedPaths } from "../../../check/inputs/check-paths.ts";
import type { FixedPublisher } from "../../../check/rules/workflow/views/publisher.ts";
import { document } from "../../documents.ts";
import { BUILD_IN_PUBLISHING_JOB } from "../../../findings/shared-rules.ts";
import { plural } from "../../../text/plural.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { diffOutcome } from "../check-outcome.ts";
import { checkedPaths, reportOf } from "./check.ts";

/** `shipwheel workflow adopt`: mends workflows that exist, every other line kept. */
export const workflowAdoptCommand: CommandDefinition = defineCommand({
  name: "adopt",
  summary: "fix existing workflow files, keeping comments and order",
  description:
    "Applies every fix of `workflow check` to the files: pins, permissions, environments, trusted publishing. " +
    "Shows the changes as a diff unless --write is given.",
  examples: [
    { run: "shipwheel workflow adopt", what: "show the fixes as a diff" },
    { run: "shipwheel workflow adopt --write", what: "write them" },
  ],
  arguments: [
    {
      name: "[paths...]",
      description: "workflow files, or their directories (default: the project here)",
    },
  ],
  options: {
    write: { kind: "switch", scope: "workflow adopt", help: "write the changes" },
  },
  async run({ session, args, options }) {
    const checked = await checkedPaths(session, args, "all");
    const unfixed = checked.findings.flatMap((finding) => unfixedLine(finding) ?? []);
    if (!options.write) {
      // Standard output is the diff alone, to be piped into `git apply`.
      for (const text of unfixed) session.ports.events({ type: "note", level: "warning", text });
      return diffOutcome(await reportOf(checked, session));
    }
    const { applyEdits } = await import("../../../git/apply-edits.ts");
    for (const { root, edits } of checked.edits) await applyEdits(root, edits, session.ports);
    const files = checked.edits.flatMap(({ prefix, edits }) => edits.map(({ path }) => `${prefix}${path}`));
    const left = checked.findings.filter(({ severity }) => severity !== "info").length;
    const rest = left === 0 ? "" : `; ${plural(left, "finding")} left: shipwheel workflow check`;
    return {
      exitCode: 0,
      json: document("workflow-adopt", { files, fixed: checked.fixed, findings: checked.findings }),
      text: [
        files.length === 0
          ? `nothing to change${rest}`
          : `${files.join(", ")}: ${plural(checked.fixed.length, "fix", "fixes")}${rest}`,
        ...unfixed,
        ...afterwards(checked),
      ].join("\n"),
    };
  },
});

/** Why a finding keeps its defect, where its rule can fix others. */
function unfixedLine({ rule, location, details }: Finding): string | null {
  const reason = details?.["unfixed"];
  return typeof reason === "string"
    ? `not fixed: ${rule} in ${location?.file}:${location?.line}: ${reason}`
    : null;
}

/** What no edit of a file can do, and is left to people. */
export function afterwards({ fixed, findings }: Pick<CheckedPaths, "fixed" | "findings">): readonly string[] {
  const rows = fixed.flatMap(({ details }) => (details?.["publisher"] as FixedPublisher | undefined) ?? []);
  // Several workflows may publish several projects: which one is whose is not written in them.
  const isOne = new Set(rows.map(({ workflow }) => workflow)).size === 1;
  const publishers = rows.map((row) => publisherLine(isOne ? row : { ...row, project: null }));
  const secrets = fixed.flatMap(
    ({ details }) => (details?.["secrets"] as readonly string[] | undefined) ?? [],
  );
  const names = [...new Set(secrets)];
  return [
    ...(publishers.length === 0
      ? []
      : ["Register these trusted publishers before the next release:", ...new Set(publishers)]),
    ...(names.length === 0
      ? []
      : [
          `After that release, revoke the token, and delete the ${names.length === 1 ? "secret" : "secrets"} ${names.join(", ")} unless another workflow uses it.`,
        ]),
    ...(findings.some(({ rule }) => rule === BUILD_IN_PUBLISHING_JOB.name.code)
      ? [
          `The publishing job still builds (${BUILD_IN_PUBLISHING_JOB.name.code}): shipwheel workflow generate writes a job for each.`,
        ]
      : []),
  ];
}

function publisherLine({ index, project, workflow, environment }: FixedPublisher): string {
  return `  ${index}: ${project === null ? "" : `project ${project}, `}workflow ${workflow}, environment ${environment}`;
}
