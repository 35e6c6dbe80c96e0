import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shellSteps } from "../support/documents.ts";
import { repositoryText } from "../support/repository.ts";
import { runSteps } from "../support/run-steps.ts";

test("the how-to on the audit runs without network", () => {
  const home = mkdtempSync(join(tmpdir(), "shipwheel-how-to-"));
  try {
    const steps = shellSteps(repositoryText("docs/how-to/scan-before-you-ship.md") ?? "");
    expect(steps).toHaveLength(3);
    const { status, outputs } = runSteps(steps, home);
    for (const [index, step] of steps.entries())
      for (const line of step.expected) expect(outputs[index], step.script).toContain(line);
    expect(status, outputs.at(-1) ?? "").toBe(0);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
