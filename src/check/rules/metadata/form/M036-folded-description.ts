import { symptom } from "../../../../findings/finding.ts";
import { renderingKey } from "../../../../distribution/metadata/description-rendering.ts";
import { descriptionTexts } from "../../../views/description-text.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** M036: the description is in a header. */
export const foldedDescription: Rule = defineRule({
  code: "M036",
  slug: "folded-description",
  title: "the description is in a header",
  severity: "warning",
  scope: "hygiene",
  needs: ["sdist"],

  docs: {
    what: "An old setuptools wrote the description as a folded header, with every line indented by eight spaces, instead of as the body.",
    why: 'Upload tools send the indented text, which PyPI often cannot render ("The description failed to render").',
    fix: "build the sdist with setuptools 60 or newer",
    bad: "Description: demo\n        =====",
    good: "(the description is the body of PKG-INFO)",
    peers: ["PyPI", "twine"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (!text.folded) continue;
      const rendering = inputs.renderings?.get(renderingKey(text.text, text.contentType));
      const fails = rendering?.kind === "fails";
      findings.push({
        message: fails
          ? `${text.file}: the description is a folded header that PyPI cannot render`
          : `${text.file}: the description is a folded header`,
        severity: fails ? "error" : "warning",
        location: { file: text.file, line: text.firstLine },
        subject: text.file,
        ...(fails && { explains: [symptom.refusal("description-does-not-render")] }),
      });
    }
    return findings;
  },
});
