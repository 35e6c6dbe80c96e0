import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { BACKEND_OPTIONS, PYTHON_OPTIONS } from "../options/run-options.ts";

/** `shipwheel version check`: every place that states the version, compared with its source, tag and metadata. */
export const versionCheckCommand: CommandDefinition = defineCommand({
  name: "check",
  summary: "check that every version location states the same version",
  examples: [
    { run: "shipwheel version check", what: "the project in this directory" },
    { run: "shipwheel version check --json", what: "for a program" },
  ],
  description:
    "Finds every literal that states the project's version and compares it with the source of the version, the tag at HEAD " +
    "and the metadata. Exits with 1 if one differs; all are reported at once.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    metadata: { kind: "switch", help: "also query the backend for its version" },
    ...PYTHON_OPTIONS,
    ...BACKEND_OPTIONS,
  },
  onlyLooks: ({ backend }) => ({ backend }),
  async run({ session, args, options }) {
    const [{ readVersionCopies }, { versionTable }, { renderFindings }] = await Promise.all([
      import("../../../versioning/version-copies.ts"),
      import("../../render/version-table.ts"),
      import("../../render/findings.ts"),
    ]);
    const { ports, globals, style } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const python = options.python?.[0] ?? null;
    const { metadata } = options;
    const request = { directory, python, offline: globals.offline, metadata, to: null };
    const { edits: _, locations, requirements, ...copies } = await readVersionCopies(request, ports);
    const places = locations.map(({ content: _content, date: _date, ...place }) => place);
    const required = requirements.map(({ content: _content, withClauses: _edit, ...each }) => each);
    const text = [versionTable({ ...copies, locations, requirements }, style)];
    if (copies.findings.length > 0) text.push("", renderFindings(copies.findings, style));
    return {
      exitCode: copies.findings.length === 0 ? 0 : 1,
      json: document("version-check", { ...copies, locations: places, requirements: required }),
      text: text.join("\n"),
    };
  },
});
