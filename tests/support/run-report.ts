import { GATE_RESULTS } from "./gate-results.ts";
import { documentHead } from "../../src/text/document-head.ts";
import { foreignHtml } from "../../src/html/foreign-html.ts";
import type { StepReport } from "../../src/engine/steps/run-steps.ts";
import type { Evidence, Released } from "../../src/engine/page/evidence.ts";
import type { RunReport, TrialReport } from "../../src/engine/report.ts";
import type { Finding, Severity } from "../../src/findings/finding.ts";

/** A finding with everything that a card shows. */
export function findingOf(severity: Severity, more: Partial<Finding> = {}): Finding {
  return {
    rule: "P010",
    slug: "dev-tool-required",
    phase: "check",
    severity,
    confidence: "certain",
    message: "pytest is a development tool, but every user has to install it",
    location: { file: "pyproject.toml", line: 33, column: 5, endColumn: 11, excerpt: '    pytest = "^8.2"' },
    related: [
      { file: "demo-1.0.tar.gz!/demo-1.0/PKG-INFO", line: 25, column: 16, excerpt: "Requires-Dist: pytest" },
    ],
    why: "Every user installs it.",
    help: "move pytest to [dependency-groups] dev",
    details: { output: "Traceback (most recent call last):\n  boom\n" },
    ...more,
  };
}

/** A trial that works. */
export function trialOf(more: Partial<TrialReport> = {}): TrialReport {
  return {
    id: "wheel-uv-3.11",
    artifact: "wheel",
    source: "index",
    mode: "venv",
    extras: [],
    installer: "uv",
    python: "3.11.7",
    outcome: "ok",
    startedAt: 2.1,
    seconds: 1.5,
    steps: [{ name: "install", outcome: "ok", seconds: 1, detail: "demo 1.0" }],
    imported: ["demo", "demo.cli"],
    notTried: [{ kind: "module", name: "demo.windows", reason: "for Windows only" }],
    dependencies: ["click==8.1.7"],
    footprint: [
      { name: "click", version: "8.1.7", files: 20, bytes: 400_000 },
      { name: "demo", version: "1.0", files: 5, bytes: 9000 },
    ],
    commands: [
      { command: ["uv", "install", "demo==1.0"], status: 0, seconds: 1, output: "Installed 2 packages\n" },
      { command: ["demo", "--help"], status: 0, seconds: 0.2, output: "Usage: demo [OPTIONS]\n" },
    ],
    failures: [],
    ...more,
  };
}

/** A rehearsal that failed, with something in every part of its page. */
export function reportOf(more: Partial<RunReport> = {}): RunReport {
  return {
    ...documentHead("run"),
    command: "rehearse",
    verdict: "red",
    phase: "check",
    exitCode: 1,
    project: {
      name: "demo",
      version: "1.0",
      directory: "/home/me/demo",
      backend: "hatchling.build",
      commit: "0123456789abcdef0123456789abcdef01234567",
      tags: ["v1.0"],
      worktree: false,
      dirty: [],
    },
    startedAt: "2026-11-30T08:49:15.271Z",
    seconds: 5,
    tools: [
      { name: "shipwheel", version: "0.1.0" },
      { name: "uv", version: "0.13.8" },
    ],
    stages: [
      { id: "read", title: "read the project", outcome: "ok", startedAt: 0, seconds: 0.2 },
      {
        id: "build",
        title: "build sdist and wheel",
        outcome: "ok",
        startedAt: 0.2,
        seconds: 1.8,
        after: "read",
      },
      {
        id: "check",
        title: "check the project",
        outcome: "failed",
        startedAt: 2,
        seconds: 1,
        after: "build",
      },
      {
        id: "verify",
        title: "install and smoke-test",
        outcome: "ok",
        startedAt: 2,
        seconds: 3,
        after: "build",
      },
      {
        id: "sbom",
        title: "write the bill of materials",
        outcome: "skipped",
        startedAt: 5,
        seconds: 0,
        detail: "the check failed",
      },
    ],
    steps: [
      { id: "tag", title: "tag 0123456789ab as v1.0", phase: "version", reversible: true, subject: "v1.0" },
      {
        id: "upload",
        title: "upload the distributions to PyPI",
        phase: "publish",
        reversible: false,
        subject: "PyPI",
      },
    ],
    findings: [
      findingOf("info", { rule: "M006" }),
      findingOf("warning"),
      findingOf("error", { rule: "W009", message: "the wheel contains no project files" }),
    ],
    skipped: [{ rule: "N003", reason: "needs an index (--online)" }],
    ignored: [{ rule: "F001", message: "a file is large", reason: "test data" }],
    waived: [{ rule: "I001", message: "cannot be imported", reason: "needs a GPU", until: "2027-01-31" }],
    summary: {
      errors: 1,
      warnings: 1,
      infos: 1,
      rules: 319,
      skipped: 1,
      ignored: 1,
      waived: 1,
      notTried: 1,
      exempt: 0,
    },
    shown: { modules: 2, notImported: [], withMore: [], notRun: [] },
    artifacts: [
      {
        file: "demo-1.0-py3-none-any.whl",
        path: "/tmp/run/dist/demo-1.0-py3-none-any.whl",
        kind: "wheel",
        size: 4000,
        sha256: "ab".repeat(32),
        entries: 3,
        members: [
          { path: "demo/__init__.py", size: 300 },
          { path: "demo/cli.py", size: 5000 },
          { path: "demo-1.0.dist-info/METADATA", size: 900 },
        ],
      },
      {
        file: "demo-1.0.tar.gz",
        path: "/tmp/run/dist/demo-1.0.tar.gz",
        kind: "sdist",
        size: 3000,
        sha256: "cd".repeat(32),
        entries: 1,
        members: [{ path: "demo-1.0/PKG-INFO", size: 900 }],
      },
    ],
    metadata: [
      { name: "metadata-version", value: "2.4" },
      { name: "name", value: "demo" },
      { name: "version", value: "1.0" },
      { name: "project-url", value: "Homepage, https://example.com/demo" },
      { name: "classifier", value: "Programming Language :: Python :: 3" },
      { name: "classifier", value: "Typing :: Typed" },
      { name: "requires-dist", value: "click>=8" },
    ],
    entryPoints: [{ group: "console_scripts", name: "demo", target: "demo.cli:main" }],
    attestations: [{ file: "demo-1.0-py3-none-any.whl", kind: "publish" }],
    trials: [
      trialOf(),
      trialOf({
        artifact: "sdist",
        installer: "pip",
        outcome: "failed",
        steps: [{ name: "install", outcome: "failed", seconds: 1 }],
        commands: [
          {
            command: ["pip", "install", "demo==1.0"],
            status: 1,
            seconds: 1,
            output: "error: no module named setuptools\n",
          },
        ],
        failures: [
          { kind: "install", name: "demo==1.0", detail: "pip ended with 1", exemption: null, rule: "W009" },
        ],
      }),
    ],
    gates: GATE_RESULTS,
    skippedGates: [{ name: "nox", reason: "no network" }],
    publication: [
      { file: "demo-1.0-py3-none-any.whl", outcome: "stored", status: 200, message: "" },
      { file: "demo-1.0.tar.gz", outcome: "refused", status: 400, message: "400 Invalid distribution file" },
    ],
    output: {
      directory: "/tmp/run",
      record: "/tmp/run/record.jsonl",
      report: "/tmp/run/report.html",
      logs: "/tmp/run/logs",
    },
    processes: { uv: 4, git: 3 },
    ...more,
  };
}

