import { applyChanges, type TextChange } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { builds } from "../../tree/workflows/commands.ts";
import { addInput } from "../../tree/workflows/edits.ts";
import { input } from "../../tree/workflows/model.ts";
import { workflows } from "../../tree/workflows/read-workflows.ts";

/** Workflows whose builds count the version from tags, with checkouts that fetch them: their new texts, by path. */
export async function withHistory(tree: SourceTree): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { file, jobs } of await workflows({ tree })) {
    const changes: TextChange[] = [];
    for (const { steps } of jobs) {
      const place = steps.findIndex(builds);
      for (const step of steps.slice(0, Math.max(0, place)))
        if (step.action === "actions/checkout" && input(step, "fetch-depth") === null) {
          const change = addInput(file, step, "fetch-depth: 0");
          if (change !== null) changes.push(change);
        }
    }
    if (changes.length > 0) found.set(file.path, applyChanges(file.text, changes));
  }
  return found;
}
