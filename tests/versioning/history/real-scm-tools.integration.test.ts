import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { bump } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";
import { ask } from "../../support/history-version.ts";
import { findScmPython } from "../../support/python-tools.ts";

const PROJECT = '[project]\nname = "demo"\ndynamic = ["version"]\n';
const SCM = `[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=10"]\nbuild-backend = "setuptools.build_meta"\n${PROJECT}[tool.setuptools_scm]\n`;
const HATCH = `[build-system]\nrequires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"\n${PROJECT}[tool.hatch.build.targets.wheel]\npackages = ["demo"]\n[tool.hatch.version]\nsource = "vcs"\n`;
const EXCLUDE =
  '"git describe --dirty --tags --long --match *[0-9]* --exclude v[0-9]r* --exclude v[0-9][0-9]r*"';

interface Row {
  readonly title: string;
  readonly settings: string;
  /** Tags, each on a commit of its own. */
  readonly tags: readonly string[];
  /** The tag that a bump of a fix makes. */
  readonly next: string;
  /** Where the project is. */
  readonly folder?: string;
}

const ROWS: readonly Row[] = [
  {
    title: "setuptools-scm, tag.prefix",
    settings: `${SCM}tag.prefix = "py-v"\n`,
    tags: ["py-v1.4.0", "js-v9.0.0"],
    next: "py-v1.4.1",
  },
  {
    title: "setuptools-scm, tag_regex",
    settings: `${SCM}tag_regex = "^pkg-a/(?P<version>v?[0-9.]+)$"\ngit_describe_command = "git describe --dirty --tags --long --match pkg-a/*"\n`,
    tags: ["pkg-a/1.2.0", "pkg-b/3.0.0"],
    next: "pkg-a/1.2.1",
  },
  {
    title: "setuptools-scm, describe command",
    settings: `${SCM}scm.git.describe_command = ${EXCLUDE}\n`,
    tags: ["v7.2.0", "v6r7p27"],
    next: "v7.2.1",
  },
  {
    title: "setuptools-scm, tag.strict",
    settings: `${SCM}tag.strict = true\n`,
    tags: ["v0.1.0", "prof1"],
    next: "v0.1.1",
  },
  {
    title: "setuptools-scm, fallback_version",
    settings: `${SCM}fallback_version = "0.5"\n`,
    tags: [],
    next: "v0.6",
  },
  {
    title: "setuptools-scm, root",
    settings: `${SCM}root = "../.."\ntag.prefix = "pkg-a/"\n`,
    tags: ["pkg-a/1.2.0", "pkg-b/3.0.0"],
    next: "pkg-a/1.2.1",
    folder: "packages/a",
  },
  {
    title: "hatch-vcs, tag-pattern",
    settings: `${HATCH}tag-pattern = "^release_(?P<version>[0-9.]+)$"\n`,
    tags: ["release_1.4.0"],
    next: "release_1.4.1",
  },
  {
    title: "hatch-vcs, describe command",
    settings: `${HATCH}raw-options = { git_describe_command = ${EXCLUDE} }\n`,
    tags: ["v7.2.0", "v6r7p27"],
    next: "v7.2.1",
  },
  {
    title: "hatch-vcs, fallback-version",
    settings: `${HATCH}fallback-version = "0.5"\n`,
    tags: [],
    next: "v0.6",
  },
  {
    title: "hatch-vcs, root",
    settings: `${HATCH}raw-options = { root = "../..", tag_regex = "^pkg-a/(?P<version>[0-9.]+)$", git_describe_command = "git describe --dirty --tags --long --match pkg-a/*" }\n`,
    tags: ["pkg-a/1.2.0", "pkg-b/3.0.0"],
    next: "pkg-a/1.2.1",
    folder: "packages/a",
  },
];

/** What the tool itself says in that folder. */
function toolsVersion(root: string, isHatch: boolean): string {
  const command = isHatch ? ["-m", "hatchling", "version"] : ["-m", "setuptools_scm"];
  const env = { PATH: process.env["PATH"] ?? "", HOME: dirname(root), LC_ALL: "C.UTF-8" };
  const said = execFileSync(findScmPython(), command, { cwd: root, env, encoding: "utf8", stdio: "pipe" });
  return said.trim().split("\n").at(-1) ?? "";
}

function history({ settings, tags, folder = "." }: Row): { repository: GitRepository; root: string } {
  const repository = gitRepository();
  repository.commit("feat: a", {
    [join(folder, "pyproject.toml")]: settings,
    [join(folder, "demo/__init__.py")]: "",
  });
  for (const tag of tags) {
    repository.commit(`chore: ${tag}`, { [join(folder, "f")]: tag });
    repository.tag(tag, tag);
  }
  repository.commit("fix: b", { [join(folder, "f")]: "b" });
  return { repository, root: join(repository.root, folder) };
}

describe("what the tools themselves say, before a bump and at its tag", () => {
  test.each(ROWS)("$title", async (row) => {
    const { repository, root } = history(row);
    using _ = repository;
    const isHatch = row.settings.startsWith(HATCH);
    expect((await ask(root)).version).toBe(toolsVersion(root, isHatch));
    const { plan } = await bump(root);
    expect(plan?.tag).toBe(row.next);
    const version = toolsVersion(root, isHatch);
    expect(version).toBe(plan?.version);
    expect((await ask(root)).version).toBe(version);
    repository.commit("docs: c", { [join(row.folder ?? ".", "f")]: "c" });
    expect((await ask(root)).version).toBe(toolsVersion(root, isHatch));
  });
});
