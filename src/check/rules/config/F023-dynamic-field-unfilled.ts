import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F023: a dynamic field has no source. */
export const dynamicFieldUnfilled: Rule = defineRule({
  code: "F023",
  slug: "dynamic-field-unfilled",
  title: "a dynamic field has no source",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "project.dynamic names a field, but the backend has no setting for it and cannot determine it otherwise.",
    why: "The build fails or the field is empty in the release.",
    fix: "configure where the field comes from, or set it and remove it from dynamic",
    bad: 'dynamic = ["readme"]  # without [tool.setuptools.dynamic] readme',
    good: 'readme = "README.md"',
    peers: [],
  },
  *check({ tree, distributions, builtFromTree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined || tree.project.source !== "project") return;
    const isBuilt = builtFromTree === true && distributions.length > 0;
    for (const [position, field] of tree.project.dynamic.entries()) {
      if (isBuilt || pyproject.get(["project", field]) !== undefined) continue;
      const help = tree.backendFacts.howToFill(tree, field);
      if (help === null) continue;
      yield {
        message: `project.dynamic names ${field}, but ${tree.backend.id} has no source for it`,
        location: pyproject.locate(["project", "dynamic", position]),
        subject: field,
        help,
        explains: [symptom.build(field === "version" ? "no-version" : "invalid-metadata")],
      };
    }
  },
});
