import { metadataViews } from "../../../views/metadata-view.ts";
import { fixIn } from "../../../engine/fix.ts";
import { setTomlValue } from "../../../../tree/edit/toml-edit.ts";
import { editableProject } from "../../../views/declared.ts";
import { parseSpecifierSet } from "../../../../version/specifiers.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M020: Requires-Python has an upper bound. */
export const pythonUpperCap: Rule = defineRule({
  code: "M020",
  slug: "python-upper-cap",
  title: "Requires-Python has an upper bound",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "Requires-Python excludes Python versions that are not released yet.",
    why: "On a new Python, installers do not report the bound: they silently install an older release without it.",
    fix: "drop the upper bound; express a known incompatibility with != for that version",
    bad: 'requires-python = ">=3.9,<4"',
    good: 'requires-python = ">=3.9"',
    peers: ["repo-review:PP004"],
  },
  *check(inputs) {
    for (const { requiresPython, label, distribution, origin } of metadataViews(inputs)) {
      if (requiresPython === null || parseSpecifierSet(requiresPython.value) === null) continue;
      const clauses = requiresPython.value.split(",").map((clause) => clause.trim());
      const capped = clauses.filter((clause) => /^(<|<=|~=)\s*\d|^===?\s*3/.test(clause));
      if (capped.length === 0) continue;
      const isCompiled =
        inputs.wheels.some(({ parsed }) => parsed.kind === "wheel" && parsed.platformTag !== "any") ||
        inputs.tree?.backendFacts.compiles === true;
      const rest = clauses.filter((clause) => !/^<=?/.test(clause)).join(",");
      const pyproject = origin === "tree" ? editableProject(inputs.tree) : null;
      const changes =
        pyproject === null || rest === "" || capped.some((clause) => !clause.startsWith("<"))
          ? []
          : setTomlValue(pyproject, ["project", "requires-python"], rest);
      yield {
        message: `${label}: requires-python = "${requiresPython.value}" excludes future Python versions`,
        ...((isCompiled ||
          isPoetrysDefault(inputs.tree, capped) ||
          (distribution !== null &&
            distribution.parsed.kind === "wheel" &&
            distribution.parsed.platformTag !== "any")) && { severity: "info" as const }),
        location: requiresPython.location,
        // Spelt otherwise by the backend it is the same bound of the same project.
        subject: "requires-python",
        ...(rest !== "" && { help: `write requires-python = "${rest}"` }),
        ...fixIn("pyproject.toml", "review", "drop the upper bound", changes),
      };
    }
  },
});

/** Poetry solves for every Python that the project admits, and so makes people cap it below the next major version. */
function isPoetrysDefault(tree: SourceTree | undefined, capped: readonly string[]): boolean {
  // A distribution by itself does not tell of its makers.
  return (
    (tree === undefined || tree.backendFacts.wantsUpperCap) &&
    capped.every((clause) => /^<\s*4(\.0)*$/.test(clause))
  );
}
