import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { makeExample } from "../examples/make-example.ts";
import {
  compareVersions,
  EXIT_CODES,
  Fault,
  nodePorts,
  parseVersion,
  rehearse,
  RULES,
} from "../src/index.ts";

test("a program rehearses a release, and gets the report as a value", async () => {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-library-"));
  try {
    await using node = nodePorts({});
    const project = join(directory, "lmstxt");
    makeExample("lmstxt", "repaired", project);
    const request = {
      directory: project,
      worktree: false,
      allowNoGit: false,
      offline: false,
      installers: ["uv"],
    } as const;
    const report = await rehearse(request, node.ports, join(directory, "out"));
    expect(report).toMatchObject({
      schema: 1,
      command: "rehearse",
      verdict: "green",
      findings: [],
      exitCode: 0,
    });
    expect(report.artifacts.length).toBe(2);
    // What the report names was written.
    const { report: page = "", record = "" } = report.output ?? {};
    expect(readFileSync(page, "utf8")).toContain(report.startedAt);
    expect(readFileSync(record, "utf8")).toContain('"run-ended"');
    expect(JSON.parse(readFileSync(join(directory, "out", "report.json"), "utf8"))).toEqual(report);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a program gets the parts, too", () => {
  const [a, b] = [parseVersion("1.0rc1"), parseVersion("1.0")];
  expect(a === null || b === null ? null : compareVersions(a, b)).toBe(-1);
  expect(RULES.length).toBeGreaterThan(20);
  expect(EXIT_CODES.verify).toBe(4);
  expect(Fault.prototype).toBeInstanceOf(Error);
});
