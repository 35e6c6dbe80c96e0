import { Fault } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { shortStatus, statusOutcome } from "../render/status.ts";
import { faultDocument, type Outcome } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { INDEX_OPTIONS, UPLOAD_OPTIONS } from "./options/index-options.ts";
import { releaseRequest, ROUTE_OPTIONS } from "./options/release-options.ts";
import { BACKEND_OPTIONS } from "./options/run-options.ts";

const STATUS_OPTIONS = {
  ...ROUTE_OPTIONS,
  ...INDEX_OPTIONS,
  ca: UPLOAD_OPTIONS.ca,
  ...BACKEND_OPTIONS,
  forge: { kind: "negation", aliases: ["githubRelease"], help: "do not query GitHub or GitLab" },
  push: { kind: "negation", help: "do not query the remote" },
} as const;

/** `shipwheel status`: what of a release is done, what is missing, and the command to type next. */
export const statusCommand: CommandDefinition = defineCommand({
  name: "status",
  summary: "show which steps of a release are done, which are missing, and the next command",
  group: "Release",
  examples: [
    { run: "shipwheel status", what: "of the version at HEAD" },
    { run: "shipwheel status --journal", what: "also show the journal of the release" },
  ],
  description:
    "Queries the tag, the remote, the index and the repository host, and shows the next command; changes nothing.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...STATUS_OPTIONS,
    journal: { kind: "switch", help: "also show the journal of the release" },
  },
  onlyLooks: ({ backend }) => ({ backend }),
  async run(invocation) {
    const { session, options } = invocation;
    const { releaseStatus } = await import("../../release/status.ts");
    const status = await releaseStatus(await releaseRequest(invocation), session.ports);
    return statusOutcome(status, options.journal, session.style);
  },
});

/** `shipwheel` alone: the same in a few lines. */
export const overview: CommandDefinition = defineCommand({
  name: "shipwheel",
  summary: "show the state of the project and the next command",
  description: "Shows the state of the project and the next command.",
  examples: statusCommand.examples,
  arguments: [],
  options: STATUS_OPTIONS,
  onlyLooks: ({ backend }) => ({ backend }),
  async run(invocation) {
    const { releaseStatus } = await import("../../release/status.ts");
    try {
      const status = await releaseStatus(await releaseRequest(invocation), invocation.session.ports);
      return shortStatus(status, invocation.session.style);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "config/no-project") throw error;
      return noProject(error);
    }
  },
});

function noProject(why: Fault): Outcome {
  const lines = [why.message, `next: ${why.remedy}`, "all commands: shipwheel --help"];
  return {
    exitCode: EXIT_CODES.usage,
    json: faultDocument(why),
    text: lines.join("\n"),
    brief: lines[0] ?? "",
  };
}
