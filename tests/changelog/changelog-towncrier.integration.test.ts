import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { applyEdits } from "../../src/git/apply-edits.ts";
import { readEntry } from "../../src/changelog/write-changelog.ts";
import { parseVersion } from "../../src/version/pep440.ts";
import { gitRepository, temporaryDirectory, writeFiles, type FileSet } from "../support/git.ts";
import { towncrierBuild } from "../support/towncrier.ts";

const FRAGMENTS: FileSet = {
  "12.feature.md": "A thing that is new.\n",
  "7.feature.md": "Another, with `code`\nand a second line.\n\nAnd a paragraph.\n",
  "007.bugfix.2.md": "A second cure for 7.\n",
  "gh-10.bugfix": "An issue of a word.\n",
  "gh-4.bugfix": "An issue of the same word.\n",
  "+orphan.feature.md": "Of no issue.\n",
  "+another.feature.md": "Also of none.\n",
  // twisted/towncrier#584
  "+96333363.removal.md": "Gone for good.\n",
  "something-cool.feature.ext": "Cool.\n",
  "0012.bugfix": "Twelve.\n",
  "12.bugfix.1": "Twelve again.\n",
  "33.misc": "not shown\n",
  "1.misc.md": "",
  "14.doc": "Same text.\n",
  "15.doc.md": "Same text.\n",
  "2.removal.md": "Gone:\n\n- one\n- two\n",
  "fix-1.2.3.feature": "A name with dots.\n",
  "README.md": "What this is.\n",
};

const cases: readonly (readonly [name: string, file: string, settings: string, old: string | null])[] = [
  ["RST, no file yet", "NEWS.rst", "", null],
  [
    "RST with a name and a file",
    "NEWS.rst",
    'name = "Demo"\n',
    "Demo 1.0 (2020-01-01)\n=====================\n\n- old\n",
  ],
  [
    "RST with the marker",
    "NEWS.rst",
    "",
    "News\n====\n\n.. towncrier release notes start\n\n1.0 (2020-01-01)\n================\n\n- old\n",
  ],
  ["Markdown, no file yet", "CHANGES.md", "", null],
  [
    "Markdown with a marker, a title and links",
    "CHANGES.md",
    'title_format = "## {version} - {project_date}"\nissue_format = "[#{issue}](https://example.org/{issue})"\n',
    "# News\n\n<!-- towncrier release notes start -->\n\n## 1.0 - 2020-01-01\n\n- old\n",
  ],
  [
    "kinds of its own",
    "CHANGES.md",
    '[[tool.towncrier.type]]\ndirectory = "bugfix"\nname = "Cures"\nshowcontent = true\n[[tool.towncrier.type]]\ndirectory = "misc"\nname = "Other"\nshowcontent = true\n',
    null,
  ],
  [
    "kinds as a table",
    "CHANGES.md",
    '[tool.towncrier.fragment.misc]\n[tool.towncrier.fragment.feature]\nname = "New"\n',
    null,
  ],
  ["no bullets added", "CHANGES.md", "all_bullets = false\n", null],
];

test.each(cases)("%s: the same file as towncrier's", async (_name, file, settings, old) => {
  const pyproject = `[project]\nname = "demo"\nversion = "1.1"\n[tool.towncrier]\ndirectory = "news"\nfilename = "${file}"\n${settings}`;
  const files: FileSet = {
    "pyproject.toml": pyproject,
    ...Object.fromEntries(Object.entries(FRAGMENTS).map(([name, text]) => [`news/${name}`, text])),
    ...(old === null ? {} : { [file]: old }),
  };
  using theirs = gitRepository("theirs");
  theirs.commit("all", files);
  towncrierBuild(theirs.root, "1.1", "2026-11-21");
  using ours = temporaryDirectory("ours");
  writeFiles(ours.path, files);
  await using node = nodePorts({});
  const version = parseVersion("1.1");
  if (version === null) throw new Error();
  const entry = await readEntry(ours.path, { version, date: "2026-11-21" }, node.ports);
  await applyEdits(ours.path, entry.edits, node.ports);
  const text = (root: string): string => readFileSync(join(root, file), "utf8");
  // Blank lines between blocks are a matter of taste; every line with something on it is not.
  const said = (root: string): readonly string[] =>
    text(root)
      .split("\n")
      .filter((line) => line.trim() !== "");
  expect(said(ours.path)).toEqual(said(theirs.root));
  if (old !== null) expect(text(ours.path).endsWith(old.slice(old.indexOf("1.0")))).toBe(true);
  for (const name of Object.keys(FRAGMENTS)) {
    expect([name, existsSync(join(ours.path, "news", name))]).toEqual([
      name,
      existsSync(join(theirs.root, "news", name)),
    ]);
  }
});

// jaraco/skeleton#184
test("a package without a directory has its fragments inside, whatever lies beside it", async () => {
  const files: FileSet = {
    "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0.0"\n',
    "towncrier.toml": '[tool.towncrier]\npackage = "demo"\ntitle_format = "{version}"\n',
    "demo/__init__.py": "",
    "demo/newsfragments/1.feature.rst": "In the package.\n",
    "newsfragments/2.feature.rst": "In the root.\n",
    "NEWS.rst": "0.9.0\n=====\n\nOld.\n",
  };
  using theirs = gitRepository("theirs");
  theirs.commit("all", files);
  towncrierBuild(theirs.root, "1.0.0", "2026-11-21");
  using ours = temporaryDirectory("ours");
  writeFiles(ours.path, files);
  await using node = nodePorts({});
  const version = parseVersion("1.0.0");
  if (version === null) throw new Error();
  const entry = await readEntry(ours.path, { version, date: "2026-11-21" }, node.ports);
  expect(entry.section).toContain("In the package. (#1)");
  expect(entry.section).not.toContain("In the root.");
  await applyEdits(ours.path, entry.edits, node.ports);
  const said = (root: string): readonly string[] =>
    readFileSync(join(root, "NEWS.rst"), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "");
  expect(said(ours.path)).toEqual(said(theirs.root));
  for (const path of ["demo/newsfragments/1.feature.rst", "newsfragments/2.feature.rst"])
    expect([path, existsSync(join(ours.path, path))]).toEqual([path, existsSync(join(theirs.root, path))]);
});
