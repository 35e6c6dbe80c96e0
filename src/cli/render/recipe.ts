import type { Finding } from "../../findings/finding.ts";
import { plural } from "../../text/plural.ts";
import type { Recipes } from "../../recipes/recipes.ts";
import { renderPatch } from "./diff.ts";
import { renderFindings } from "./findings.ts";
import type { Style } from "./style.ts";

const WORDS = {
  new: "written",
  same: "unchanged",
  stale: "updated",
  edited: "replaced",
  kept: "edited by hand, kept",
} as const;

const CHECKED = {
  new: "missing",
  same: "up to date",
  stale: "out of date",
  edited: "edited by hand, out of date",
  kept: "edited by hand, states the release",
} as const;

/** The recipes as text: a line a file, what is wrong, what is to be done. `diff`: nothing was written. */
export function renderRecipes(
  { project, version, channels }: Recipes,
  findings: readonly Finding[],
  diff: string | null,
  style: Style,
): string {
  const words = diff === null ? WORDS : CHECKED;
  const lines = channels.flatMap(({ channel, skipped, files, notes }) =>
    skipped === null
      ? [
          ...files.map(({ path, state }) => `${path}: ${words[state]}`),
          ...notes.map((note) => `  note: ${channel}: ${note}`),
        ]
      : [`${channel}: skipped: ${skipped}`],
  );
  return [
    ...lines,
    ...(diff === null || diff === "" ? [] : ["", ...renderPatch(diff, style)]),
    ...(findings.length === 0 ? [] : ["", renderFindings(findings, style)]),
    "",
    `${project} ${version}: ${plural(findings.length, "finding")}`,
  ].join("\n");
}
