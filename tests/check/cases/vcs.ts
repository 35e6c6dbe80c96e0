import { CLEAN_GIT, edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const OTHER = "b".repeat(40);
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`;
const SCM = edit(
  '["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\nversion = "1.0"',
  '["setuptools>=77", "setuptools_scm[toml]>=8"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\ndynamic = ["version"]',
);

/** Tags, the working tree, pointers. */
export const vcsCases: readonly RuleCase[] = [
  {
    code: "V001",
    fires: { git: { tags: [{ name: "v1.1", commit: CLEAN_GIT.head }], tagsAtHead: ["v1.1"] } },
    silent: { git: { tagsAtHead: ["latest", "stable-98", "other-2.0", "demo-1.0.0"] } },
    says: "HEAD is tagged v1.1, and the project's version is 1.0",
    at: "pyproject.toml:7",
  },
  {
    code: "V002",
    fires: { git: { dirty: [{ path: "src/demo/cli.py", kind: "changed" }] } },
    says: "one path differs from the commit: src/demo/cli.py",
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
        tags: [{ name: "release-1.0", commit: OTHER }],
        tagsAtHead: [],
        describe: { tag: "v0.9", distance: 3 },
      },
    },
    says: "release-1.0",
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
];
