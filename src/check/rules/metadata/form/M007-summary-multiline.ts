import type { Fix } from "../../../../findings/finding.ts";
import type { TomlFile } from "../../../../tree/formats/toml-file.ts";
import { setTomlValue } from "../../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../../engine/fix.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M007: the summary has several lines. */
export const summaryMultiline: Rule = defineRule({
  code: "M007",
  slug: "summary-multiline",
  title: "the summary has several lines",
  severity: "error",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "Summary must be one line.",
    why: "PyPI rejects the upload (\"'summary' must be a single line.\"), and some backends refuse to build.",
    fix: "join the lines of project.description",
    bad: 'description = """one\ntwo"""',
    good: 'description = "one"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { summary, label } of metadataViews(inputs)) {
      if (summary === null || !/[\r\n]/.test(summary.value.trim())) continue;
      yield {
        message: `${label}: the summary has several lines`,
        location: summary.location,
        subject: "summary",
        ...joined(inputs.tree?.pyproject ?? null),
        explains: [symptom.refusal("invalid-summary")],
      };
    }
  },
});

/** The summary of [project] in one line. */
function joined(pyproject: TomlFile | null): { readonly fix?: Fix } {
  const path = ["project", "description"];
  const value = pyproject?.get(path);
  if (pyproject === null || typeof value !== "string") return {};
  const line = value.trim().replaceAll(/\s+/g, " ");
  return fixIn(pyproject.path, "safe", "join the lines", setTomlValue(pyproject, path, line));
}
