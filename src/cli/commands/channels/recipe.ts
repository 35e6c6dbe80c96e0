import { CHANNEL_IDS } from "../../../config/channel-ids.ts";
import { fault } from "../../../findings/fault.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { RECIPE_OPTIONS, writeRecipes } from "./write-recipes.ts";

/** `shipwheel recipe`: packages of other systems, from the files of a release. */
export const recipeCommand: CommandDefinition = defineCommand({
  name: "recipe",
  summary: "write recipes for conda, Debian and Homebrew from the files of a release",
  group: "Publish and verify",
  examples: [
    {
      run: "shipwheel recipe --from demo==1.2.0",
      what: "every configured channel, from the published files",
    },
    { run: "shipwheel recipe conda --check", what: "exit with 1 if the recipe is out of date" },
  ],
  description:
    "Writes packaging/conda/recipe.yaml, packaging/debian/ and packaging/homebrew/NAME.rb from the metadata and digests of the sdist and wheel, and for Homebrew from the resolved dependencies. Reads the files of the last rehearsal unless --from names others. Files that were edited are kept unless --force is given; --check compares the version and digests in them.",
  arguments: [{ name: "[channels...]", description: `${CHANNEL_IDS.join(", ")} (default: as configured)` }],
  options: RECIPE_OPTIONS,
  run({ session, args, options }) {
    const unknown = args.find((each) => !(CHANNEL_IDS as readonly string[]).includes(each));
    if (unknown !== undefined)
      throw fault("usage/arguments", {
        reason: `there is no channel ${unknown}; the channels are ${CHANNEL_IDS.join(", ")}`,
        command: "recipe",
      });
    return writeRecipes(session, args, options);
  },
});
