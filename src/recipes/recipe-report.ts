import type { Finding } from "../findings/finding.ts";
import type { ChannelRecipe, Recipes } from "./recipes.ts";

/** What a run of `recipe` found and did. */
export interface RecipeReport extends Pick<Recipes, "project" | "version"> {
  /** Whether the files were written; else they were only compared. */
  readonly written: boolean;
  readonly channels: readonly (Omit<ChannelRecipe, "files"> & {
    readonly files: readonly Pick<ChannelRecipe["files"][number], "path" | "state">[];
  })[];
  readonly findings: readonly Finding[];
  /** A unified diff from what was there. */
  readonly diff: string;
}

/** The report of recipes without the texts of their files. */
export function recipeReport(
  { project, version, channels }: Recipes,
  { written, findings, diff }: Pick<RecipeReport, "written" | "findings" | "diff">,
): RecipeReport {
  return {
    project,
    version,
    written,
    channels: channels.map(({ files, ...channel }) => ({
      ...channel,
      files: files.map(({ path, state }) => ({ path, state })),
    })),
    findings,
    diff,
  };
}
