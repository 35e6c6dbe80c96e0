import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { applyEdits } from "../../src/git/apply-edits.ts";
import { checkProjectChangelog } from "../../src/changelog/check-project-changelog.ts";
import { readEntry, typedVersion } from "../../src/changelog/write-changelog.ts";
import { releaseNotes } from "../../src/changelog/release-notes.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository } from "../support/git.ts";

const version = typedVersion("1.1.0", "a test");
const PYPROJECT =
  '[project]\nname = "demo"\nversion = "1.1.0"\n[project.urls]\nSource = "https://github.com/good/demo/tree/main"\n';
const request = { version, date: "2026-11-21" };

describe("from commits", () => {
  test("since the last release, links included; written once, and then read", async () => {
    using repository = gitRepository();
    repository.commit("feat: first", { "pyproject.toml": PYPROJECT });
    repository.tag("v1.0.0");
    repository.commit("feat: second (#7)");
    repository.commit("fix!: third");
    await using node = nodePorts({});
    const entry = await readEntry(repository.root, request, node.ports);
    expect(entry.section).toBe(
      "## 1.1.0 (2026-11-21)\n\n### Breaking changes\n\n- third\n\n### Features\n\n- second ([#7](https://github.com/good/demo/issues/7))\n",
    );
    const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    const before = await releaseNotes(tree, version, node.ports);
    repository.write({
      "pyproject.toml": `${PYPROJECT}[tool.shipwheel.changelog]\nstyle = "conventional"\n`,
    });
    await applyEdits(repository.root, entry.edits, node.ports);
    repository.commit("chore: changelog");
    expect(await readEntry(repository.root, request, node.ports)).toMatchObject({
      origin: "entry",
      section: entry.section,
      edits: [],
    });
    const written = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    expect((await releaseNotes(written, version, node.ports)).markdown).toBe(before.markdown);
  });

  // nedbat/scriv#62
  test("the first generated entry stands apart from the one that began the file", async () => {
    using repository = gitRepository();
    const old = "# 0.17.5 (Fri Sep 02 2022)\n\n## Bug Fix\n\n- old\n";
    repository.commit("chore: a", {
      "pyproject.toml":
        '[project]\nname = "demo"\nversion = "0.17.6"\n[tool.shipwheel.changelog]\nstyle = "conventional"\n',
      "CHANGELOG.md": old,
    });
    repository.tag("v0.17.5");
    repository.commit("test: c");
    repository.commit("fix: quick");
    await using node = nodePorts({});
    const asked = { version: typedVersion("0.17.6", "a test"), date: "2026-11-21" };
    await applyEdits(
      repository.root,
      (await readEntry(repository.root, asked, node.ports)).edits,
      node.ports,
    );
    expect(readFileSync(join(repository.root, "CHANGELOG.md"), "utf8")).toBe(
      `# 0.17.6 (2026-11-21)\n\n## Bug fixes\n\n- quick\n\n${old}`,
    );
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
    const { findings } = await checkProjectChangelog(repository.root, request, node.ports);
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

  test("what only towncrier can write is written by towncrier, in a copy", async () => {
    using repository = gitRepository();
    const old = "# News\n\n<!-- start -->\n\n# demo 1.0.0\n\n- Old\n";
    repository.commit("first", {
      "pyproject.toml": `${PYPROJECT}[tool.towncrier]\nname = "demo"\ntitle_format = "# {name} {version} ({project_date})"\nunderlines = ["", "", ""]\nfilename = "NEWS.md"\ndirectory = "news.d"\ntemplate = "news.d/form.md.jinja"\nstart_string = "<!-- start -->\\n"\n`,
      "NEWS.md": old,
      "news.d/12.feature.md": "A thing.\n",
      "news.d/form.md.jinja":
        "{% for section in sections.values() %}{% for kind in section %}{% for text in section[kind] %}* {{ text }}!\n{% endfor %}{% endfor %}{% endfor %}",
    });
    await using node = nodePorts({});
    const entry = await readEntry(repository.root, request, node.ports);
    expect(entry.section).toBe("# demo 1.1.0 (2026-11-21)\n\n* A thing.!\n");
    expect(repository.git("status", "--porcelain")).toBe("");
    await applyEdits(repository.root, entry.edits, node.ports);
    expect(repository.git("status", "--porcelain").split("\n")).toEqual([
      "M NEWS.md",
      " D news.d/12.feature.md",
    ]);
    const text = readFileSync(join(repository.root, "NEWS.md"), "utf8");
    expect(text.endsWith("# demo 1.0.0\n\n- Old\n")).toBe(true);
    expect((await readEntry(repository.root, request, node.ports)).origin).toBe("entry");
  });
});

describe("kept by hand", () => {
  const kept = "# Changelog\n\n## [Unreleased]\n\n- Left\n\n## [1.0.0] - 2026-01-01\n\n- First\n";

  test("is checked, against the last release too; Unreleased becomes the entry", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": PYPROJECT, "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("second", { "CHANGELOG.md": kept.replace("- First", "- Never") });
    await using node = nodePorts({});
    const rules = async (): Promise<readonly string[]> => {
      const { findings } = await checkProjectChangelog(repository.root, request, node.ports);
      return findings.map(({ rule, location }) => `${rule} ${location?.file}:${location?.line}`);
    };
    expect(await rules()).toEqual(["H006 CHANGELOG.md:7"]);
    const entry = await readEntry(repository.root, request, node.ports);
    expect(entry.section).toBe("## [1.1.0] - 2026-11-21\n\n- Left\n");
    repository.git("tag", "v1.1.0");
    expect(await rules()).toEqual([
      "G007 CHANGELOG.md:undefined",
      "H005 CHANGELOG.md:3",
      "H006 CHANGELOG.md:7",
    ]);
    const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    await expect(releaseNotes(tree, version, node.ports)).rejects.toMatchObject({
      code: "changelog/no-entry",
    });
  });
});
