import * as v from "valibot";
import { flag, oneOf, text } from "./value-schemas.ts";

/** What a release is held to, compared with the release before it. */
export interface DiffConfig {
  /** `error`: a version that promises less than the difference asks for is not released. */
  readonly level: "off" | "warning" | "error";
  /** Whether the public API is compared. */
  readonly api: boolean;
  /** Patterns of JSON files in the wheel of which the shape is a promise. */
  readonly shapes: readonly string[];
  /** Smaller steps that are taken knowingly. */
  readonly accept: readonly { readonly version: string; readonly reason: string }[];
}

const acceptance = v.strictObject({
  version: v.pipe(text, v.description("The version of the release.")),
  reason: v.pipe(text, v.description("Why its number may rise less than the difference asks for.")),
});

/** [tool.shipwheel.diff]. */
export const diffSection: v.GenericSchema<unknown, DiffConfig> = v.strictObject({
  level: v.optional(
    v.pipe(
      oneOf(["off", "warning", "error"]),
      v.description(
        "Whether a release is compared with the one before it, and what it is when its version rises less than SemVer asks for, or a breaking change has no changelog entry.",
      ),
    ),
    "off",
  ),
  api: v.optional(flag("Whether the public API is compared."), true),
  shapes: v.optional(
    v.pipe(
      v.array(text, "must be a list of patterns"),
      v.description("JSON files of the wheel whose shape users rely on (`demo/schema/*.json`)."),
    ),
    [],
  ),
  accept: v.optional(
    v.pipe(
      v.array(acceptance, "must be a list"),
      v.description("Versions that may rise less than the difference asks for."),
    ),
    [],
  ),
});
