import { isTable, stringList } from "../../../tree/pyproject-project.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { symptom } from "../../../findings/finding.ts";
import { fixIn } from "../../engine/fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F025: license-files is a table, as in a draft of PEP 639. */
export const licenseFilesTable: Rule = defineRule({
  code: "F025",
  slug: "license-files-table",
  title: "license-files is a table, as in a draft of PEP 639",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "In PEP 639, project.license-files is an array of glob patterns; only drafts had a table with paths or globs.",
    why: "setuptools, flit and others reject the file; hatchling still accepts the old form, but its next version may ship no license.",
    fix: "write an array",
    bad: 'license-files = { paths = ["LICENSE"] }',
    good: 'license-files = ["LICENSE"]',
    peers: ["validate-pyproject"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    const path = ["project", "license-files"];
    if (tree === undefined || pyproject == null || !isTable(pyproject.get(path))) return;
    const patterns = ["paths", "globs"].flatMap((key) =>
      stringList(pyproject, [...path, key]).map((item) => item.value),
    );
    yield {
      message: "project.license-files is a table; PEP 639 requires an array of patterns",
      location: pyproject.locate(path, "key"),
      subject: "license-files",
      severity: tree.backendFacts.takesLicenseFilesTable === false ? "error" : "warning",
      help: `write license-files = [${patterns.map((pattern) => JSON.stringify(pattern)).join(", ")}]`,
      explains: [symptom.build("invalid-metadata")],
      ...(patterns.length > 0 &&
        fixIn("pyproject.toml", "review", "write an array", setTomlValue(pyproject, path, patterns))),
    };
  },
});
