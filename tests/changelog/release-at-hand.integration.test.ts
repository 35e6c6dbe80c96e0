import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkProjectChangelog } from "../../src/changelog/check-project-changelog.ts";
import type { ChangelogEntry } from "../../src/changelog/entry.ts";
import { readEntry, typedVersion } from "../../src/changelog/write-changelog.ts";
import {
  gitRepository,
  temporaryDirectory,
  writeFiles,
  type FileSet,
  type GitRepository,
} from "../support/git.ts";

const REQUEST = { version: null, date: "2026-11-30", offline: true } as const;
const project = (version: string, more = ""): FileSet => ({
  "pyproject.toml": `[project]\nname = "demo"\nversion = "${version}"\n${more}`,
});

/** The entry of the release at hand, and the rules that `--check` finds broken. */
async function read({
  root,
}: GitRepository): Promise<ChangelogEntry & { readonly broken: readonly string[] }> {
  await using node = nodePorts({});
  const entry = await readEntry(root, REQUEST, node.ports);
  const { findings } = await checkProjectChangelog(root, REQUEST, node.ports);
  return { ...entry, broken: findings.map(({ rule, message }) => `${rule} ${message}`) };
}

describe("between two releases the changelog is that of the next one", () => {
  test("of commits: what was released is not told again", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", project("1.0.0"));
    repository.tag("v1.0.0");
    repository.commit("fix: b");
    expect((await read(repository)).section).toBe("## 1.0.1 (2026-11-30)\n\n### Bug fixes\n\n- b\n");
  });

  test("of a project whose version is in the tags", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", {
      "pyproject.toml":
        '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=10"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n',
    });
    repository.tag("v1.0.0");
    repository.commit("feat: b");
    expect((await read(repository)).section).toBe("## 1.1.0 (2026-11-30)\n\n### Features\n\n- b\n");
  });

  test("of the conventional style with the last release in the file", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", {
      ...project("1.0.0", '[tool.shipwheel.changelog]\nstyle = "conventional"\n'),
      "CHANGELOG.md": "# Changelog\n\n## 1.0.0 (2023-11-14)\n\n### Features\n\n- a\n",
    });
    repository.tag("v1.0.0");
    repository.commit("feat: b");
    const { version, section, broken } = await read(repository);
    expect({ version, section, broken }).toEqual({
      version: "1.1.0",
      section: "## 1.1.0 (2026-11-30)\n\n### Features\n\n- b\n",
      broken: [],
    });
  });

  test("of a shallow clone, which says what it lacks", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", project("1.0.0"));
    repository.commit("feat: b");
    repository.tag("v1.0.0");
    using around = temporaryDirectory();
    const root = join(around.path, "clone");
    repository.git("clone", "--quiet", "--depth=1", `file://${repository.root}`, root);
    await using node = nodePorts({});
    const { section, note } = await readEntry(root, REQUEST, node.ports);
    expect(section).toContain("- b\n");
    expect(note).toContain("git fetch --unshallow --tags");
  });

  test("of a package in a repository: what its next version counts", async () => {
    using repository = gitRepository();
    const member = (name: string, more = ""): string =>
      `[project]\nname = "${name}"\nversion = "0.3.0"\n${more}`;
    const sources = 'dependencies = ["core"]\n[tool.uv.sources]\ncore = { workspace = true }\n';
    repository.commit("feat: a", {
      "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      "packages/core/pyproject.toml": member("core"),
      "packages/app/pyproject.toml": member("app", sources),
    });
    repository.tag("core-v0.3.0");
    repository.tag("app-v0.3.0");
    repository.commit("feat: of the core", { "packages/core/x.py": "x = 1\n" });
    repository.commit("feat: of no package", { "x.py": "x = 1\n" });
    await using node = nodePorts({});
    const { section } = await readEntry(join(repository.root, "packages/app"), REQUEST, node.ports);
    expect(section).toBe("## 0.4.0 (2026-11-30)\n\n### Features\n\n- of the core\n");
  });

  test("of an archive without git, where the version is in the tags", async () => {
    using directory = temporaryDirectory();
    writeFiles(directory.path, {
      "pyproject.toml":
        '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=10"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n',
      "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- b\n",
    });
    await using node = nodePorts({});
    const { section, note } = await readEntry(directory.path, REQUEST, node.ports);
    expect(section).toBe("## Unreleased\n\n- b\n");
    expect(note).toContain("set it with --for VERSION");
  });

  test("of news fragments, which say what comes next", async () => {
    using repository = gitRepository();
    repository.commit("Start", {
      ...project("1.0.0", '[tool.towncrier]\nfilename = "NEWS.rst"\ndirectory = "changelog"\n'),
      "NEWS.rst": "demo 1.0.0 (2020-01-01)\n=======================\n\nOld.\n",
    });
    repository.tag("1.0.0");
    repository.commit("Add a hook (#12)", {
      "changelog/12.feature.rst": "New hook.\n",
      "changelog/13.removal.rst": "Gone.\n",
    });
    const { version, section, broken } = await read(repository);
    expect({ version, broken }).toEqual({ version: "2.0.0", broken: [] });
    expect(section).toContain("demo 2.0.0 (2026-11-30)\n=======================\n");
  });

  test("of a changelog kept by hand: what is unreleased is no defect, and is the entry", async () => {
    using repository = gitRepository();
    const kept = "# Changelog\n\n## [UNRELEASED]\n\n## 1.2.0 (2026-01-01)\n\n- a\n";
    repository.commit("feat: a", { ...project("1.2.0"), "CHANGELOG.md": kept });
    repository.tag("v1.2.0");
    repository.commit("feat: b", {
      "CHANGELOG.md": kept.replace("[UNRELEASED]\n", "[UNRELEASED]\n\n### Added\n\n- b\n"),
    });
    const { version, section, broken } = await read(repository);
    expect({ version, section, broken }).toEqual({
      version: "1.3.0",
      section: "## 1.3.0 (2026-11-30)\n\n### Added\n\n- b\n",
      broken: [],
    });
  });

  test("of a project that does not write conventional commits: what is unreleased, without a version", async () => {
    using repository = gitRepository();
    const kept = "# Changelog\n\n## Unreleased\n\n- b\n\n## 1.2.0\n\n- a\n";
    repository.commit("Release", { ...project("1.2.0"), "CHANGELOG.md": kept });
    repository.tag("v1.2.0");
    repository.commit("More");
    expect(await read(repository)).toMatchObject({
      version: null,
      section: "## Unreleased\n\n- b\n",
      edits: [],
      broken: [],
    });
  });
});

