import { join } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import type { ImageConfig } from "../../../config/sections/image.ts";
import { fault } from "../../../findings/fault.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import type { Ports } from "../../../ports/ports.ts";
import { document } from "../../documents.ts";
import type { OptionsOf } from "../../options/declaration.ts";
import type { Outcome, Session } from "../../session.ts";
import { projectDirectory } from "../directory.ts";

/** What both commands take. */
export const RECIPE_OPTIONS = {
  check: {
    kind: "switch",
    scope: "recipe",
    help: "only compare; exit with 1 if a file does not match the release",
  },
  from: {
    kind: "text",
    value: "<release>",
    help: "a directory with the files of the release, or NAME==VERSION (default: the last rehearsal)",
  },
  filesAt: {
    kind: "text",
    value: "<place>",
    help: "where the files of the release are downloaded from: a URL or a directory (default: PyPI)",
  },
  force: { kind: "switch", scope: "recipe", help: "overwrite files that were edited" },
} as const;

/** Writes or compares the files of channels. */
export async function writeRecipes(
  { ports, globals, style }: Session,
  channels: readonly string[],
  options: OptionsOf<typeof RECIPE_OPTIONS>,
  changed: Partial<ImageConfig> = {},
): Promise<Outcome> {
  const project = await projectDirectory(undefined, globals, terminal.directory(), ports.files);
  const [{ makeRecipes, outOfDate }, { directorySettings }, { applyEdits }, { unifiedDiff }] =
    await Promise.all([
      import("../../../recipes/recipes.ts"),
      import("../distributions/directory-settings.ts"),
      import("../../../git/apply-edits.ts"),
      import("../../../text/unified-diff.ts"),
    ]);
  const { recipe, scripts, image } = await directorySettings(project, ports.files);
  const made = await makeRecipes(
    {
      project,
      release: options.from ?? (await lastFiles(project, ports)),
      channels,
      filesAt: options.filesAt ?? null,
      offline: globals.offline,
      settings: { recipe, scripts, image: { ...image, ...changed } },
    },
    ports,
  );
  const open = made.channels
    .flatMap(({ files }) => files)
    .filter(({ state }) => state !== "same" && state !== "kept");
  const diff = unifiedDiff(open);
  const edited = open.filter(({ state }) => state === "edited");
  if (!options.check && edited.length > 0 && !options.force)
    throw fault("recipe/edited", { files: edited.map(({ path }) => path).join(", ") }, { details: { diff } });
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
}

/** The files of the last rehearsal or build. */
async function lastFiles(project: string, ports: Pick<Ports, "files" | "environment">): Promise<string> {
  const { lastRun } = await import("../../../engine/last-run.ts");
  const last = await lastRun(project, ports);
  if (last === null) throw fault("recipe/no-release", { directory: project });
  return join(last.directory, "dist");
}
