import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { REPOSITORY } from "../support/repository.ts";

const sound = { success: true, numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, testResults: [] };
const unloaded = { name: "x.test.ts", status: "failed", assertionResults: [] };

test.each([
  ["all well", sound, "7 passed, 0 failed"],
  ["a failed test", { ...sound, success: false, numFailedTests: 2 }, "7 passed, 2 failed"],
  [
    "a file that could not be loaded",
    { ...sound, success: false, testResults: [unloaded] },
    "7 passed, 1 failed",
  ],
  ["an error outside of every test", { ...sound, success: false }, "7 passed, 1 failed"],
])("%s", (_, report, line) => {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-count-"));
  try {
    const file = join(directory, "report.json");
    writeFileSync(file, JSON.stringify(report));
    const script = join(REPOSITORY, "scripts", "count-tests.ts");
    const { stdout } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
    expect(stdout).toBe(`${line}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
