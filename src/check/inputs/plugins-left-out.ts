import type { CheckConfig } from "../../config/sections/check.ts";
import type { Skipped } from "../../findings/finding.ts";

/** The plug-ins of a project that a command does not load, which runs their code: skipped, and told as such. */
export function pluginsLeftOut({ plugins }: Pick<CheckConfig, "plugins">): readonly Skipped[] {
  const reason = "a plug-in runs as your own code: loaded only by shipwheel check --plugins";
  return plugins.map((rule) => ({ rule, reason }));
}
