import { symptom } from "../../../findings/finding.ts";
import { failedDescriptions, failureKind, listed, refusalWords } from "./rendering-problems.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D001: PyPI cannot show the description. */
export const descriptionDoesNotRender: Rule = defineRule({
  code: "D001",
  slug: "description-does-not-render",
  title: "PyPI cannot show the description",
  severity: "error",
  needs: [["renderer"]],
  pypiOnly: true,
  docs: {
    what: "The description is reStructuredText or has no content type, and PyPI's renderer (readme_renderer, which treats docutils warnings as errors) rejects it.",
    why: "PyPI rejects the upload (\"The description failed to render for 'text/x-rst'.\").",
    fix: "correct the lines that the renderer names, or declare the actual markup",
    bad: ".. image::\n\n   (no address)",
    good: ".. image:: https://good.dev/logo.png",
    peers: ["PyPI", "twine", "pyroma:ValidREST"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const failed of await failedDescriptions(inputs)) {
      if (failureKind(failed) !== "markup") continue;
      const { text, problems } = failed;
      const line = problems[0]?.line ?? null;
      findings.push({
        message: `the description does not render on PyPI: ${listed(problems, text.firstLine)}`,
        location: { file: text.file, ...(line !== null && { line: line + text.firstLine - 1 }) },
        why: `PyPI answers: "${refusalWords(text.contentType)}"`,
        help: "correct the lines that the message names",
        subject: "description",
        explains: [symptom.refusal("description-does-not-render")],
      });
    }
    return findings;
  },
});
