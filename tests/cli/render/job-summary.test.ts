import { expect, test } from "vitest";
import { jobSummary } from "../../../src/cli/render/github/summary.ts";
import type { SummaryDocument } from "../../../src/cli/render/github/summary-document.ts";
import type { Finding } from "../../../src/findings/finding.ts";

const finding: Finding = {
  rule: "P001",
  slug: "direct-url-dependency",
  phase: "check",
  severity: "error",
  confidence: "certain",
  message: "the dependency <b>x</b> | is @everyone",
  location: { file: "pyproject.toml", line: 3, column: 1 },
  help: "name a version",
};

const run: SummaryDocument = {
  command: "rehearse",
  verdict: "green",
  phase: null,
  seconds: 301,
  project: { name: "demo", version: "1.0", commit: null },
  artifacts: [
    {
      file: "demo-1.0.tar.gz",
      path: "/o/demo-1.0.tar.gz",
      kind: "sdist",
      size: 1200,
      sha256: "ab",
      entries: 3,
      members: [],
    },
  ],
  stages: [
    { id: "build", title: "build the sdist", outcome: "ok", startedAt: 0, seconds: 2 },
    { id: "later", title: "never reached", outcome: "skipped", startedAt: 0, seconds: 0 },
  ],
  findings: [],
};

test("a run: verdict, time against its budget, files, stages; what was not reached is left out", () => {
  expect(jobSummary(run, 300)).toBe(
    [
      "## ✅ rehearse · demo 1.0",
      "",
      "Took 5 min 1 s of 5 min 0 s ⚠️ over the budget.",
      "",
      "| file | size | sha256 |",
      "| --- | --- | --- |",
      "| `demo-1.0.tar.gz` | 1.2 kB | `ab` |",
      "",
      "| stage |  | time |  |",
      "| --- | --- | --- | --- |",
      "| build the sdist | ✅ | 2.0 s |  |",
      "",
    ].join("\n"),
  );
});

test("a finding's words are text: no markup, no mention, no further cell", () => {
  const page = jobSummary({ ...run, verdict: "red", phase: "check", findings: [finding] });
  expect(page).toContain("## ❌ rehearse · demo 1.0&#58; phase check");
  expect(page).toContain(
    "- ❌ **P001** (check) `pyproject.toml:3:1` the dependency &lt;b>x&lt;/b> &#124; is &#64;everyone<br>name a version",
  );
});

test("many findings: the first thirty, and how many more there are", () => {
  const page = jobSummary({ ...run, findings: Array.from({ length: 45 }, () => finding) });
  expect(page.match(/P001/g)).toHaveLength(30);
  expect(page).toContain("- and 15 more findings: see the report");
});

test("a release: its steps, the files of its rehearsal, how to install it", () => {
  const page = jobSummary({
    verdict: "green",
    project: "demo",
    version: "1.0",
    steps: [{ id: "tag", title: "make the tag v1.0", outcome: "already", detail: "" }],
    install: ["pip install demo==1.0"],
    rehearsal: run,
  } as unknown as SummaryDocument);
  expect(page).toContain("| make the tag v1.0 | ✅ |  |");
  expect(page).toContain("demo-1.0.tar.gz");
  expect(page).toContain("```console\npip install demo==1.0\n```");
});

test("a fault: its code, phase and remedy", () => {
  const error = {
    phase: "auth",
    code: "auth/no-credentials",
    message: "no token",
    cause: null,
    remedy: "set one",
  } as const;
  const page = jobSummary({ command: "publish", error });
  expect(page).toContain("## ❌ publish · shipwheel&#58; phase auth");
  expect(page).toContain("- ❌ **auth/no-credentials** (auth) no token<br>set one");
});
