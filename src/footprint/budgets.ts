import type { FootprintConfig } from "../config/sections/footprint.ts";
import type { Finding } from "../findings/finding.ts";
import { formatBytes } from "../text/quantities.ts";
import type { FootprintReport } from "./footprint.ts";
import { FOOTPRINT_OVER_BUDGET } from "./footprint-rules.ts";

/** `I030` for each set of extras that takes more than the project allows. Pure. */
export function overBudget(
  { rows }: Pick<FootprintReport, "rows">,
  { "max-installed": bytes, "max-dependencies": count }: FootprintConfig,
): readonly Finding[] {
  return rows.flatMap(({ extras, installed, dependencies }) => {
    const what = extras.length === 0 ? "an installation" : `an installation with [${extras.join(",")}]`;
    const tell = (subject: string, message: string, setting: string): Finding =>
      FOOTPRINT_OVER_BUDGET.finding({
        observed: true,
        message,
        help: `make it smaller, or raise [tool.shipwheel.footprint] ${setting}`,
        subject: `${subject}${extras.length === 0 ? "" : ` [${extras.join(",")}]`}`,
      });
    return [
      ...(bytes !== undefined && installed > bytes
        ? [
            tell(
              "size",
              `${what} takes ${formatBytes(installed)}, more than the ${formatBytes(bytes)} allowed`,
              "max-installed",
            ),
          ]
        : []),
      ...(count !== undefined && dependencies > count
        ? [
            tell(
              "dependencies",
              `${what} brings ${dependencies} dependencies, more than the ${count} allowed`,
              "max-dependencies",
            ),
          ]
        : []),
    ];
  });
}
