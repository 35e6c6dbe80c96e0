import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bump, bumpFault, everything, pathsOf } from "../support/bump.ts";
import { gitRepository, type FileSet, type GitRepository } from "../support/git.ts";

const TODAY = /20\d\d-\d\d-\d\d/;
const project = (version: string, more = ""): FileSet => ({
  "pyproject.toml": `[project]\nname = "demo"\nversion = "${version}"\n${more}`,
});
const committed = (repository: GitRepository, path: string): string => {
  expect(repository.git("status", "--porcelain")).toBe("");
  return readFileSync(join(repository.root, path), "utf8").replace(TODAY, "DAY");
};

describe("one bump is the whole commit of a release", () => {
  test("Unreleased becomes the entry, in the commit that is tagged", async () => {
    using repository = gitRepository();
    const kept = "# Changelog\n\n## [Unreleased]\n\n- b\n\n## [1.0.0] - 1999-12-31\n\n- a\n";
    repository.commit("feat: a", { ...project("1.0.0"), "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("feat: b");
    await bump(repository.root);
    expect(pathsOf(repository)).toEqual(["CHANGELOG.md", "pyproject.toml"]);
    expect(repository.git("describe")).toBe("v1.1.0");
    expect(committed(repository, "CHANGELOG.md")).toBe(
      kept.replace("[Unreleased]\n", "[Unreleased]\n\n## [1.1.0] - DAY\n"),
    );
  });

  test("an entry that was begun under its number gets its day, and its link an end", async () => {
    using repository = gitRepository();
    const at = "https://github.com/good/demo/compare/v1.0.0...";
    const kept = `# Changelog\n\n## [1.0.1] - Unreleased\n\n- b\n\n## [1.0.0] - 1999-12-31\n\n- a\n\n[1.0.1]: ${at}HEAD\n`;
    repository.commit("feat: a", { ...project("1.0.0"), "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("fix: b");
    await bump(repository.root);
    expect(committed(repository, "CHANGELOG.md")).toBe(
      kept.replace("Unreleased", "DAY").replace(`${at}HEAD`, `${at}v1.0.1`),
    );
  });

  test("an entry that was begun under a lower number becomes that of the release", async () => {
    using repository = gitRepository();
    const at = "https://github.com/good/demo/compare/v1.0.0...";
    const kept = `# Changelog\n\n## [1.0.1] - Unreleased\n\n- b\n\n## [1.0.0] - 1999-12-31\n\n- a\n\n[1.0.1]: ${at}HEAD\n`;
    repository.commit("feat: a", { ...project("1.0.0"), "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("feat!: b");
    await bump(repository.root);
    expect(committed(repository, "CHANGELOG.md")).toBe(
      kept.replaceAll("1.0.1", "2.0.0").replace("Unreleased", "DAY").replace(`${at}HEAD`, `${at}v2.0.0`),
    );
    expect(repository.git("describe")).toBe("v2.0.0");
  });

  test("where an entry is required and nothing is told, nothing is made", async () => {
    using repository = gitRepository();
    const kept = "# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 1999-12-31\n\n- a\n";
    const required = "[tool.shipwheel.changelog]\nrequired = true\n";
    repository.commit("feat: a", { ...project("1.0.0", required), "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("feat: b");
    const before = everything(repository);
    expect(await bumpFault(repository.root)).toMatchObject({ code: "changelog/no-entry" });
    expect(everything(repository)).toEqual(before);
  });

  test("news fragments are joined and go, and they say the level", async () => {
    using repository = gitRepository();
    repository.commit(
      "Start",
      project("1.0.0", '[tool.towncrier]\nfilename = "NEWS.md"\ndirectory = "news"\n'),
    );
    repository.tag("v1.0.0");
    repository.commit("New", { "news/1.feature": "Thing.\n", "news/2.bugfix": "Cure.\n" });
    await bump(repository.root);
    expect(pathsOf(repository)).toEqual(["NEWS.md", "news/1.feature", "news/2.bugfix", "pyproject.toml"]);
    expect(repository.git("tag", "--points-at", "HEAD")).toBe("v1.1.0");
    expect(committed(repository, "NEWS.md")).toContain("1.1.0 (DAY)\n");
    expect(repository.git("ls-files", "news")).toBe("");
  });

  test("a project whose version is in the tags gets a commit where its changelog changes", async () => {
    using repository = gitRepository();
    const pyproject =
      '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=10"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n[tool.shipwheel.changelog]\nstyle = "conventional"\n';
    repository.commit("feat: a", { "pyproject.toml": pyproject });
    repository.tag("v1.0.0");
    repository.commit("fix: b");
    await bump(repository.root);
    expect(pathsOf(repository)).toEqual(["CHANGELOG.md"]);
    expect(repository.git("tag", "--points-at", "HEAD")).toBe("v1.0.1");
    expect(committed(repository, "CHANGELOG.md")).toBe(
      "# Changelog\n\n## 1.0.1 (DAY)\n\n### Bug fixes\n\n- b\n",
    );
  });

  test("a changelog that nobody keeps is not begun, and a pre-release leaves it alone", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", project("1.0.0"));
    repository.tag("v1.0.0");
    repository.commit("fix: b");
    await bump(repository.root);
    expect(pathsOf(repository)).toEqual(["pyproject.toml"]);
    repository.commit("fix: c", { "CHANGELOG.md": "# C\n\n## Unreleased\n\n- c\n" });
    await bump(repository.root, { words: "rc" });
    expect(pathsOf(repository)).toEqual(["pyproject.toml"]);
  });
});

describe("what would be lost is refused, and nothing has changed", () => {
  test("an entry that is not committed", async () => {
    using repository = gitRepository();
    const kept = "# C\n\n## 1.0.0\n\n- a\n";
    repository.commit("feat: a", { ...project("1.0.0"), "CHANGELOG.md": kept });
    repository.tag("v1.0.0");
    repository.commit("feat: b");
    repository.write({ "CHANGELOG.md": kept.replace("## 1.0.0", "## 1.1.0\n\n- b\n\n## 1.0.0") });
    const before = everything(repository);
    expect((await bumpFault(repository.root)).code).toBe("changelog/not-committed");
    expect(everything(repository)).toEqual(before);
  });

  test("fragments beside an entry of the version", async () => {
    using repository = gitRepository();
    repository.commit("Start", {
      ...project("1.0.0", '[tool.towncrier]\nfilename = "NEWS.md"\ndirectory = "news"\n'),
      "NEWS.md": "# 1.1.0\n\n- Thing.\n",
      "news/2.feature": "More.\n",
    });
    expect((await bumpFault(repository.root, { words: "1.1.0" })).code).toBe("changelog/entry-exists");
  });

  test("the commit of fragments is taken back when a hook refuses it", async () => {
    using repository = gitRepository();
    repository.commit(
      "Start",
      project("1.0.0", '[tool.towncrier]\nfilename = "NEWS.md"\ndirectory = "news"\n'),
    );
    repository.tag("v1.0.0");
    repository.commit("New", { "news/1.feature": "Thing.\n" });
    repository.write({ ".git/hooks/pre-commit": { text: "#!/bin/sh\nexit 1\n", executable: true } });
    const before = everything(repository);
    expect((await bumpFault(repository.root)).code).toBe("version/commit-failed");
    expect(everything(repository)).toEqual(before);
  });
});

test("a version that an entry announces as unreleased is the next one, whatever less the commits ask for", async () => {
  using repository = gitRepository();
  const history = (entry: string): string =>
    `History\n=======\n\n${entry}\n~~~~~~~~~~~~~~~~~~\n\n- x\n\n1.0.0 (2026-01-01)\n~~~~~~~~~~~~~~~~~~\n\n- first\n`;
  repository.commit("a", {
    "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0.0"\n',
    "HISTORY.rst": history("1.1.0 (unreleased)"),
  });
  repository.tag("v1.0.0", "v1.0.0");
  repository.commit("fix: b", { f: "1\n" });
  const { plan, reading } = await bump(repository.root);
  expect(plan?.tag).toBe("v1.1.0");
  expect(reading.notes).toContain("HISTORY.rst announces 1.1.0");
  expect(repository.git("show", "HEAD:HISTORY.rst")).toMatch(/^1\.1\.0 \(20\d\d-\d\d-\d\d\)$/m);
  repository.commit("feat!: c", { "HISTORY.rst": history("1.2.0 (unreleased)"), f: "2\n" });
  expect((await bump(repository.root, { dryRun: true })).plan?.tag).toBe("v2.0.0");
});
