import * as v from "valibot";
import { CHANNEL_IDS } from "../channel-ids.ts";
import { oneOf, text } from "./value-schemas.ts";

/** Debian suites whose versions are known. */
export const DEBIAN_SUITES = ["bookworm", "trixie"] as const;

/** Settings of recipes for other packaging systems. */
export interface RecipeConfig {
  readonly channels: readonly (typeof CHANNEL_IDS)[number][];
  readonly directory: string;
  readonly maintainer?: string | undefined;
  readonly "conda-maintainers": readonly string[];
  readonly "conda-names": Readonly<Record<string, string>>;
  readonly "debian-suite": (typeof DEBIAN_SUITES)[number];
  readonly "homebrew-python": string;
}

/** [tool.shipwheel.recipe]. */
export const recipeSection: v.GenericSchema<unknown, RecipeConfig> = v.strictObject({
  channels: v.optional(
    v.pipe(
      v.array(oneOf(CHANNEL_IDS), "must be a list"),
      v.description("The channels that `recipe` writes when none is named."),
    ),
    [...CHANNEL_IDS],
  ),
  directory: v.optional(
    v.pipe(
      text,
      v.regex(/^(?![/\\])(?!.*(?:^|[/\\])\.\.(?:[/\\]|$)).+$/, "must be a directory below the project"),
      v.description("Directory of the recipes, below the project."),
    ),
    "packaging",
  ),
  maintainer: v.optional(
    v.pipe(
      text,
      v.regex(
        /^[^<>\n]+ <[^<>\s@]+@[^<>\s@]+>$/,
        "must be a name and an address: Ada Lovelace <ada@example.org>",
      ),
      v.description(
        "Maintainer of the Debian package (default: the first maintainer or author with an address).",
      ),
    ),
  ),
  "conda-maintainers": v.optional(
    v.pipe(v.array(text, "must be a list"), v.description("GitHub names of the conda recipe's maintainers.")),
    [],
  ),
  "conda-names": v.optional(
    v.pipe(
      v.record(text, text, "must be a table"),
      v.description("Names of dependencies in the conda channel, where they differ from those on PyPI."),
    ),
    {},
  ),
  "debian-suite": v.optional(
    v.pipe(oneOf(DEBIAN_SUITES), v.description("Debian suite that the package is built for.")),
    "trixie",
  ),
  "homebrew-python": v.optional(
    v.pipe(
      text,
      v.regex(/^3\.\d+$/, "must be a minor version such as 3.14"),
      v.description("Minor version of Python that the Homebrew formula depends on."),
    ),
    "3.14",
  ),
});
