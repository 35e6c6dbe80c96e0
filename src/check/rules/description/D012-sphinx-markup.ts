import { symptom } from "../../../findings/finding.ts";
import { failedDescriptions, failureKind, listed, refusalWords } from "./rendering-problems.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D012: the description uses roles or directives that only Sphinx has. */
export const sphinxMarkup: Rule = defineRule({
  code: "D012",
  slug: "sphinx-markup",
  title: "the description uses roles or directives that only Sphinx has",
  severity: "error",
  needs: [["renderer"]],
  pypiOnly: true,
  docs: {
    what: "`:ref:`, `:mod:`, `.. toctree::`, `.. autoclass::` and the like are not part of reStructuredText: docutils, which PyPI uses, does not know them.",
    why: "PyPI rejects the upload (\"The description failed to render for 'text/x-rst'.\").",
    fix: "write plain markup: ``name`` instead of a role, a link with its address instead of :ref:",
    bad: "See :ref:`install`.",
    good: "See `Installation <https://good.dev/install>`_.",
    peers: ["PyPI", "twine"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const failed of await failedDescriptions(inputs)) {
      if (failureKind(failed) !== "sphinx") continue;
      const { text, problems } = failed;
      const line = problems[0]?.line ?? null;
      findings.push({
        message: `the description uses markup that PyPI does not know: ${listed(problems, text.firstLine)}`,
        location: { file: text.file, ...(line !== null && { line: line + text.firstLine - 1 }) },
        why: `PyPI answers: "${refusalWords(text.contentType)}"`,
        help: "write plain markup instead: ``name`` for a role, a link with its address for :ref:",
        subject: "description",
        explains: [symptom.refusal("description-does-not-render")],
      });
    }
    return findings;
  },
});
