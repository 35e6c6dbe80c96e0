import { requiredSiblings, requirementsOnProject } from "../../../tree/siblings/sibling-requirements.ts";
import { parseVersion } from "../../../version/pep440.ts";
import {
  excludedSiblings,
  excludingSiblings,
  judgeRequirements,
} from "../../../versioning/sibling-requirements.ts";
import { SIBLING_REQUIREMENT_STALE } from "../../../versioning/version-rules.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G016: two packages of a repository that cannot be installed together. */
export const siblingRequirementStale: Rule = defineRule({
  ...SIBLING_REQUIREMENT_STALE.name,
  title: "a requirement excludes the version of a package in the same repository",
  severity: "warning",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "A package uses another package of the workspace or of a path (`[tool.uv.sources]`, `[tool.poetry.dependencies]`), but requires a version that this package no longer has.",
    why: "Users get an older release than the one that you tested, and `uv lock` finds no solution.",
    fix: "run shipwheel version sync in the required package",
    bad: 'dependencies = ["core==0.3.0"]\n# packages/core/pyproject.toml: version = "0.4.0"',
    good: 'dependencies = ["core==0.4.0"]',
    peers: [],
  },
  async check({ tree, version }) {
    if (tree === undefined) return [];
    const own = parseVersion(version ?? tree.project.version?.value ?? "");
    const [ours, theirs] = await Promise.all([requiredSiblings(tree), requirementsOnProject(tree)]);
    // A version that history makes of each commit admits no comparison before it is released.
    const compared = own === null || own.dev !== null ? [] : judgeRequirements(theirs, own, "untouched");
    return [...excludedSiblings(ours), ...(own === null ? [] : excludingSiblings(compared, own))];
  },
});
