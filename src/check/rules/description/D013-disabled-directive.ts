import { symptom } from "../../../findings/finding.ts";
import { failedDescriptions, failureKind, listed, refusalWords } from "./rendering-problems.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D013: the description includes a file or raw HTML. */
export const disabledDirective: Rule = defineRule({
  code: "D013",
  slug: "disabled-directive",
  title: "the description includes a file or raw HTML",
  severity: "error",
  needs: [["renderer"]],
  pypiOnly: true,
  docs: {
    what: "PyPI's renderer disables `raw`, `include` and every directive that reads a file.",
    why: "PyPI rejects the upload (\"The description failed to render for 'text/x-rst'.\").",
    fix: "include the text itself, and remove the HTML",
    bad: ".. include:: CHANGES.rst",
    good: "(the text of CHANGES.rst)",
    peers: ["PyPI", "twine"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const failed of await failedDescriptions(inputs)) {
      if (failureKind(failed) !== "disabled") continue;
      const { text, problems } = failed;
      const line = problems[0]?.line ?? null;
      findings.push({
        message: `the description uses a directive that PyPI disables: ${listed(problems, text.firstLine)}`,
        location: { file: text.file, ...(line !== null && { line: line + text.firstLine - 1 }) },
        why: `PyPI answers: "${refusalWords(text.contentType)}"`,
        help: "include the text of the file itself, and remove the HTML",
        subject: "description",
        explains: [symptom.refusal("description-does-not-render")],
      });
    }
    return findings;
  },
});
