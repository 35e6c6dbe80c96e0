import { POETRY_SOURCES, requirementSources, UV_SOURCES } from "../../../tree/requirement-sources.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P021: a requirement comes from a place that the release does not know. */
export const sourceVanishes: Rule = defineRule({
  code: "P021",
  slug: "source-vanishes",
  title: "a requirement comes from a place that the release does not know",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "[tool.uv.sources] or [tool.poetry.dependencies] takes a published requirement from git, a path or an address.",
    why: "The tables of tools are not published: your users get whatever the index has under that name, which is not what you tested, or nothing.",
    fix: "publish what you need under that name, and require that version",
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
