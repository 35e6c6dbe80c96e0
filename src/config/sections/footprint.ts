import * as v from "valibot";
import { byteSize } from "./contract.ts";

/** What an installation of the release may take. */
export interface FootprintConfig {
  /** Bytes, with all dependencies. */
  readonly "max-installed"?: number | undefined;
  readonly "max-dependencies"?: number | undefined;
  /** Percent by which an installation may be larger than that of the version before. */
  readonly "max-growth"?: number | undefined;
}

/** [tool.shipwheel.footprint]. */
export const footprintSection: v.GenericSchema<unknown, FootprintConfig> = v.strictObject({
  "max-installed": v.optional(
    v.pipe(
      byteSize,
      v.description('Limit for everything that an installation brings, with any extras: `"20 MB"`.'),
    ),
  ),
  "max-dependencies": v.optional(
    v.pipe(
      v.number("must be a number of dependencies"),
      v.minValue(0, "must be at least 0"),
      v.description("Maximum number of other distributions that an installation brings."),
    ),
  ),
  "max-growth": v.optional(
    v.pipe(
      v.number("must be a number of percent"),
      v.minValue(0, "must be at least 0"),
      v.description(
        "Percent by which an installation may be larger than that of the version before, as the runs kept on this machine measured both.",
      ),
    ),
  ),
});
