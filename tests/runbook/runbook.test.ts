import { expect, test } from "vitest";
import type { RunbookFacts } from "../../src/runbook/facts.ts";
import { runbookCommands, runbookDocument } from "../../src/runbook/document.ts";

const FACTS: RunbookFacts = {
  project: "demo",
  up: "../",
  tag: "vVERSION",
  versionFile: "pyproject.toml",
  workflows: [".github/workflows/release.yml"],
  publishers: [
    {
      index: "PyPI",
      job: "publish",
      file: ".github/workflows/release.yml",
      provider: "GitHub",
      form: [
        ["Owner", "ada"],
        ["Environment name", "pypi"],
      ],
    },
  ],
  environments: ["pypi"],
  requiresPython: ">=3.10",
  scripts: ["demo"],
  groups: ["demo.plugins"],
  host: "GitHub",
};

test("everything that a release needs is a section, in the order in which it is met", () => {
  const text = runbookDocument(FACTS, null);
  expect(Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title]) => title)).toEqual([
    "Publishing demo",
    "Once: accounts, publishers, environments",
    "Before each release: on your machine",
    "To TestPyPI",
    "The release",
    "Verify what was published",
    "When a release stops halfway",
    "Yank a bad release",
    "Without trusted publishing",
    "Support and compatibility",
    "Troubleshooting",
  ]);
  for (const words of [
    "two-factor",
    "| Owner | ada |",
    "`vVERSION`",
    "demo.plugins",
    "command not found",
    ">=3.10",
    "(../.github/workflows/release.yml)",
  ])
    expect(text).toContain(words);
});

test("a document of one's own is adopted: its text stays, around the markers and after a change", () => {
  const own = "# Releasing\n\nAsk Ada first.\n";
  const adopted = runbookDocument(FACTS, own);
  expect(adopted.startsWith("# Releasing\n\nAsk Ada first.\n\n<!--")).toBe(true);
  const edited = `${adopted}\n## Ours\n\nTell the list.\n`;
  const again = runbookDocument({ ...FACTS, environments: ["live"] }, edited);
  expect(again).toContain("Ask Ada first.");
  expect(again).toContain("## Ours\n\nTell the list.\n");
  expect(again).toContain("`live`");
  expect(runbookDocument({ ...FACTS, environments: ["live"] }, again)).toBe(again);
});

test("its commands are those of the sh blocks between the markers, and of no other block", () => {
  const own = "# Releasing\n\n```sh\nrm -rf /\n```\n";
  expect(runbookCommands(runbookDocument(FACTS, own))).toEqual([
    "shipwheel check .",
    "shipwheel rehearse",
    "shipwheel build --output release-files",
    "shipwheel publish --index testpypi release-files/*",
  ]);
  expect(runbookCommands(own)).toEqual([]);
});

test("no value of a workflow becomes a command", () => {
  const hostile = "x`\n```sh\nrm -rf /\n```\n\u001b[2J | <!-- end of shipwheel runbook -->";
  const facts: RunbookFacts = {
    ...FACTS,
    tag: hostile,
    environments: [hostile],
    scripts: [hostile],
    groups: [hostile],
    requiresPython: hostile,
    publishers: FACTS.publishers.map((each) => ({ ...each, job: hostile, form: [["Owner", hostile]] })),
  };
  const text = runbookDocument(facts, null);
  expect(runbookCommands(text)).toEqual(runbookCommands(runbookDocument(FACTS, null)));
  expect(text).not.toMatch(/^rm -rf/m);
  // eslint-disable-next-line no-control-regex -- what a terminal would obey
  expect(text).not.toMatch(/\u001b/);
});
