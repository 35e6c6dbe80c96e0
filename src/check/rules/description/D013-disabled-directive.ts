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
    what: "PyPI's renderer has `raw`, `include` and everything that reads a file switched off.",
    why: "PyPI rejects the upload (\"The description failed to render for 'text/x-rst'.\").",
    fix: "write the text itself, and leave HTML out",
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
        message: `the description uses a directive that PyPI has switched off: ${listed(problems, text.firstLine)}`,
        location: { file: text.file, ...(line !== null && { line: line + text.firstLine - 1 }) },
        why: `PyPI answers: "${refusalWords(text.contentType)}"`,
        help: "write the text of the file itself, and leave HTML out",
        subject: "description",
        explains: [symptom.refusal("description-does-not-render")],
      });
    }
    return findings;
  },
});
