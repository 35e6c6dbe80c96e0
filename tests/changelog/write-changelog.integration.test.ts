import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { applyEdits } from "../../src/git/apply-edits.ts";
import { changelogFindings } from "../../src/changelog/check-project-changelog.ts";
import { readEntry, typedVersion } from "../../src/changelog/write-changelog.ts";
import { releaseNotes } from "../../src/changelog/release-notes.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository } from "../support/git.ts";

const version = typedVersion("1.1.0", "a test");
const PYPROJECT =
  '[project]\nname = "demo"\nversion = "1.1.0"\n[project.urls]\nSource = "https://github.com/good/demo/tree/main"\n';
const request = { version, date: "2026-11-21" };

describe("from commits", () => {
  test("since the last release, links included; written once, and then refused", async () => {
    using repository = gitRepository();
    repository.commit("feat: first", { "pyproject.toml": PYPROJECT });
    repository.tag("v1.0.0");
    repository.commit("feat: second (#7)");
    repository.commit("fix!: third");
    await using node = nodePorts({});
    const entry = await readEntry(repository.root, request, node.ports);
    expect(entry.section).toBe(
      "## 1.1.0 (2026-11-21)\n\n### Breaking changes\n\n- third\n\n### Features\n\n- second ([#7](https://github.com/good/demo/issues/7))\n\n### Bug fixes\n\n- third\n",
    );
    const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    const before = await releaseNotes(tree, version, node.ports);
    repository.write({
      "pyproject.toml": `${PYPROJECT}[tool.shipwheel.changelog]\nstyle = "conventional"\n`,
    });
    await applyEdits(repository.root, entry.edits, node.ports);
    repository.commit("chore: changelog");
    await expect(readEntry(repository.root, request, node.ports)).rejects.toMatchObject({
      code: "changelog/entry-exists",
    });
    const written = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    expect((await releaseNotes(written, version, node.ports)).markdown).toBe(before.markdown);
  });
});

describe("from fragments", () => {
  test("of changes/, which go with the edits that write the entry; strangers are findings", async () => {
    using repository = gitRepository();
    repository.commit("first", {
      "pyproject.toml": PYPROJECT,
      "CHANGELOG.md": "# Changelog\n\n## 1.0.0 (2026-01-01)\n\n- First\n",
      "changes/README.md": "How.\n",
      "changes/new.md": "kind: added\n\nA thing.\n",
      "changes/odd.md": "?\n",
    });
    await using node = nodePorts({});
    const findings = await changelogFindings(repository.root, version, "2026-11-21", node.ports);
    expect(findings.map(({ rule, location }) => `${rule} ${location?.file}`)).toEqual([
      "H007 changes/odd.md",
    ]);
    const entry = await readEntry(repository.root, request, node.ports);
    await applyEdits(repository.root, entry.edits, node.ports);
    expect(readFileSync(join(repository.root, "CHANGELOG.md"), "utf8")).toBe(
      "# Changelog\n\n## 1.1.0 (2026-11-21)\n\n### Added\n\n- A thing.\n\n## 1.0.0 (2026-01-01)\n\n- First\n",
    );
    expect(
      ["new.md", "odd.md", "README.md"].map((name) => existsSync(join(repository.root, "changes", name))),
    ).toEqual([false, true, true]);
  });

  test("what would come out differently from towncrier is refused by name", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": `${PYPROJECT}[tool.towncrier]\nwrap = true\n` });
    await using node = nodePorts({});
    await expect(readEntry(repository.root, request, node.ports)).rejects.toMatchObject({
      code: "changelog/bad-settings",
      message:
        "the settings of the changelog cannot be used: towncrier's wrap is not imitated; let towncrier write the changelog",
    });
  });
});

describe("kept by hand", () => {
  const kept = "# Changelog\n\n## [Unreleased]\n\n- Left\n\n## [1.0.0] - 2026-01-01\n\n- First\n";

  test("is checked, against the last release too, and never written", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": PYPROJECT, "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("second", { "CHANGELOG.md": kept.replace("- First", "- Never") });
    await using node = nodePorts({});
    const findings = await changelogFindings(repository.root, version, "2026-11-21", node.ports);
    expect(findings.map(({ rule, location }) => `${rule} ${location?.file}:${location?.line}`)).toEqual([
      "G007 CHANGELOG.md:undefined",
      "H005 CHANGELOG.md:3",
      "H006 CHANGELOG.md:7",
    ]);
    await expect(readEntry(repository.root, request, node.ports)).rejects.toMatchObject({
      code: "changelog/no-style",
    });
    const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    await expect(releaseNotes(tree, version, node.ports)).rejects.toMatchObject({
      code: "changelog/no-entry",
    });
  });
});
