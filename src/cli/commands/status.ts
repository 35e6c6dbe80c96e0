import { terminal } from "../../adapters/terminal.ts";
import type { PlaceStatus } from "../../release/status.ts";
import { renderJournal } from "../render/journal-table.ts";
import { renderTable } from "../render/table.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";
import { runRequest } from "./run-options.ts";

/** `shipwheel status`: what of a release is done, what is missing, and the command to type next. */
export const statusCommand: CommandDefinition = defineCommand({
  name: "status",
  summary: "what of a release is done, what is missing, and the next command",
  description:
    "Looks at the tag, the remote, the index and the forge, and says what to type next; changes nothing.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    index: {
      kind: "text",
      value: "<name|url>",
      help: "where the release goes (default: by the kind of the version)",
    },
    journal: { kind: "switch", help: "show the journal of the release, too" },
    forge: { kind: "negation", help: "do not look at GitHub or GitLab" },
    push: { kind: "negation", help: "do not look at the remote" },
  },
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const { releaseStatus } = await import("../../release/status.ts");
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const status = await releaseStatus(
      {
        run: runRequest(directory, globals, {}),
        index: options.index ?? null,
        auth: "auto",
        allowDev: true,
        allowDirty: true,
        forge: options.forge,
        push: options.push,
      },
      ports,
    );
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
      ...renderTable(["where", "", ""], rows),
      "",
      ...(options.journal ? [...renderJournal(status.journal), ""] : []),
      `next: ${status.next}`,
    ];
    const { journal, ...told } = status;
    const json = { schema: 1, ...told, ...(options.journal ? { journal } : {}) };
    return { exitCode: 0, json, text: text.join("\n") };
  },
});
