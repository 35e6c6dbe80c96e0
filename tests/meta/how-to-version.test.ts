import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { shellSteps } from "../support/documents.ts";
import { repositoryText } from "../support/repository.ts";
import { runSteps } from "../support/run-steps.ts";

const home = mkdtempSync(join(tmpdir(), "shipwheel-how-to-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test(
  "the how-to on static versions runs, command by command, and shows what it says",
  { timeout: 240_000 },
  () => {
    const steps = shellSteps(repositoryText("docs/how-to/version-from-static.md") ?? "");
    expect(steps.length).toBeGreaterThan(4);
    const { status, outputs } = runSteps(steps, home);
    for (const [index, step] of steps.entries()) {
      for (const line of step.expected) expect(outputs[index], step.script).toContain(line);
    }
    expect(status, outputs.at(-1) ?? "").toBe(0);
  },
);
