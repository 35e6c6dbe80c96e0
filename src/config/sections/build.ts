import * as v from "valibot";
import { flag, text } from "./value-schemas.ts";

/** Settings of the build. */
export interface BuildConfig {
  /** Whether every release is built twice and compared. */
  readonly reproducible: boolean;
  /** Whether both files are written anew, so that nothing of the machine is in them. */
  readonly normalize: boolean;
  /** Whether relative links of the README become absolute in what is built. */
  readonly "absolute-links": boolean;
  /** Whether the wheel of the tree is built, too, and compared with the one of the sdist. */
  readonly "compare-tree": boolean;
  /** The file with the locked build requirements; it is used when it exists. */
  readonly lock: string;
}

/** [tool.shipwheel.build]. */
export const buildSection: v.GenericSchema<unknown, BuildConfig> = v.strictObject({
  reproducible: v.optional(flag("Build twice under different conditions, and compare the bytes."), false),
  normalize: v.optional(
    flag(
      "Write sdist and wheel anew with fixed times, permissions and order, so that equal contents are equal bytes.",
    ),
    false,
  ),
  "absolute-links": v.optional(
    flag(
      "Make the README's relative links and images absolute in the built files, with links to the tag of the release.",
    ),
    false,
  ),
  "compare-tree": v.optional(
    flag("Also build the wheel from the tree, and compare it with the one from the sdist."),
    false,
  ),
  lock: v.optional(
    v.pipe(
      text,
      v.description("File with the locked build requirements (`build --lock`); used when it exists."),
    ),
    "build-requirements.lock",
  ),
});
