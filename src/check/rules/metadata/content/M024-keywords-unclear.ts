import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M024: keywords are missing or form one phrase. */
export const keywordsUnclear: Rule = defineRule({
  code: "M024",
  slug: "keywords-unclear",
  title: "keywords are missing or form one phrase",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],
  byDefault: false,
  docs: {
    what: "Keywords are a comma-separated list; words separated only by spaces are one keyword.",
    why: "Searches for a single word do not find the project.",
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
          ? `${fileName}: the keywords "${text}" are read as one keyword`
          : `${fileName} has no keywords`,
        location: { file: fileName },
        subject: "keywords",
      };
    }
  },
});
