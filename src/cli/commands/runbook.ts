import { document } from "../documents.ts";
import { join } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { renderDiff } from "../render/diff.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";

/** `shipwheel runbook`: how this project is published, step by step, from its own files. */
export const runbookCommand: CommandDefinition = defineCommand({
  name: "runbook",
  summary: "write docs/publishing.md: how this project is published, step by step",
  group: "Release",
  examples: [
    { run: "shipwheel runbook", what: "write docs/publishing.md" },
    { run: "shipwheel runbook --check", what: "exit with 1 if it is out of date" },
  ],
  description:
    "Writes the steps of publishing this project from its configuration and workflows: accounts and publishers, preflight, TestPyPI, the tag, verification, recovery, yank, token fallback, support, troubleshooting. Keeps the text outside its markers in an existing document. --check exits with 1 if the document is out of date. --run runs the document's commands in a fresh clone against the built-in index.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    check: {
      kind: "switch",
      scope: "runbook",
      help: "only compare; exit with 1 if the document is out of date",
    },
    run: {
      kind: "switch",
      scope: "runbook",
      help: "run its commands in a fresh clone, with the built-in index instead of TestPyPI",
    },
    file: {
      kind: "text",
      value: "<path>",
      help: "the document (default: an existing one, else docs/publishing.md)",
    },
  },
  async run({ session, args, options }) {
    const { ports, globals, style } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const [{ doctorContext }, { runbookFacts }, { runbookDocument, runbookCommands }, { runbookPlace }] =
      await Promise.all([
        import("../../doctor/examine.ts"),
        import("../../runbook/facts.ts"),
        import("../../runbook/document.ts"),
        import("../../runbook/place.ts"),
      ]);
    const context = await doctorContext(directory, true, ports);
    const path = options.file ?? runbookPlace(context.tree);
    const there = (await ports.files.stat(join(directory, path))) !== null;
    const before = there ? await ports.files.readText(join(directory, path)) : null;
    const after = runbookDocument(runbookFacts(context, path), before);
    const isCurrent = before === after;
    if (options.check) {
      const diff = isCurrent ? [] : renderDiff({ path, before, after }, style);
      return {
        exitCode: isCurrent ? 0 : EXIT_CODES.check,
        json: document("runbook", { path, current: isCurrent }),
        text: isCurrent
          ? `${path} is up to date`
          : [...diff, "", `${path} is out of date: run shipwheel runbook`].join("\n"),
      };
    }
    if (options.run) {
      const { runRunbook } = await import("../../runbook/run.ts");
      const ran = await runRunbook(
        { root: directory, commands: runbookCommands(after), self: terminal.self },
        ports,
      );
      const failed = ran.commands.find(({ status }) => status !== 0);
      const lines = ran.commands.map(
        ({ command, status, seconds }) =>
          `${status === 0 ? style.good("ok    ") : style.error("failed")}  ${command}  (${seconds.toFixed(1)} s)`,
      );
      const isPublished = failed === undefined && ran.published.length > 0;
      const end = isPublished
        ? `published to the built-in index: ${ran.published.join(", ")}`
        : (failed?.output ?? "nothing was published");
      return {
        exitCode: isPublished ? 0 : EXIT_CODES.verify,
        json: document("runbook-run", { path, ...ran }),
        text: [...lines, "", end].join("\n"),
      };
    }
    if (!isCurrent) {
      const { applyEdits } = await import("../../git/apply-edits.ts");
      await applyEdits(directory, [{ path, before, after }], ports);
    }
    return {
      exitCode: 0,
      json: document("runbook", { path, written: !isCurrent }),
      text: isCurrent ? `${path} is up to date` : `wrote ${path}`,
    };
  },
});
