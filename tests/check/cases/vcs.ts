import { CLEAN_GIT, edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const OTHER = "b".repeat(40);
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`;
const SCM = edit(
  '["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\nversion = "1.0"',
  '["setuptools>=77", "setuptools_scm[toml]>=8"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\ndynamic = ["version"]',
);

/** Two commits after the last release. */
const BEHIND = {
  tags: [{ name: "v0.9", commit: OTHER }],
  tagsAtHead: [],
  describe: { tag: "v0.9", distance: 2 },
};

const HATCH = (text: string): string =>
  text.replace("setuptools>=77", "hatchling").replace("setuptools.build_meta", "hatchling.build");

/** Tags, the working tree, pointers. */
export const vcsCases: readonly RuleCase[] = [
  {
    code: "V001",
    fires: { git: { tags: [{ name: "v1.1", commit: CLEAN_GIT.head }], tagsAtHead: ["v1.1"] } },
    silent: { git: { tagsAtHead: ["latest", "stable-98", "other-2.0", "demo-1.0.0"] } },
    says: "HEAD is tagged v1.1, but the project's version is 1.0",
    at: "pyproject.toml:7",
  },
  {
    code: "V002",
    fires: { git: { dirty: [{ path: "src/demo/cli.py", kind: "changed" }] } },
    says: "one file differs from the commit: src/demo/cli.py",
  },
  {
    code: "V002",
    about: "line endings that another git left are told as such",
    fires: { git: { dirty: [{ path: "src/demo/cli.py", kind: "changed" }], onlyLineEndings: true } },
    says: "one file differs from the commit in line endings only: src/demo/cli.py",
    help: "core.autocrlf",
  },
  {
    code: "V002",
    about: "a version file that is tracked is dirty after each build",
    fires: {
      tree: {
        "pyproject.toml": (text) => `${text}\n[tool.setuptools_scm]\nversion_file = "src/demo/_version.py"\n`,
      },
      git: { dirty: [{ path: "src/demo/_version.py", kind: "changed" }] },
    },
    says: "one file differs from the commit, which the build writes: src/demo/_version.py",
    help: "git rm --cached src/demo/_version.py",
  },
  {
    code: "V002",
    about: "what is only untracked is a note",
    fires: { git: { dirty: [{ path: "notes.txt", kind: "untracked" }] } },
    says: "notes.txt",
    severity: "info",
  },
  {
    code: "V005",
    fires: {
      git: {
        tags: [{ name: "v1.0", commit: OTHER }],
        tagsAtHead: [],
        describe: { tag: "v0.9", distance: 3 },
      },
    },
    says: "the tag v1.0 for version 1.0 points to another commit",
  },
  {
    code: "V006",
    fires: {
      git: {
        tags: [{ name: "v1.0", commit: OTHER }],
        tagsAtHead: [],
        describe: { tag: "v1.0", distance: 2 },
      },
    },
    silent: {
      git: {
        tags: [{ name: "v0.9", commit: OTHER }],
        tagsAtHead: [],
        describe: { tag: "v0.9", distance: 2 },
      },
    },
    says: "HEAD is 2 commits later than v1.0",
  },
  { code: "V008", fires: { wheel: (good) => good.file("demo/model.bin", POINTER) }, says: "demo/model.bin" },
  {
    code: "V009",
    fires: {
      tree: { "pyproject.toml": SCM },
      git: { shallow: true, tags: [], tagsAtHead: [], describe: null },
    },
    silent: { tree: { "pyproject.toml": SCM }, git: { shallow: true } },
    says: "shallow",
  },
  {
    code: "V020",
    fires: { tree: { "pyproject.toml": SCM }, git: { tags: [], tagsAtHead: [], describe: null } },
    silent: { git: { tags: [], tagsAtHead: [], describe: null } },
    says: "no tag of the form v{version} is reachable",
  },
  {
    code: "V021",
    fires: {
      tree: { "pyproject.toml": SCM },
      git: BEHIND,
      history: (plain) => ({ ...plain, git: plain.git && { ...plain.git, unusable: "v1.0-final" } }),
    },
    silent: { tree: { "pyproject.toml": SCM }, git: BEHIND },
    says: "v1.0-final is nearer than v0.9",
  },
  {
    code: "V022",
    fires: {
      git: {
        tags: [{ name: "v1.4", commit: OTHER }],
        tagsAtHead: [],
        describe: { tag: "v1.4", distance: 2 },
      },
    },
    silent: { git: BEHIND },
    says: "1.0 is not above v1.4",
    at: "pyproject.toml:7",
  },
  {
    code: "V023",
    fires: { git: {}, history: (plain) => ({ ...plain, released: ["0.9", "1.0"] }) },
    silent: { git: {}, history: (plain) => ({ ...plain, released: ["0.9"] }) },
    says: "the index has 1.0 already",
  },
  {
    code: "V025",
    fires: { tree: { "pyproject.toml": SCM }, git: BEHIND, version: "1.0.dev2" },
    silent: { tree: { "pyproject.toml": SCM }, git: {}, version: "1.0" },
    says: "every branch 2 commits after v0.9 has the version 1.0.dev2",
    severity: "warning",
  },
  {
    code: "V026",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          SCM(text).replace(', "setuptools_scm[toml]>=8"', "").concat("\n[tool.setuptools_scm]\n"),
      },
      git: {},
    },
    silent: { tree: { "pyproject.toml": (text) => SCM(text).concat("\n[tool.setuptools_scm]\n") }, git: {} },
    says: "setuptools-scm",
  },
  {
    code: "V010",
    fires: {
      tree: { "pyproject.toml": HATCH, ".gitignore": "dist/\nlib/\n", "src/demo/lib/__init__.py": "" },
    },
    silent: {
      tree: {
        "pyproject.toml": HATCH,
        ".gitignore": "/lib/\nlib/\n!src/demo/lib/\n",
        "src/demo/lib/__init__.py": "",
      },
    },
    says: 'src/demo/lib/__init__.py is ignored by "lib/"',
    at: ".gitignore:2",
    help: "!src/demo/lib/",
    explains: "missing-module:demo.lib",
  },
  {
    code: "V010",
    about: "setuptools does not mind",
    fires: { tree: { "pyproject.toml": HATCH, ".gitignore": "*.py\n!__init__.py\n" } },
    silent: { tree: { ".gitignore": "*.py\n" } },
    says: "src/demo/cli.py",
  },
  {
    code: "V010",
    about: "a module that no commit has",
    fires: {
      tree: { "src/demo/more.py": "from demo.lib import X\n" },
      git: { ignored: ["src/demo/lib/", "src/demo/__pycache__/"] },
    },
    silent: {
      tree: { "src/demo/more.py": "from demo._version import X\n" },
      git: { ignored: ["src/demo/lib/", "src/demo/_version.py", "build/"] },
    },
    says: "src/demo/more.py imports demo.lib, and .gitignore keeps src/demo/lib/ out of every commit",
    at: "src/demo/more.py:1",
  },
  {
    code: "V028",
    fires: { tree: { "src/demo/data.txt": { link: "/etc/passwd" } } },
    silent: {
      tree: {
        "src/demo/data.txt": { link: "../../LICENSE" },
        "docs/demo": { link: "../src/demo" },
        "docs/round": { link: "round" },
        "docs/gone": { link: "nowhere/at/all" },
      },
    },
    says: "src/demo/data.txt is a symbolic link to /etc/passwd, outside the repository",
    severity: "error",
    at: "src/demo/data.txt",
    explains: "build:link-leaves-tree",
  },
  {
    code: "V028",
    about: "what leaves by way of another link",
    fires: { tree: { "docs/top": { link: ".." }, "docs/out": { link: "top/../secret" } } },
    // Written the same, and the folder is none that leads to the top.
    silent: { tree: { "docs/top/here.txt": "", "docs/out": { link: "top/../secret" } } },
    says: "docs/out is a symbolic link to top/../secret, outside the repository",
  },
  {
    code: "V028",
    about: "the configuration of git, where a checkout keeps its token",
    fires: { tree: { "src/demo/config": { link: "../../.git/config" } } },
    silent: { tree: { "src/demo/ignore": { link: "../../.gitignore" } } },
    says: "src/demo/config is a symbolic link to ../../.git/config, in the .git directory",
  },
];
