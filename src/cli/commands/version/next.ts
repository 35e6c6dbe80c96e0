import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";
import { askOf, levelAndPath, LEVEL_ARGUMENT, PRE_OPTIONS } from "./ask.ts";

/** `shipwheel version next`: what a bump would come to, and why. */
export const nextCommand: CommandDefinition = defineCommand({
  name: "next",
  summary: "print the version that the commits since the last release require; changes nothing",
  examples: [
    { run: "shipwheel version next", what: "with the reasons" },
    { run: "shipwheel version next -q", what: "the version alone" },
  ],
  description:
    "Reads the tags and the conventional commits since the last final release and prints the version that `version bump` would set.",
  arguments: [LEVEL_ARGUMENT],
  options: {
    ...PRE_OPTIONS,
    all: {
      kind: "switch",
      scope: "version next",
      help: "list all news fragments, and also the commits that require no release",
    },
  },
  onlyLooks: () => ({}),
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const here = workingDirectory(globals, terminal.directory());
    const { words, path } = await levelAndPath(args, here, ports.files);
    const ask = askOf("version next", words, options);
    const [{ readBump }, { nextVersion, renderNext, versionAlone }] = await Promise.all([
      import("../../../versioning/bump/read-bump.ts"),
      import("../../render/next-version.ts"),
    ]);
    const directory = await projectDirectory(path, globals, terminal.directory(), ports.files);
    const reading = await readBump({ directory, ask }, ports);
    return {
      exitCode: reading.decision.kind === "refused" ? 1 : 0,
      json: document("version-next", nextVersion(reading)),
      text: globals.quiet ? versionAlone(reading) : renderNext(reading, style, options.all).join("\n"),
    };
  },
});
