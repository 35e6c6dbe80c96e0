import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M033: an author has no e-mail address, or a field is UNKNOWN. */
export const authorWithoutEmail: Rule = defineRule({
  code: "M033",
  slug: "author-without-email",
  title: "an author has no e-mail address, or a field is UNKNOWN",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],

  docs: {
    what: "Author or Maintainer has no e-mail address, or a field has the value UNKNOWN, which old setuptools writes for a missing value.",
    why: "Users cannot contact the author. Tools show UNKNOWN as a value (PyPI drops it).",
    fix: "add an e-mail address, or build with a current setuptools",
    bad: "Author: Ada",
    good: "Author-email: Ada <ada@good.dev>",
    peers: ["pyroma:AuthorEmail"],
  },
  *check(inputs) {
    for (const distribution of inputs.distributions) {
      const { metadata, fileName } = distribution;
      if (metadata === null) continue;
      const unknown = [...metadata.raw].filter(([, values]) =>
        values.some((value) => value.trim() === "UNKNOWN"),
      );
      const hasName = metadata.author !== null || metadata.maintainer !== null;
      const hasEmail = metadata.authorEmail !== null || metadata.maintainerEmail !== null;
      const location = { file: memberPath(distribution, metadataMember(distribution)) };
      if (unknown.length > 0) {
        const fields = unknown.map(([field]) => field).join(", ");
        yield { message: `${fileName}: UNKNOWN is the value of ${fields}`, location, subject: "unknown" };
      } else if (hasName && !hasEmail) {
        yield {
          message: `${fileName} names an author without an e-mail address`,
          location,
          subject: "author-email",
        };
      }
    }
  },
});
