import { descriptionTexts } from "../../views/description-text.ts";
import { markdownSigns, rstSigns } from "./markup-sniffer.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D005: the description does not match its declared markup. */
export const otherMarkup: Rule = defineRule({
  code: "D005",
  slug: "other-markup",
  title: "the description does not match its declared markup",
  severity: "warning",
  needs: ["tree", "dist"],
  confidence: "likely",
  docs: {
    what: "Outside code, the description has at least three constructs of the other markup and none of the declared one.",
    why: "PyPI shows the markup characters instead of headings, links and images.",
    fix: "declare the markup that it uses",
    bad: 'content-type = "text/markdown" for ".. image:: logo.png"',
    good: 'content-type = "text/x-rst"',
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.contentType === null || text.markup === "plain") continue;
      const markdown = markdownSigns(text.text);
      const rst = rstSigns(text.text);
      const [own, other] = text.markup === "markdown" ? [markdown, rst] : [rst, markdown];
      if (other < 3 || own * 3 > other) continue;
      const type = text.markup === "markdown" ? "text/x-rst" : "text/markdown";
      findings.push({
        message: `${text.file}: declared as ${text.contentType}, it looks like ${type}`,
        location: { file: text.file, line: text.firstLine },
        subject: "markup",
        help: `declare ${type}`,
      });
    }
    return findings;
  },
});
