import { IMAGE_TEMPLATES } from "../../../config/channel-ids.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { RECIPE_OPTIONS, writeRecipes } from "./write-recipes.ts";

/** `shipwheel image`: a Containerfile that installs the released wheel. */
export const imageCommand: CommandDefinition = defineCommand({
  name: "image",
  summary: "write a Containerfile that installs the released wheel by its digest",
  group: "Publish and verify",
  examples: [
    { run: "shipwheel image --from demo==1.2.0", what: "from the published files" },
    { run: "shipwheel image --check", what: "exit with 1 if it is out of date" },
  ],
  description:
    "Writes packaging/image/Containerfile, requirements.lock and .dockerignore. The lock has the SHA-256 of the wheel and of every dependency; the image has no source, no build tools and no root user, and writes to /data only. Settings are in [tool.shipwheel.image].",
  arguments: [],
  options: {
    ...RECIPE_OPTIONS,
    template: {
      kind: "choice",
      scope: "image",
      value: "<name>",
      choices: IMAGE_TEMPLATES,
      help: "what the container does (default: as configured)",
    },
  },
  run({ session, options }) {
    const { template } = options;
    return writeRecipes(session, ["image"], options, template === undefined ? {} : { template });
  },
});
