import { join } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { CHANNEL_IDS } from "../../../config/sections/recipe.ts";
import { fault } from "../../../findings/fault.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import type { Ports } from "../../../ports/ports.ts";
import { document } from "../../documents.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel recipe`: packages of other systems, from the files of a release. */
export const recipeCommand: CommandDefinition = defineCommand({
  name: "recipe",
  summary: "write recipes for conda, Debian and Homebrew from the files of a release",
  group: "Publish and verify",
  examples: [
    {
      run: "shipwheel recipe --from demo==1.2.0",
      what: "every configured channel, from the published files",
    },
    { run: "shipwheel recipe conda --check", what: "exit with 1 if the recipe is out of date" },
  ],
  description:
    "Writes packaging/conda/recipe.yaml, packaging/debian/ and packaging/homebrew/NAME.rb from the metadata and digests of the sdist and wheel, and for Homebrew from the resolved dependencies. Reads the files of the last rehearsal unless --from names others. Files that were edited are kept unless --force is given; --check compares the version and digests in them.",
  arguments: [{ name: "[channels...]", description: `${CHANNEL_IDS.join(", ")} (default: as configured)` }],
  options: {
    check: {
      kind: "switch",
      scope: "recipe",
      help: "only compare; exit with 1 if a recipe does not match the release",
    },
    from: {
      kind: "text",
      value: "<release>",
      help: "a directory with the files of the release, or NAME==VERSION (default: the last rehearsal)",
    },
    filesAt: {
      kind: "text",
      value: "<place>",
      help: "where the recipes download the sdist: a URL or a directory (default: PyPI)",
    },
    force: { kind: "switch", scope: "recipe", help: "overwrite files that were edited" },
  },
  async run({ session, args, options }) {
    const { ports, globals, style } = session;
    const unknown = args.find((each) => !(CHANNEL_IDS as readonly string[]).includes(each));
    if (unknown !== undefined)
      throw fault("usage/arguments", {
        reason: `there is no channel ${unknown}; the channels are ${CHANNEL_IDS.join(", ")}`,
        command: "recipe",
      });
    const project = await projectDirectory(undefined, globals, terminal.directory(), ports.files);
    const [{ makeRecipes, outOfDate }, { directorySettings }, { applyEdits }, { unifiedDiff }] =
      await Promise.all([
        import("../../../recipes/recipes.ts"),
        import("../distributions/directory-settings.ts"),
        import("../../../git/apply-edits.ts"),
        import("../../../text/unified-diff.ts"),
      ]);
    const { recipe, scripts } = await directorySettings(project, ports.files);
    const made = await makeRecipes(
      {
        project,
        release: options.from ?? (await lastFiles(project, ports)),
        channels: args,
        filesAt: options.filesAt ?? null,
        offline: globals.offline,
        settings: { recipe, scripts },
      },
      ports,
    );
    const open = made.channels
      .flatMap(({ files }) => files)
      .filter(({ state }) => state !== "same" && state !== "kept");
    const diff = unifiedDiff(open);
    const edited = open.filter(({ state }) => state === "edited");
    if (!options.check && edited.length > 0 && !options.force)
      throw fault(
        "recipe/edited",
        { files: edited.map(({ path }) => path).join(", ") },
        { details: { diff } },
      );
    if (!options.check) await applyEdits(project, open, ports);
    const findings = options.check ? [...outOfDate(made), ...made.findings] : made.findings;
    const [{ renderRecipes }, { recipeReport }] = await Promise.all([
      import("../../render/recipe.ts"),
      import("../../../recipes/recipe-report.ts"),
    ]);
    return {
      exitCode: findings.some(({ severity }) => severity === "error") ? EXIT_CODES.check : 0,
      json: document("recipe", recipeReport(made, { written: !options.check, findings, diff })),
      text: renderRecipes(made, findings, options.check ? diff : null, style),
    };
  },
});

/** The files of the last rehearsal or build. */
async function lastFiles(project: string, ports: Pick<Ports, "files" | "environment">): Promise<string> {
  const { lastRun } = await import("../../../engine/last-run.ts");
  const last = await lastRun(project, ports);
  if (last === null) throw fault("recipe/no-release", { directory: project });
  return join(last.directory, "dist");
}
