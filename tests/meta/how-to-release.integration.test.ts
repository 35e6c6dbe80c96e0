import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { shellSteps } from "../support/documents.ts";
import { repositoryText } from "../support/repository.ts";
import { runSteps } from "../support/run-steps.ts";

const home = mkdtempSync(join(tmpdir(), "shipwheel-how-to-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test.each([
  ["first-release", 5],
  ["recover-a-half-release", 4],
  ["private-index", 3],
  ["verify-a-release-offline", 2],
  ["publish-from-github-actions", 1],
  ["publish-from-gitlab-ci", 1],
  ["package-a-pull-request", 0],
  ["rehearse-a-workflow", 0],
  ["begin-a-project", 2],
  ["build-a-container-image", 2],
  ["package-for-conda", 3],
  ["package-for-debian", 1],
  ["package-for-homebrew", 1],
  ["try-every-way-to-install", 1],
  ["keep-state-across-an-upgrade", 1],
])("the how-to %s runs, command by command, and shows what it says", (name, blocks) => {
  const steps = shellSteps(repositoryText(`docs/how-to/${name}.md`) ?? "");
  expect(steps.length).toBeGreaterThan(blocks);
  // What is left running when a step fails must not keep the test waiting.
  const guarded = [{ script: "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n", expected: [] }, ...steps];
  const { status, outputs } = runSteps(guarded, home);
  for (const [index, step] of steps.entries()) {
    for (const line of step.expected) expect(outputs[index + 1], step.script).toContain(line);
  }
  expect(status, outputs.at(-1) ?? "").toBe(0);
});
