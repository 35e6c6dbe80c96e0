import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { SHIPWHEEL_VERSION } from "../../src/text/own-version.ts";
import { generateWorkflows } from "../../src/workflow/generate/read-facts.ts";

/** The workflows that the sound state of each example carries. */
export async function exampleWorkflows(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  await using node = nodePorts({});
  for (const { name } of stories) {
    const scratch = mkdtempSync(join(tmpdir(), "example-workflows-"));
    try {
      const directory = join(scratch, name);
      makeExample(name, "repaired", directory);
      const made = await generateWorkflows(
        { directory, shipwheel: SHIPWHEEL_VERSION, host: null },
        node.ports,
      );
      for (const { path, after, before, state } of made.files)
        pages.set(`examples/${name}/states/repaired/${path}`, state === "kept" ? (before ?? after) : after);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  return pages;
}
