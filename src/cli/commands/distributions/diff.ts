import { resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { isPassing, type ReleaseDifference } from "../../../compare/compare-releases.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import { document } from "../../documents.ts";
import { writeResult } from "../../write-result.ts";
import type { OptionDeclarations } from "../../options/declaration.ts";
import type { Style } from "../../render/style.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

const FORMATS = ["text", "markdown", "html"] as const;

const OPTIONS = {
  api: { kind: "negation", help: "do not compare the public API" },
  shape: {
    kind: "list",
    value: "<pattern>",
    help: "JSON files of the wheel whose shape is compared (default: as configured)",
  },
  check: {
    kind: "switch",
    scope: "diff",
    help: "exit 1 when the version rises less than the difference asks for, or not all could be compared",
  },
  format: {
    kind: "choice",
    scope: "diff",
    value: "<name>",
    choices: FORMATS,
    default: "text",
    help: "form of the result; markdown is for a pull request",
  },
  outputFile: {
    kind: "text",
    scope: "diff",
    value: "<file>",
    help: "write the result to a file, and text to standard output",
  },
} as const satisfies OptionDeclarations;

/** `shipwheel diff`: what two releases differ in, and what that asks of the version. */
export const diffCommand: CommandDefinition = defineCommand({
  name: "diff",
  summary: "compare two releases, and what their difference asks of the version",
  group: "Check and build",
  examples: [
    { run: "shipwheel diff demo==1.0.0 dist", what: "the last release and the one to come" },
    { run: "shipwheel diff old.whl new.whl --format markdown", what: "for a pull request" },
  ],
  description:
    "Compares files, sizes, metadata, entry points, dependencies and the public API of two releases, without running " +
    "any of their code, and names the SemVer level that the difference asks for.",
  arguments: [
    {
      name: "<before>",
      description:
        "a wheel, an sdist, a directory of them, an unpacked one, NAME==VERSION, or NAME for its newest release",
    },
    {
      name: "[after]",
      description:
        "the same of the newer release; without it, <before> is the newer one, and its predecessor is asked of the index",
    },
  ],
  options: OPTIONS,
  async run({ session, args: [before = "", after], options }) {
    const { ports, globals, style } = session;
    const here = workingDirectory(globals, terminal.directory());
    const [{ diff }, { directorySettings }] = await Promise.all([
      import("../../../compare/diff.ts"),
      import("./directory-settings.ts"),
    ]);
    const project = await projectDirectory(undefined, globals, terminal.directory(), ports.files);
    const { diff: settings, version } = await directorySettings(project, ports.files);
    const difference = await diff(
      before,
      after ?? null,
      { directory: here, offline: globals.offline },
      {
        api: options.api && settings.api,
        shapes: options.shape ?? settings.shapes,
        accept: settings.accept,
        calendar: version.calendar,
      },
      ports,
    );
    if (options.outputFile !== undefined)
      await writeResult(
        resolve(here, options.outputFile),
        await render(difference, options.format, style),
        ports.files,
      );
    const shown = options.outputFile === undefined ? options.format : "text";
    return {
      exitCode: options.check && !isPassing(difference) ? EXIT_CODES.version : 0,
      json: document("diff", difference),
      text: await render(difference, shown, style),
      escaped: shown !== "text",
    };
  },
});

async function render(difference: ReleaseDifference, format: string, style: Style): Promise<string> {
  if (format === "html") {
    const { renderDifferencePage } = await import("../../../engine/page/difference.ts");
    return renderDifferencePage(difference);
  }
  if (format === "markdown") {
    const { differenceMarkdown } = await import("../../render/difference-markdown.ts");
    return differenceMarkdown(difference);
  }
  const { renderDifference } = await import("../../render/difference.ts");
  return renderDifference(difference, style);
}
