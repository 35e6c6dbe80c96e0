import * as v from "valibot";
import { text } from "./value-schemas.ts";

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

const flag = (description: string): v.GenericSchema<boolean | undefined, boolean> =>
  v.optional(v.pipe(v.boolean("must be true or false"), v.description(description)), false);

/** [tool.shipwheel.build]. */
export const buildSection: v.GenericSchema<unknown, BuildConfig> = v.strictObject({
  reproducible: flag("Build twice under different conditions, and compare the bytes."),
  normalize: flag(
    "Write sdist and wheel anew with fixed times, permissions and order, so that equal contents are equal bytes.",
  ),
  "absolute-links": flag(
    "Make the README's relative links and images absolute in the built files, with links to the tag of the release.",
  ),
  "compare-tree": flag("Also build the wheel from the tree, and compare it with the one from the sdist."),
  lock: v.optional(
    v.pipe(
      text,
      v.description("File with the locked build requirements (`build --lock`); used when it exists."),
    ),
    "build-requirements.lock",
  ),
});
