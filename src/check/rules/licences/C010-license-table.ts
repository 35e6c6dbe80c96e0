import { expressionFix, impliedExpression } from "./license-fix.ts";
import { editableProject } from "../../views/declared.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** C010: license is a table. */
export const licenseTable: Rule = defineRule({
  code: "C010",
  slug: "license-table",
  title: "license is a table",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "`license = { text = ... }` and `{ file = ... }` are deprecated since PEP 639.",
    why: "setuptools will reject them, and other backends will follow.",
    fix: 'write license = "MIT" and license-files = ["LICENSE"]',
    bad: 'license = { text = "MIT" }',
    good: 'license = "MIT"',
    peers: ["setuptools"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const pyproject = editableProject(inputs.tree);
    const table = pyproject?.get(["project", "license"]);
    if (pyproject === null || typeof table !== "object" || table === null) return findings;
    const expression = await impliedExpression(inputs);
    findings.push({
      message: "license is a table, which is deprecated",
      severity: knowsExpressions(inputs.tree?.backend.requires ?? []) ? "warning" : "info",
      location: pyproject.locate(["project", "license"]) ?? { file: "pyproject.toml" },
      subject: "license",
      ...(expression !== null && { help: `write license = "${expression}"` }),
      ...expressionFix(inputs, expression),
    });
    return findings;
  },
});
/** False when the backend is bound to versions that are older than PEP 639. */
function knowsExpressions(requires: readonly string[]): boolean {
  const older =
    /^setuptools\b.*(?:<\s*(?:\d|[1-6]\d|7[0-7])|(?:<=|==|~=)\s*(?:\d|[1-6]\d|7[0-6]))(?:\.|,|$)/i;
  return !requires.some((each) => older.test(each.replaceAll(" ", "")));
}
