import type { RuleCase } from "../rule-case.ts";
import { CLEAN_GIT } from "../../support/tree.ts";

const OTHER = "b".repeat(40);

/** Rules that look at the project's tags, whatever their spelling. */
export const tagCases: readonly RuleCase[] = [
  {
    code: "V003",
    fires: { git: { upstream: { name: "origin/main", ahead: 2, behind: 0 } } },
    silent: { git: { upstream: { name: "origin/main", ahead: 0, behind: 3 } } },
    says: "HEAD is 2 commits ahead of origin/main",
    severity: "warning",
  },
  {
    code: "V003",
    about: "before the tag it is a note",
    fires: { git: { tagsAtHead: [], upstream: { name: "origin/main", ahead: 1, behind: 0 } } },
    says: "1 commit ahead",
    severity: "info",
  },
  {
    code: "V003",
    about: "a side branch",
    fires: { git: { branch: "fix-typo" } },
    silent: { git: { branch: "2.1.x" } },
    says: "tagged on fix-typo",
    severity: "info",
  },
  {
    code: "V004",
    fires: { git: { tags: [{ name: "v1.0", commit: CLEAN_GIT.head, kind: "lightweight" }] } },
    silent: {
      git: {
        tags: [
          { name: "v1.0", commit: CLEAN_GIT.head, kind: "lightweight" },
          { name: "v0.9", commit: OTHER, kind: "lightweight" },
        ],
      },
    },
    says: "the tag v1.0 is lightweight",
    help: "git tag -f -a v1.0",
  },
  {
    code: "V004",
    about: "earlier tags are signed",
    fires: {
      git: {
        tags: [
          { name: "v1.0", commit: CLEAN_GIT.head, kind: "annotated" },
          { name: "v0.9", commit: OTHER, kind: "signed" },
        ],
      },
    },
    says: "not signed, but earlier tags are",
  },
  {
    code: "V004",
    about: "of a spelling that only the history knows",
    fires: {
      git: {
        tags: [
          { name: "utility/v1.0", commit: CLEAN_GIT.head, kind: "lightweight" },
          { name: "utility/v0.9", commit: OTHER, kind: "annotated" },
        ],
        tagsAtHead: ["utility/v1.0"],
        describe: { tag: "utility/v1.0", distance: 0 },
      },
    },
    silent: {
      git: {
        tags: [
          { name: "v1.0", commit: CLEAN_GIT.head, kind: "annotated" },
          { name: "v1", commit: CLEAN_GIT.head, kind: "lightweight" },
        ],
      },
    },
    says: "the tag utility/v1.0 is lightweight",
  },
  {
    code: "V003",
    about: "the tag of another package makes no release",
    fires: {
      git: {
        upstream: { name: "origin/main", ahead: 1, behind: 0 },
        tags: [
          { name: "demo-v0.9", commit: OTHER },
          { name: "core-v1.0", commit: CLEAN_GIT.head },
        ],
        tagsAtHead: ["core-v1.0"],
        describe: { tag: "core-v1.0", distance: 0 },
      },
    },
    says: "1 commit ahead",
    severity: "info",
  },
  {
    code: "V007",
    about: "a word that the earlier tags do not have",
    fires: {
      git: {
        tags: [
          { name: "v0.8", commit: OTHER },
          { name: "v0.9", commit: OTHER },
          { name: "release-1.0", commit: CLEAN_GIT.head },
        ],
        tagsAtHead: ["release-1.0"],
        describe: { tag: "release-1.0", distance: 0 },
      },
    },
    silent: {
      tree: { "pyproject.toml": (text) => `${text}\n[tool.shipwheel.version]\ntag = "v{version}"\n` },
      git: {
        tags: [
          { name: "v0.8", commit: OTHER },
          { name: "v0.9", commit: OTHER },
          { name: "js-v9.0", commit: CLEAN_GIT.head },
        ],
        tagsAtHead: ["js-v9.0"],
      },
    },
    says: "HEAD is tagged release-1.0; the earlier tags are of the form vX.Y.Z",
    help: "git tag v1.0 release-1.0^{}",
  },
  {
    code: "V007",
    fires: {
      git: {
        tags: [
          { name: "1.0", commit: CLEAN_GIT.head },
          { name: "v0.9", commit: OTHER },
          { name: "v0.8", commit: OTHER },
        ],
        tagsAtHead: ["1.0"],
      },
    },
    silent: {
      git: {
        tags: [
          { name: "1.0", commit: CLEAN_GIT.head },
          { name: "v0.9", commit: OTHER },
          { name: "0.8", commit: OTHER },
        ],
        tagsAtHead: ["1.0"],
      },
    },
    says: "the earlier tags are of the form vX.Y.Z",
    help: "git tag v1.0",
  },
];
