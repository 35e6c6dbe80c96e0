import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M024: there are no keywords, or they are one phrase. */
export const keywordsUnclear: Rule = defineRule({
  code: "M024",
  slug: "keywords-unclear",
  title: "there are no keywords, or they are one phrase",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],
  byDefault: false,
  docs: {
    what: "Keywords are a list; words with blanks between them are read as one keyword.",
    why: "The search finds nothing by them.",
    fix: 'write keywords = ["a", "b"]',
    bad: "Keywords: pdf invoice report",
    good: "Keywords: pdf,invoice,report",
    peers: ["pyroma:Keywords"],
  },
  *check(inputs) {
    for (const { metadata, fileName } of inputs.distributions) {
      if (metadata === null) continue;
      const [text = ""] = metadata.raw.get("keywords") ?? [];
      const isPhrase = !text.includes(",") && text.trim().split(/\s+/).length >= 3;
      if (text.trim() !== "" && !isPhrase) continue;
      yield {
        message: isPhrase
          ? `${fileName}: the keywords "${text}" are read as one`
          : `${fileName} has no keywords`,
        location: { file: fileName },
        subject: "keywords",
      };
    }
  },
});
