import { descriptionTexts, placeInText, visibleText } from "../../views/description-text.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D008: the description has HTML that PyPI drops. */
export const htmlDropped: Rule = defineRule({
  code: "D008",
  slug: "html-dropped",
  title: "the description has HTML that PyPI drops",
  severity: "info",
  needs: ["tree", "dist"],

  docs: {
    what: "PyPI allows only harmless elements; it removes scripts, styles, frames, video, audio and SVG.",
    why: "The part is missing on the project's page.",
    fix: "use an image with a link",
    bad: '<video src="demo.mp4"></video>',
    good: "[![demo](https://good.dev/demo.png)](https://good.dev/demo.mp4)",
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.markup !== "markdown") continue;
      const told = new Set<string>();
      for (const match of visibleText(text).matchAll(DROPPED)) {
        const tag = (match[1] ?? "").toLowerCase();
        if (told.has(tag)) continue;
        told.add(tag);
        findings.push({
          message: `PyPI drops <${tag}> from the description`,
          location: placeInText(text, match.index, match[0].length),
          subject: tag,
        });
      }
    }
    return findings;
  },
});
/** Elements that people use and that are not on the list of PyPI's renderer. */
const DROPPED =
  /<(script|style|iframe|video|audio|svg|object|embed|canvas|form|button|marquee|link|meta)\b[^>]{0,2000}>/gi;
