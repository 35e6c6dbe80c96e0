import { renderingKey } from "../../../distribution/metadata/description-rendering.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { symptom } from "../../../findings/finding.ts";
import { editableProject } from "../../views/declared.ts";
import { descriptionTexts, type DescriptionText } from "../../views/description-text.ts";
import { fixIn } from "../../engine/fix.ts";
import type { IniFile } from "../../../tree/formats/ini.ts";
import { locator, type SetupPy } from "../../../tree/setup-py.ts";
import { readFiles } from "../config/setup/setup-script.ts";
import { markdownSigns, rstSigns } from "./markup-sniffer.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D002: the description has no content type. */
export const contentTypeMissing: Rule = defineRule({
  code: "D002",
  slug: "content-type-missing",
  title: "the description has no content type",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "Without Description-Content-Type, PyPI treats the description as reStructuredText.",
    why: 'Markdown without a content type is garbled or rejected ("The description failed to render in the default format of reStructuredText.").',
    fix: 'let the backend derive it from the file suffix (readme = "README.md"), or set content-type',
    bad: 'long_description = open("README.md").read()',
    good: 'long_description_content_type = "text/markdown"',
    peers: ["twine --strict", "PyPI"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.contentType !== null || text.folded || text.text.trim() === "") continue;
      const rendering = inputs.renderings?.get(renderingKey(text.text, null));
      const isMarkdown = isMarkdownText(text);
      const fails = rendering?.kind === "fails" && inputs.isPyPI;
      const pyproject = editableProject(inputs.tree);
      const isTable =
        text.file === inputs.tree?.project.readme?.file &&
        typeof pyproject?.get(["project", "readme", "file"]) === "string";
      const type = isMarkdown ? "text/markdown" : "text/x-rst";
      findings.push({
        message: fails
          ? `${text.file}: without a content type, PyPI treats the description as reStructuredText and cannot render it`
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
    const { setupPy, setupCfg } = inputs.tree ?? {};
    if (setupPy != null && inputs.distributions.length === 0 && !saysType(setupPy, setupCfg ?? null)) {
      const readme = readFiles(setupPy.text).find(({ text }) =>
        /(^|\/)(readme|description)[^/]*\.md$/i.test(text),
      );
      if (readme !== undefined) {
        findings.push({
          message: `setup.py reads its description from ${readme.text} without a content type`,
          location: locator("setup.py", setupPy.text)(readme.offset, readme.text.length),
          subject: "content-type",
          help: 'pass long_description_content_type="text/markdown" to setup()',
        });
      }
    }
    return findings;
  },
});

/** By the file's name, or by what only one of the two has: code of a reStructuredText may look like a heading. */
function isMarkdownText({ text, file }: DescriptionText): boolean {
  if (/\.(md|markdown)$/i.test(file)) return true;
  const [signs, others] = [markdownSigns(text), rstSigns(text)];
  return others === 0 && !UNDERLINED.test(text) ? signs > 0 : signs >= 3 && signs > others;
}

/** A heading that both have, and reStructuredText prefers. */
const UNDERLINED = /^\S.*\n([=~^"*+#-])\1{2,}[ \t]*$/m;

/** Whether a setup() without a description, or one with a type, is all there is. */
function saysType(setupPy: SetupPy, setupCfg: IniFile | null): boolean {
  return (
    !setupPy.understood ||
    !setupPy.has("long_description") ||
    setupPy.has("long_description_content_type") ||
    setupCfg?.sections.get("metadata")?.has("long_description_content_type") === true
  );
}
