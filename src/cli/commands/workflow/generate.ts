import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { fault } from "../../../findings/fault.ts";
import type { GeneratedWorkflows } from "../../../workflow/generate/read-facts.ts";
import { SHIPWHEEL_VERSION } from "../../../text/own-version.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel workflow generate`: the release pipeline as files. */
export const workflowGenerateCommand: CommandDefinition = defineCommand({
  name: "generate",
  summary: "write the workflows that build, verify and publish each release",
  examples: [
    { run: "shipwheel workflow generate", what: "for the host of the remote" },
    {
      run: "shipwheel workflow generate --host gitlab --diff",
      what: "show what would be written for GitLab",
    },
  ],
  description:
    "Writes the release, TestPyPI, pull-request and watch workflows from [tool.shipwheel.workflow] and the metadata. " +
    "In a repository of several packages each gets its own. Publishes by trusted publishing; no token is stored. Files that were edited are kept unless --force is given.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    host: {
      kind: "choice",
      value: "<name>",
      choices: ["github", "gitlab"],
      help: "where the workflows run (default: detected from the remote)",
    },
    diff: { kind: "switch", help: "show what would change, and exit 1 if there is anything" },
    force: { kind: "switch", help: "overwrite files that were edited" },
  },
  async run({ session, args, options }) {
    const [{ generateWorkflows }, { applyEdits }, { unifiedDiff }] = await Promise.all([
      import("../../../workflow/generate/read-facts.ts"),
      import("../../../git/apply-edits.ts"),
      import("../../../text/unified-diff.ts"),
    ]);
    const { ports, globals } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const made = await generateWorkflows(
      { directory, shipwheel: SHIPWHEEL_VERSION, host: options.host ?? null },
      ports,
    );
    const open = made.files.filter(({ state }) => state !== "same" && state !== "kept");
    const diff = unifiedDiff(open);
    const files = made.files.map(({ path, state }) => ({ path, state }));
    if (options.diff)
      return {
        exitCode: open.length === 0 ? 0 : 1,
        json: document("workflow-generate", { files, diff }),
        text: diff,
      };
    const edited = open.filter(({ state }) => state === "edited");
    if (edited.length > 0 && !options.force)
      throw fault(
        "workflow/edited",
        { files: edited.map(({ path }) => path).join(", ") },
        { details: { diff } },
      );
    await applyEdits(made.root, open, ports);
    return {
      exitCode: 0,
      json: document("workflow-generate", { files, publishers: made.publishers.map((row) => ({ ...row })) }),
      text: told(made, open.length),
    };
  },
});

function told(made: GeneratedWorkflows, changed: number): string {
  const lines = made.files.map(({ path, state }) => `${path}: ${WORDS[state]}`);
  if (changed === 0) return [...lines, "nothing to change"].join("\n");
  const last = made.publishers[0]?.environment ?? "pypi";
  const trusted = made.publishers.flatMap(({ index, project, workflow, environment, secret }) =>
    secret === undefined
      ? [`  ${index}: project ${project}, workflow ${workflow}, environment ${environment}`]
      : [],
  );
  const stored = made.publishers.flatMap(({ index, project, environment, secret }) =>
    secret === undefined
      ? []
      : [
          `Store a token of ${index} that may upload ${project} as ${secret} in the environment ${environment}.`,
        ],
  );
  return [
    ...lines,
    "",
    ...(trusted.length === 0 ? [] : ["Register these trusted publishers before the first run:", ...trusted]),
    ...stored,
    ...(made.host === "github"
      ? [`Create the environments, and give ${last} required reviewers and a rule for release tags.`]
      : [`Protect the release tags, and restrict the environment ${last} to them.`]),
    ...(made.fetched === null
      ? []
      : [
          `Every job fetches ${made.fetched} from npm by its name, the publishing ones too: it must be published there before the first run.`,
          ...(made.host === "github"
            ? [
                "To pin it by hash, set action in [tool.shipwheel.workflow] to the action at the commit of a release.",
              ]
            : []),
        ]),
  ].join("\n");
}

const WORDS = {
  new: "written",
  same: "unchanged",
  stale: "regenerated",
  edited: "overwritten",
  kept: "kept as it is",
} as const;