/** What the page of {@link reportOf} shows besides it. */
export function evidenceOf(more: Partial<Evidence> = {}): Evidence {
  return {
    readme: { html: foreignHtml(README, "README"), contentType: "text/markdown" },
    previous: {
      version: "0.9",
      members: [
        { path: "demo/cli.py", size: 4000 },
        { path: "demo/old.py", size: 10 },
        { path: "demo-0.9.dist-info/METADATA", size: 900 },
      ],
      metadata: [
        { name: "version", value: "0.9" },
        { name: "requires-dist", value: "click>=7" },
      ],
    },
    files: [
      "report.json",
      "record.jsonl",
      "demo-1.0.cdx.json",
      "dist/demo-1.0-py3-none-any.whl",
      "logs/build.log",
    ],
    logs: [{ path: "logs/build.log", text: "Successfully built demo-1.0.tar.gz\n" }],
    released: null,
    rules: new Map([["W009", { title: "the wheel is empty", what: "What.", why: "Why.", fix: "Fix." }]]),
    ...more,
  };
}

/** A release that uploaded one file of two, and what it says of it. */
export function releasedOf(more: Partial<Released> = {}): Released {
  const step = (id: string, outcome: StepReport["outcome"], detail: string): StepReport => ({
    id,
    title: `step ${id}`,
    reversible: id !== "upload",
    outcome,
    detail,
    proof: null,
  });
  return {
    steps: [
      step("tag", "done", "v1.0 on 0123456789ab"),
      step("push-tag", "already", "origin has it"),
      step("upload", "failed", "the index answered 503"),
      step("announce", "open", "not reached"),
    ],
    findings: [findingOf("warning", { rule: "U009", message: "the index is slow" })],
    error: {
      phase: "unavailable",
      code: "publish/unavailable",
      message: "no answer",
      cause: null,
      remedy: "wait",
    },
    index: "PyPI",
    install: ["pip install demo==1.0"],
    complete: false,
    isPartly: true,
    ...more,
  };
}

const README = `<h1>demo</h1><p><a href="https://example.com/ci"><img alt="build" src="https://example.com/badge.svg"></a></p>
<h4>Install</h4><pre><code>pip install demo</code></pre><table><thead><tr><th></th><th>x</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<ul><li>one</li></ul>`;

/** The same value with every text in it replaced; what a type allows only some words for stays. */
export function withTexts<T>(value: T, write: (text: string) => string, kept: ReadonlySet<string>): T {
  if (typeof value === "string") return (kept.has(value) ? value : write(value)) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withTexts(each, write, kept)) as T;
  if (value instanceof Map || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withTexts(each as unknown, write, kept)]),
  ) as T;
}
