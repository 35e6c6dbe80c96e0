import type { Fix } from "../../../findings/finding.ts";
import type { TomlFile } from "../../../tree/formats/toml-file.ts";
import { addTomlItem, removeTomlItem } from "../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../engine/fix.ts";
import { DEV_TOOLS } from "../../knowledge/dev-tools.ts";
import { isAbout, isImported } from "./dev-tool-use.ts";
import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { normalizeName } from "../../../version/names.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P010: a development tool is a runtime requirement. */
export const devToolRequired: Rule = defineRule({
  code: "P010",
  slug: "dev-tool-required",
  title: "a development tool is a runtime requirement",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "Test runners, formatters, linters and build tools among the dependencies.",
    why: "Every user installs them and is exposed to their version conflicts.",
    fix: "move it to a dependency group: [dependency-groups] dev = [...]",
    bad: 'dependencies = ["click", "pytest"]',
    good: 'dependencies = ["click"]\n[dependency-groups]\ndev = ["pytest"]',
    peers: [],
  },
  *check(inputs) {
    for (const { name, requirements, label } of metadataViews(inputs)) {
      for (const { text, extra, location } of requirements) {
        const parsed = parseRequirement(text);
        if (extra !== null || isRequirementError(parsed)) continue;
        const tool = normalizeName(parsed.name);
        if (!DEV_TOOLS.has(tool) || isAbout(tool, name?.value ?? "") || isImported(inputs, tool)) continue;
        yield {
          message: `${label}: ${parsed.name} is a development tool, but every user has to install it`,
          location,
          subject: tool,
          help: `move "${text}" from the dependencies to [dependency-groups] dev`,
          ...moved(inputs.tree?.pyproject ?? null, text),
        };
      }
    }
  },
});

/** Out of the dependencies, into the group of developers. */
function moved(pyproject: TomlFile | null, text: string): { readonly fix?: Fix } {
  const list = ["project", "dependencies"];
  const items = pyproject?.get(list);
  const at = Array.isArray(items) ? items.indexOf(text) : -1;
  if (pyproject === null || at === -1) return {};
  const changes = [
    ...removeTomlItem(pyproject, [...list, at]),
    ...addTomlItem(pyproject, ["dependency-groups", "dev"], text),
  ];
  return fixIn(pyproject.path, "review", "move it to the dev group", changes);
}
