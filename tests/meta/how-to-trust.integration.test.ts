import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { shellSteps } from "../support/documents.ts";
import { PLAYED_TOKEN } from "../support/played-github.ts";
import { repositoryText } from "../support/repository.ts";
import { runSteps } from "../support/run-steps.ts";

test("the how-to on trusted publishing runs, against the embedded index and a played GitHub", async () => {
  const home = mkdtempSync(join(tmpdir(), "shipwheel-how-to-"));
  const github = spawn(process.execPath, [join(import.meta.dirname, "../support/played-github-main.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const { value: api } = await createInterface({ input: github.stdout })[Symbol.asyncIterator]().next();
    const host = `export GITHUB_API_URL='${String(api)}' GITHUB_TOKEN='${PLAYED_TOKEN}'\n`;
    const steps = shellSteps(repositoryText("docs/how-to/trusted-publishing.md") ?? "");
    expect(steps.length).toBeGreaterThan(4);
    const { status, outputs } = runSteps([{ script: host, expected: [] }, ...steps], home);
    for (const [index, step] of steps.entries())
      for (const line of step.expected) expect(outputs[index + 1], step.script).toContain(line);
    expect(status, outputs.at(-1) ?? "").toBe(0);
  } finally {
    github.stdin.end();
    github.kill();
    rmSync(home, { recursive: true, force: true });
  }
});
