import { metadataViews } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M011: nobody is named as author or maintainer. */
export const authorMissing: Rule = defineRule({
  code: "M011",
  slug: "author-missing",
  title: "nobody is named as author or maintainer",
  severity: "warning",
  scope: "hygiene",
  needs: ["dist"],
  docs: {
    what: "Neither an author nor a maintainer, by name or by e-mail.",
    why: "Users cannot see whom they trust, nor whom to write to.",
    fix: "add authors to [project]",
    bad: "no authors",
    good: 'authors = [{ name = "Ada", email = "ada@good.dev" }]',
    peers: ["pyroma:Author"],
  },
  *check(inputs) {
    for (const { authors, maintainers, distribution } of metadataViews(inputs)) {
      if (distribution === null || authors.length > 0 || maintainers.length > 0) continue;
      yield {
        message: `${distribution.fileName} names neither an author nor a maintainer`,
        location: { file: distribution.fileName },
        subject: "author",
      };
    }
  },
});
