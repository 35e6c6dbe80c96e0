import type { RuleCase } from "../rule-case.ts";

/** Packages of one repository. */
export const siblingCases: readonly RuleCase[] = [
  {
    code: "G016",
    fires: { tree: { "packages/app/pyproject.toml": sibling("demo==0.9") }, git: {} },
    silent: { tree: { "packages/app/pyproject.toml": sibling("demo>=0.9,<2") }, git: {} },
    says: "app requires demo==0.9, which excludes 1.0 beside it",
    help: "require ==1.0 instead of ==0.9",
    at: "packages/app/pyproject.toml:4",
  },
  {
    code: "G016",
    fires: {
      tree: {
        "packages/core/pyproject.toml": '[project]\nname = "core"\nversion = "0.4.0"\n',
        "pyproject.toml": (text) => requiring(text, "core>=0.3,<0.4", '{ path = "packages/core" }'),
      },
      git: {},
    },
    silent: {
      tree: {
        "packages/core/pyproject.toml": '[project]\nname = "core"\nversion = "0.4.0"\n',
        "pyproject.toml": (text) => requiring(text, "core>=0.3,<0.4", '{ path = "../core" }'),
      },
      git: {},
    },
    says: "it requires core>=0.3,<0.4, and core beside it is 0.4.0 (packages/core/pyproject.toml)",
    help: "require >=0.4.0,<0.5 instead of >=0.3,<0.4",
  },
];

/** A package of the workspace that takes demo from it. */
function sibling(requirement: string): string {
  return `[project]\nname = "app"\nversion = "1"\ndependencies = ["${requirement}"]\n[tool.uv.sources]\ndemo = { workspace = true }\n`;
}

function requiring(text: string, requirement: string, source: string): string {
  const changed = text.replace('"click>=8"', `"click>=8", "${requirement}"`);
  return `${changed}\n[tool.uv.sources]\ncore = ${source}\n`;
}
