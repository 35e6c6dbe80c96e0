import type { FootprintConfig } from "../config/sections/footprint.ts";
import type { Finding } from "../findings/finding.ts";
import { formatBytes } from "../text/quantities.ts";
import type { FootprintReport } from "./footprint.ts";
import { FOOTPRINT_GREW, FOOTPRINT_OVER_BUDGET } from "./footprint-rules.ts";

/** `I030` for each set of extras that takes more than the project allows. Pure. */
export function overBudget(
  { rows }: Pick<FootprintReport, "rows">,
  { "max-installed": bytes, "max-dependencies": count }: FootprintConfig,
): readonly Finding[] {
  return rows.flatMap(({ extras, installed, dependencies }) => {
    const what = installation(extras);
    const tell = (subject: string, message: string, setting: string): Finding =>
      FOOTPRINT_OVER_BUDGET.finding({
        observed: true,
        message,
        help: `make it smaller, or raise [tool.shipwheel.footprint] ${setting}`,
        subject: subjectOf(subject, extras),
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

/** `I031` for each set of extras that takes so much more than in the version before. Pure. */
export function overGrowth(
  { rows }: Pick<FootprintReport, "rows">,
  before: Pick<FootprintReport, "rows" | "version"> | null,
  { "max-growth": most }: FootprintConfig,
): readonly Finding[] {
  if (most === undefined || before === null) return [];
  return rows.flatMap(({ extras, installed }) => {
    const old = before.rows.find((each) => each.extras.join() === extras.join());
    if (old === undefined || old.installed === 0) return [];
    const growth = ((installed - old.installed) / old.installed) * 100;
    if (installed * 100 <= old.installed * (100 + most)) return [];
    const sizes = `${formatBytes(installed)}, and with ${before.version} ${formatBytes(old.installed)}`;
    return FOOTPRINT_GREW.finding({
      observed: true,
      message: `${installation(extras)} takes ${sizes}: ${growth.toFixed(growth < 10 ? 1 : 0)} % more, and ${most} % are allowed`,
      help: "make it smaller, or raise [tool.shipwheel.footprint] max-growth",
      subject: subjectOf("growth", extras),
    });
  });
}

function installation(extras: readonly string[]): string {
  return extras.length === 0 ? "an installation" : `an installation with [${extras.join(",")}]`;
}

function subjectOf(subject: string, extras: readonly string[]): string {
  return `${subject}${extras.length === 0 ? "" : ` [${extras.join(",")}]`}`;
}
