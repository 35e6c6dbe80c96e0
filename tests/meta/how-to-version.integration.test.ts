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
  ["version-from-static", 4],
  ["version-from-setuptools-scm", 4],
  ["version-monorepo", 2],
  ["what-did-i-change", 3],
  ["prove-what-was-built", 3],
  ["gate-a-release", 2],
])("the how-to %s runs, command by command, and shows what it says", (name, blocks) => {
  const steps = shellSteps(repositoryText(`docs/how-to/${name}.md`) ?? "");
  expect(steps.length).toBeGreaterThan(blocks);
  const { status, outputs } = runSteps(steps, home);
  for (const [index, step] of steps.entries()) {
    for (const line of step.expected) expect(outputs[index], step.script).toContain(line);
  }
  expect(status, outputs.at(-1) ?? "").toBe(0);
});
