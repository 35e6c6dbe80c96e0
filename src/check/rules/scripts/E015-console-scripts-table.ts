import { moveTomlTable } from "../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../engine/fix.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E015: console_scripts is in [project.entry-points]. */
export const consoleScriptsTable: Rule = defineRule({
  code: "E015",
  slug: "console-scripts-table",
  title: "console_scripts is in [project.entry-points]",
  severity: "error",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "PEP 621 reserves [project.scripts] and [project.gui-scripts] for console_scripts and gui_scripts.",
    why: "Backends must reject the table; some silently accept it.",
    fix: "move the entries to [project.scripts]",
    bad: "[project.entry-points.console_scripts]",
    good: "[project.scripts]",
    peers: ["PEP 621"],
  },
  *check({ tree }) {
    for (const group of ["console_scripts", "gui_scripts"]) {
      const path = ["project", "entry-points", group];
      if (tree?.pyproject?.get(path) === undefined) continue;
      const table = group === "console_scripts" ? "[project.scripts]" : "[project.gui-scripts]";
      yield {
        message: `[project.entry-points.${group}] is not allowed; use ${table}`,
        location: tree.pyproject.locate(path, "key"),
        subject: group,
        help: `move its entries to ${table}`,
        ...fixIn(
          "pyproject.toml",
          "safe",
          `call the table ${table}`,
          moveTomlTable(tree.pyproject, path, table.slice(1, -1).split(".")),
        ),
        explains: [symptom.build("invalid-metadata")],
      };
    }
  },
});
