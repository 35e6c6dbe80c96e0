import { POETRY_SOURCES, requirementSources, UV_SOURCES } from "../../../tree/requirement-sources.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P021: a requirement has a source that is not published. */
export const sourceVanishes: Rule = defineRule({
  code: "P021",
  slug: "source-vanishes",
  title: "a requirement has a source that is not published",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "[tool.uv.sources] or [tool.poetry.dependencies] replaces a published requirement with git, a path or a URL.",
    why: "Tool tables are not part of the metadata: users get what the index has under that name, which you did not test, or nothing.",
    fix: "publish the version that you need, and require it",
    bad: 'dependencies = ["requests"]\n[tool.uv.sources]\nrequests = { git = "https://..." }',
    good: 'dependencies = ["requests>=2.32"]',
    peers: [],
  },
  *check(inputs) {
    const pyproject = inputs.tree?.pyproject;
    if (pyproject == null || inputs.tree?.project.source !== "project") return;
    const sources = new Map(
      [UV_SOURCES, POETRY_SOURCES].flatMap((base) => requirementSources(pyproject, base)),
    );
    for (const { name, parsed, item, view } of declaredRequirements(inputs)) {
      const source = view.origin === "tree" && parsed.url === null ? sources.get(name) : undefined;
      if (source === undefined) continue;
      yield {
        message: `${parsed.name} is developed against ${source.words}; what is published says only "${item.text}"`,
        severity: source.isWorkspace ? "info" : "warning",
        location: pyproject.locate(source.path),
        related: [item.location],
        subject: name,
      };
    }
  },
});
