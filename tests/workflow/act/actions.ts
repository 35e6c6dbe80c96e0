import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { toolsDirectory } from "../../../scripts/workflow-tools.ts";

const HERE = import.meta.dirname;

const ARTIFACT_ACTIONS = {
  "upload-artifact": {
    inputs: ["name", "path", "if-no-files-found", "overwrite", "retention-days"],
    outputs: ["artifact-id", "artifact-digest"],
  },
  "download-artifact": {
    inputs: ["name", "path", "pattern", "artifact-ids", "merge-multiple", "digest-mismatch"],
    outputs: ["download-path"],
  },
} as const;

/**
 * GitHub's artifact actions, which are in no registry: actions of our own on the libraries that the originals are made
 * of. Bundled once, beside the tools.
 */
export async function artifactActions(): Promise<Readonly<Record<string, string>>> {
  const places = await Promise.all(
    Object.entries(ARTIFACT_ACTIONS).map(async ([name, { inputs, outputs }]) => {
      const source = join(HERE, "actions", `${name}.mjs`);
      const digest = createHash("sha256").update(readFileSync(source)).digest("hex").slice(0, 16);
      const directory = join(toolsDirectory(), "actions", `${name}-${digest}`);
      const bundle = join(directory, "index.mjs");
      if (!existsSync(bundle)) {
        mkdirSync(directory, { recursive: true });
        writeFileSync(join(directory, "action.yml"), definition(name, inputs, outputs));
        await build({
          entryPoints: [source],
          outfile: bundle,
          bundle: true,
          format: "esm",
          platform: "node",
          target: "node24",
          nodePaths: [join(toolsDirectory(), "npm", "node_modules")],
          banner: {
            js: 'import{createRequire as $cr}from"node:module";const require=$cr(import.meta.url);',
          },
          logLevel: "error",
        });
      }
      return [`actions/${name}`, directory] as const;
    }),
  );
  return Object.fromEntries(places);
}

function definition(name: string, inputs: readonly string[], outputs: readonly string[]): string {
  const rows = (names: readonly string[]): string =>
    names.map((each) => `  ${each}:\n    description: as the original's\n`).join("");
  return `name: ${name}\ndescription: stands in for the original\ninputs:\n${rows(inputs)}outputs:\n${rows(outputs)}runs:\n  using: node24\n  main: index.mjs\n`;
}
