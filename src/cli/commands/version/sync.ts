import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { PYTHON_OPTIONS } from "../options/run-options.ts";

/** `shipwheel version sync`: brings every place that states the version into line, every other byte kept. */
export const versionSyncCommand: CommandDefinition = defineCommand({
  name: "sync",
  summary: "write the version into every version location that differs",
  examples: [
    { run: "shipwheel version sync --dry-run", what: "show the changes" },
    { run: "shipwheel version sync --to 1.2.0", what: "write this version, also to its source" },
  ],
  description:
    "Writes the version of its source, or the one given with --to, into every location that states a different one. All other bytes of the files stay the same; a location that cannot express the version is kept and reported.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    to: { kind: "text", value: "<version>", help: "the version to write, also to its source" },
    dryRun: { kind: "switch", help: "show the changes as a patch without applying them" },
    diff: { kind: "switch", help: "the same as --dry-run" },
    ...PYTHON_OPTIONS,
  },
  onlyLooks: () => ({}),
  async run({ session, args, options }) {
    const [{ readVersionCopies }, { applyEdits }, { unifiedDiff }] = await Promise.all([
      import("../../../versioning/version-copies.ts"),
      import("../../../git/apply-edits.ts"),
      import("../../../text/unified-diff.ts"),
    ]);
    const { ports, globals } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const request = {
      directory,
      python: options.python?.[0] ?? null,
      offline: globals.offline,
      metadata: false,
      to: options.to ?? null,
    };
    const { version, from, edits, findings } = await readVersionCopies(request, ports);
    const left = findings.filter((finding) => finding.fix === undefined);
    const dryRun = options.dryRun || options.diff;
    const diff = unifiedDiff(edits);
    if (!dryRun) await applyEdits(directory, edits, ports);
    for (const finding of left) {
      const note = `${finding.message}${finding.help === undefined ? "" : `; ${finding.help}`}`;
      ports.events({ type: "note", level: "warning", text: note });
    }
    const files = edits.map((edit) => edit.path);
    const done =
      files.length === 0
        ? `every version location states ${version} already`
        : `${version}: ${files.join(", ")}`;
    return {
      exitCode: left.length === 0 ? 0 : 1,
      json: document("version-sync", { version, from, written: !dryRun, files, diff, findings: left }),
      text: dryRun && diff !== "" ? diff : done,
    };
  },
});
