import { defineRule, type Rule } from "../../engine/rule.ts";

/** F008: the metadata is only in [tool.poetry]. */
export const poetryWithoutProject: Rule = defineRule({
  code: "F008",
  slug: "poetry-without-project",
  title: "the metadata is only in [tool.poetry]",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "Poetry 2 reads the standard [project] table.",
    why: "Only Poetry can read the project; other tools see nothing.",
    fix: "move the metadata to [project]: `shipwheel migrate`",
    bad: '[tool.poetry]\nname = "pkg"',
    good: '[project]\nname = "pkg"',
    peers: [],
  },
  *check({ tree }) {
    if (tree?.pyproject == null || tree.project.source !== "tool.poetry") return;
    yield {
      message: "the metadata is only in [tool.poetry]; [project] is the standard table",
      location: tree.pyproject.locate(["tool", "poetry"], "key"),
      subject: "tool.poetry",
    };
  },
});
