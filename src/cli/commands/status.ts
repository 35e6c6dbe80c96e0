import type { PlaceStatus } from "../../release/status.ts";
import { renderJournal } from "../render/journal-table.ts";
import { renderSteps } from "../render/plan.ts";
import { renderTable } from "../render/table.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { INDEX_OPTIONS, UPLOAD_OPTIONS } from "./options/index-options.ts";
import { releaseRequest, ROUTE_OPTIONS } from "./options/release-options.ts";
import { BACKEND_OPTIONS } from "./options/run-options.ts";

/** `shipwheel status`: what of a release is done, what is missing, and the command to type next. */
export const statusCommand: CommandDefinition = defineCommand({
  name: "status",
  summary: "show what of a release is done, what is missing, and the next command",
  group: "Release",
  examples: [
    { run: "shipwheel status", what: "of the version at HEAD" },
    { run: "shipwheel status --journal", what: "with the journal of the release" },
  ],
  description:
    "Looks at the tag, the remote, the index and the repository host, and says what to type next; changes nothing.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...ROUTE_OPTIONS,
    ...INDEX_OPTIONS,
    ca: UPLOAD_OPTIONS.ca,
    ...BACKEND_OPTIONS,
    journal: { kind: "switch", help: "also show the journal of the release" },
    forge: { kind: "negation", aliases: ["githubRelease"], help: "do not look at GitHub or GitLab" },
    push: { kind: "negation", help: "do not look at the remote" },
  },
  onlyLooks: ({ backend }) => ({ backend }),
  async run(invocation) {
    const { session, options } = invocation;
    const { ports, style } = session;
    const { releaseStatus } = await import("../../release/status.ts");
    const status = await releaseStatus(await releaseRequest(invocation), ports);
    const words: Readonly<Record<PlaceStatus["state"], string>> = {
      done: style.good("done"),
      partly: style.warning("partly"),
      absent: style.faint("not yet"),
      conflict: style.error("conflict"),
      unknown: style.warning("unknown"),
    };
    const rows = status.places.map((each) => [each.title, words[each.state], each.detail]);
    const text = [
      style.strong(`${status.project} ${status.version}`),
      "",
      ...renderTable(["where", "", ""], rows, style),
      "",
      ...renderSteps(status.steps, style),
      "",
      ...(options.journal ? [...renderJournal(status.journal), ""] : []),
      `next: ${status.next}`,
    ];
    const { journal, ...told } = status;
    const json = { schema: 1, ...told, ...(options.journal ? { journal } : {}) };
    return { exitCode: 0, json, text: text.join("\n") };
  },
});
