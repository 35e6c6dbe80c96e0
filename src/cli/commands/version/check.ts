import { terminal } from "../../../adapters/terminal.ts";
import { option } from "../../globals.ts";
import type { CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel version check`: every place that states the version, compared with its source, tag and metadata. */
export const versionCheckCommand: CommandDefinition = {
  name: "check",
  summary: "whether every place that states the version states the same",
  description:
    "Finds every literal that states the project's version and compares it with the source of the version, the tag at HEAD " +
    "and the metadata. Exits with 1 when one differs; all are told at once.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: () => [
    option("--metadata", "also ask the back-end which version it would write").default(false),
    option("--python <version>", "interpreter for a back-end that has to be asked"),
  ],
  async run({ session, args, options }) {
    const [{ readVersionCopies }, { versionTable }, { renderFindings }] = await Promise.all([
      import("../../../versioning/version-copies.ts"),
      import("../../render/version-table.ts"),
      import("../../render/findings.ts"),
    ]);
    const { ports, globals, style } = session;
    const directory = await projectDirectory(args[0], options, terminal.directory(), ports.files);
    const python = typeof options["python"] === "string" ? options["python"] : null;
    const metadata = options["metadata"] === true;
    const request = { directory, python, offline: globals.offline, metadata, to: null };
    const { edits: _, mirrors, ...copies } = await readVersionCopies(request, ports);
    const places = mirrors.map(({ content: _content, date: _date, ...mirror }) => mirror);
    const text = [versionTable({ ...copies, mirrors }, style)];
    if (copies.findings.length > 0) text.push("", renderFindings(copies.findings, style));
    return {
      exitCode: copies.findings.length === 0 ? 0 : 1,
      json: { schema: 1, ...copies, mirrors: places },
      text: text.join("\n"),
    };
  },
};
