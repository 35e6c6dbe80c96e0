import { metadataViews } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M011: the project names no author or maintainer. */
export const authorMissing: Rule = defineRule({
  code: "M011",
  slug: "author-missing",
  title: "the project names no author or maintainer",
  severity: "warning",
  scope: "hygiene",
  needs: ["dist"],
  docs: {
    what: "The metadata names neither an author nor a maintainer, by name or e-mail.",
    why: "Users cannot see who is responsible for the project or whom to contact.",
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
