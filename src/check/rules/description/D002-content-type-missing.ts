import { renderingKey } from "../../../dist/description-rendering.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { symptom } from "../../../values/finding.ts";
import { editableProject } from "../../declared.ts";
import { descriptionTexts } from "../../description-text.ts";
import { fixIn } from "../../fix.ts";
import { markdownSigns } from "../../markup-sniffer.ts";
import { defineRule, type Rule, type RuleFinding } from "../../rule.ts";

/** D002: nothing says what markup the description is. */
export const contentTypeMissing: Rule = defineRule({
  code: "D002",
  slug: "content-type-missing",
  title: "nothing says what markup the description is",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "Without Description-Content-Type the description is taken for reStructuredText.",
    why: 'Markdown without its type is shown as a jumble or refused ("The description failed to render in the default format of reStructuredText.").',
    fix: 'let the back-end derive it from the suffix (readme = "README.md"), or set content-type',
    bad: 'long_description = open("README.md").read()',
    good: 'long_description_content_type = "text/markdown"',
    peers: ["twine --strict", "PyPI"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.contentType !== null || text.folded || text.text.trim() === "") continue;
      const rendering = inputs.renderings?.get(renderingKey(text.text, null));
      const isMarkdown = markdownSigns(text.text) >= 3;
      const fails = rendering?.kind === "fails" && inputs.isPyPI;
      const pyproject = editableProject(inputs.tree);
      const isTable =
        text.file === inputs.tree?.project.readme?.file &&
        typeof pyproject?.get(["project", "readme", "file"]) === "string";
      const type = isMarkdown ? "text/markdown" : "text/x-rst";
      findings.push({
        message: fails
          ? `${text.file}: without a content type PyPI takes the description for reStructuredText, and cannot show it`
          : `${text.file}: the description has no content type`,
        severity: fails ? "error" : isMarkdown || rendering === undefined ? "warning" : "info",
        location: { file: text.file },
        subject: "content-type",
        ...(fails && {
          why: 'PyPI answers: "The description failed to render in the default format of reStructuredText."',
        }),
        help: `declare ${type}`,
        ...(pyproject !== null &&
          isTable &&
          fixIn(
            "pyproject.toml",
            "review",
            `declare ${type}`,
            setTomlValue(pyproject, ["project", "readme", "content-type"], type),
          )),
        ...(fails && { explains: [symptom.refusal("description-does-not-render")] }),
      });
    }
    return findings;
  },
});
