import { expect, test } from "vitest";
import type { RunReport } from "../../src/engine/report.ts";
import { coverageOf } from "../../src/engine/trial-coverage.ts";
import { verdictLine } from "../../src/cli/render/report-text.ts";
import { failed, succeeded, type Attempt } from "../../src/verify/attempt.ts";
import type { Trial } from "../../src/verify/trial.ts";

const plain = { good: String, error: String } as never;
const finding = {
  rule: "I005",
  slug: "script-hangs",
  phase: "verify",
  severity: "warning",
  confidence: "certain",
  message: "demo --help was still running after 60 seconds",
} as const;

function sentence(trial: Partial<Trial>, command: "rehearse" | "verify" = "verify"): string {
  const whole = { imported: [], met: [], notTried: [], attempts: [], ...trial } as unknown as Trial;
  const summary = { ignored: 0, waived: 0, notTried: 0, exempt: 0 };
  const project = { name: "demo", version: "1.0", worktree: false };
  const report = { command, verdict: "green", findings: [], summary, project, shown: coverageOf([whole]) };
  return verdictLine(report as unknown as RunReport, plain).replace(/ · .*/, "");
}

const met = { imported: ["demo", "demo.cli"], met: ["demo", "demo.cli"] };
const script = (attempt: Attempt): Partial<Trial> => ({ ...met, attempts: [attempt] });

test.each<readonly [string, Partial<Trial>]>([
  ["installs, imports and runs", met],
  ["installs, imports and runs", script(succeeded("script", "demo"))],
  [
    "installs, imports and runs",
    script(failed("script", "demo", "exits with 2", { exemption: { kind: "unasked", reason: "usage" } })),
  ],
  ["installs; 0 modules imported", {}],
  ["installs; 0 modules imported, demo not imported", { met: ["demo"] }],
  ["installs; demo imported only with an extra or host application", { ...met, importedWithMore: ["demo"] }],
  [
    "installs and imports; script demo not run",
    script(
      failed("script", "demo", "hangs", { exemption: { kind: "unasked", reason: "it hangs" }, finding }),
    ),
  ],
  [
    "installs and imports; script demo not run",
    { ...met, notTried: [{ kind: "script", name: "demo", reason: "later (configuration)" }] },
  ],
])("the verdict promises what was shown: %s", (words, trial) => {
  expect(sentence(trial)).toBe(`PASSED: demo 1.0 ${words}`);
});

test("a script that ran in one trial has run, and a rehearsal says that the index accepts the release", () => {
  const attempts = [
    failed("script", "demo", "exits with 1", { exemption: { kind: "extra", reason: "it asks for [cli]" } }),
    succeeded("script", "demo"),
  ];
  expect(sentence({ ...met, attempts }, "rehearse")).toBe(
    "PASSED: demo 1.0 would be accepted by the index, and it installs, imports and runs",
  );
});
