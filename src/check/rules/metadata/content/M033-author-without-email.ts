import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M033: an author without an address, or UNKNOWN values. */
export const authorWithoutEmail: Rule = defineRule({
  code: "M033",
  slug: "author-without-email",
  title: "an author without an address, or UNKNOWN values",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],

  docs: {
    what: "Author or Maintainer is given without an e-mail, or a field holds the word UNKNOWN that old setuptools writes for nothing.",
    why: "Nobody can write to the author; UNKNOWN is shown as if it were a value (PyPI drops it).",
    fix: "give an e-mail, or build with a current setuptools",
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
          message: `${fileName} names an author and no e-mail address`,
          location,
          subject: "author-email",
        };
      }
    }
  },
});
