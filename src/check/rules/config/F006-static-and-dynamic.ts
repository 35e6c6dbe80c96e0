import { removeTomlItem } from "../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../engine/fix.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F006: a field is both static and dynamic. */
export const staticAndDynamic: Rule = defineRule({
  code: "F006",
  slug: "static-and-dynamic",
  title: "a field is both static and dynamic",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "The backend fills in the fields of project.dynamic; they must not be set as well.",
    why: "Backends refuse to build.",
    fix: "drop one of the two",
    bad: 'version = "1.0"\ndynamic = ["version"]',
    good: 'version = "1.0"',
    peers: ["validate-pyproject:RedefiningStaticFieldAsDynamic"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree?.project.source !== "project") return;
    for (const [position, field] of tree.project.dynamic.entries()) {
      if (pyproject.get(["project", field]) === undefined || EXTENDABLE.has(field)) continue;
      yield {
        message: `project.${field} is set and also listed in dynamic`,
        location: pyproject.locate(["project", "dynamic", position]),
        related: [pyproject.locate(["project", field])],
        subject: field,
        ...fixIn(
          "pyproject.toml",
          "review",
          `drop "${field}" from dynamic`,
          removeTomlItem(pyproject, ["project", "dynamic", position]),
        ),
        explains: [symptom.build("invalid-metadata")],
      };
    }
    if (tree.project.dynamic.includes("name")) {
      yield {
        message: "project.name cannot be dynamic",
        location: pyproject.locate(["project", "dynamic"]),
        subject: "name",
      };
    }
  },
});

/** Lists and tables that a backend may extend (PEP 808). */
const EXTENDABLE: ReadonlySet<string> = new Set([
  "authors",
  "classifiers",
  "dependencies",
  "entry-points",
  "gui-scripts",
  "keywords",
  "license-files",
  "maintainers",
  "optional-dependencies",
  "scripts",
  "urls",
]);