describe("a release that is out has its own entry", () => {
  const kept = "# Changelog\n\n## 1.2.0 (2026-01-01)\n\n- a\n";

  test("at its tag", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", { ...project("1.2.0"), "CHANGELOG.md": kept });
    repository.tag("v1.2.0");
    expect(await read(repository)).toMatchObject({
      version: "1.2.0",
      origin: "entry",
      section: "## 1.2.0 (2026-01-01)\n\n- a\n",
      broken: [],
    });
  });

  test("behind it nothing is to be told", async () => {
    using repository = gitRepository();
    repository.commit("feat: a", { ...project("1.2.0"), "CHANGELOG.md": kept });
    repository.tag("v1.2.0");
    repository.commit("More");
    expect(await read(repository)).toMatchObject({
      version: null,
      section: "",
      note: "CHANGELOG.md has nothing unreleased since v1.2.0",
      broken: [],
    });
  });
});

test("of a final release all since the last final one is told, unless a pre-release has its entry", async () => {
  using repository = gitRepository();
  repository.commit("feat: a", project("1.0.0", '[tool.shipwheel.changelog]\nstyle = "conventional"\n'));
  repository.tag("v1.0.0");
  repository.commit("feat: b");
  repository.tag("v1.1.0rc1");
  repository.commit("fix: c");
  const all = "## 1.1.0 (2026-11-30)\n\n### Features\n\n- b\n\n### Bug fixes\n\n- c\n";
  expect((await read(repository)).section).toBe(all);
  await using node = nodePorts({});
  const named = { ...REQUEST, version: typedVersion("1.1.0", "a test") };
  expect((await readEntry(repository.root, named, node.ports)).section).toBe(all);
  repository.commit("docs: d", { "CHANGELOG.md": "# C\n\n## 1.1.0rc1\n\n- b\n" });
  expect((await read(repository)).section).toBe("## 1.1.0\n\n### Bug fixes\n\n- c\n");
});

test("the entry of 8.5.0 is that of 8.5.0.dev0", async () => {
  using repository = gitRepository();
  repository.commit("start 8.5.0", {
    ...project("8.5.0.dev0"),
    "CHANGES.md":
      "# Changes\n\n## Version 8.5.0\n\nUnreleased\n\n- b\n\n## Version 8.4.2\n\nReleased 2026-01-01\n\n- a\n",
  });
  const { version, section, broken, edits } = await read(repository);
  expect({ version, section, broken }).toEqual({
    version: "8.5.0",
    section: "## Version 8.5.0\n\nReleased 2026-11-30\n\n- b\n",
    broken: [],
  });
  expect(edits).toHaveLength(1);
});

test("a tag of an earlier version than the file states does not name the release", async () => {
  using repository = gitRepository();
  repository.commit("Start", {
    ...project("1.0.0", '[tool.towncrier]\nfilename = "NEWS.rst"\ndirectory = "newsfragments"\n'),
    "NEWS.rst": "demo 0.9.0 (2020-01-01)\n=======================\n\nOld.\n",
    "newsfragments/0012.bugfix.rst": "Twelve.\n",
  });
  repository.tag("v0.9.0");
  expect(await read(repository)).toMatchObject({ version: "1.0.0", origin: "fragments" });
});

test("no changelog, and none required", async () => {
  using repository = gitRepository();
  repository.commit("Start", project("1.0.0", '[tool.shipwheel.changelog]\nstyle = "manual"\n'));
  repository.tag("v1.0.0");
  expect(await read(repository)).toMatchObject({ section: "", note: "there is no CHANGELOG.md", broken: [] });
});
