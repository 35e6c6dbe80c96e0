import { symptom } from "../../../findings/finding.ts";
import { failedDescriptions, failureKind, listed, refusalWords } from "./rendering-problems.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D012: the description uses Sphinx roles or directives. */
export const sphinxMarkup: Rule = defineRule({
  code: "D012",
  slug: "sphinx-markup",
  title: "the description uses Sphinx roles or directives",
  severity: "error",
  needs: [["renderer"]],
  pypiOnly: true,
  docs: {
    what: "`:ref:`, `:mod:`, `.. toctree::`, `.. autoclass::` and similar markup belong to Sphinx; docutils, which PyPI uses, does not support them.",
    why: "PyPI rejects the upload (\"The description failed to render for 'text/x-rst'.\").",
    fix: "use plain markup: ``name`` instead of a role, a link with its URL instead of :ref:",
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
        message: `the description uses markup that PyPI does not support: ${listed(problems, text.firstLine)}`,
        location: { file: text.file, ...(line !== null && { line: line + text.firstLine - 1 }) },
        why: `PyPI answers: "${refusalWords(text.contentType)}"`,
        help: "use plain markup: ``name`` for a role, a link with its URL for :ref:",
        subject: "description",
        explains: [symptom.refusal("description-does-not-render")],
      });
    }
    return findings;
  },
});
