import { descriptionTexts, placeInText, visibleText } from "../../views/description-text.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D010: the description uses markup that only GitHub shows. */
export const githubOnlyMarkup: Rule = defineRule({
  code: "D010",
  slug: "github-only-markup",
  title: "the description uses markup that only GitHub shows",
  severity: "info",
  needs: ["tree", "dist"],

  docs: {
    what: "Only GitHub renders alerts (`> [!NOTE]`), mermaid diagrams and :emoji: codes.",
    why: "PyPI shows them as plain text.",
    fix: "write plain Markdown and the emoji itself",
    bad: "> [!NOTE]\n> Mind the gap.",
    good: "> **Note:** mind the gap.",
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.markup !== "markdown") continue;
      const visible = visibleText(text);
      for (const [pattern, source, what] of PATTERNS) {
        const match = pattern.exec(source === "text" ? text.text : visible);
        if (match === null) continue;
        findings.push({
          message: `only GitHub shows ${what}: ${match[0].trim()}`,
          location: placeInText(text, match.index, match[0].length),
          subject: what,
        });
      }
    }
    return findings;
  },
});
const PATTERNS: readonly (readonly [RegExp, "text" | "visible", string])[] = [
  [/^[ \t]*> *\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/im, "visible", "alerts"],
  [/^ {0,3}(?:```|~~~) *(?:mermaid|geojson|topojson|stl)\b/im, "text", "diagrams"],
  [
    /(?<![\w:]):(?:rocket|tada|warning|sparkles|bug|memo|heart|star|zap|fire|lock|white_check_mark|heavy_check_mark|x|snake|package|bulb|books|book|construction|mag|wrench|hammer|gear|link|eyes|thumbsup|\+1|smile|computer|question|exclamation|information_source|point_right|arrow_[a-z_]+):(?![\w:])/,
    "visible",
    "emoji codes",
  ],
];
