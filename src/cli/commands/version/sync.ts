import { terminal } from "../../../adapters/terminal.ts";
import { option } from "../../globals.ts";
import type { CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel version sync`: brings every place that states the version into line, every other byte kept. */
export const versionSyncCommand: CommandDefinition = {
  name: "sync",
  summary: "brings every place that states the version into line",
  description:
    "Writes the version of its source, or the one given with --to, into every place that states another. Every other byte of " +
    "the files stays; what the form of a place cannot say is left and told.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: () => [
    option("--to <version>", "the version to write, into the source as well"),
    option("--dry-run", "show the changes as a patch and make none").default(false),
    option("--diff", "the same as --dry-run").default(false),
    option("--python <version>", "interpreter for a back-end that has to be asked"),
  ],
  async run({ session, args, options }) {
    const [{ readVersionCopies }, { applyEdits }, { unifiedDiff }] = await Promise.all([
      import("../../../versioning/version-copies.ts"),
      import("../../../git/apply-edits.ts"),
      import("../../../text/unified-diff.ts"),
    ]);
    const { ports, globals } = session;
    const directory = await projectDirectory(args[0], options, terminal.directory(), ports.files);
    const text = (name: string): string | null => (typeof options[name] === "string" ? options[name] : null);
    const request = {
      directory,
      python: text("python"),
      offline: globals.offline,
      metadata: false,
      to: text("to"),
    };
    const { version, from, edits, findings } = await readVersionCopies(request, ports);
    const left = findings.filter((finding) => finding.fix === undefined);
    const dryRun = options["dryRun"] === true || options["diff"] === true;
    const diff = unifiedDiff(edits);
    if (!dryRun) await applyEdits(directory, edits, ports);
    for (const finding of left) {
      const note = `${finding.message}${finding.help === undefined ? "" : `; ${finding.help}`}`;
      ports.events({ type: "note", level: "warning", text: note });
    }
    const files = edits.map((edit) => edit.path);
    const done =
      files.length === 0 ? `every place says ${version} already` : `${version}: ${files.join(", ")}`;
    return {
      exitCode: left.length === 0 ? 0 : 1,
      json: { schema: 1, version, from, written: !dryRun, files, diff, findings: left },
      text: dryRun && diff !== "" ? diff : done,
    };
  },
};
