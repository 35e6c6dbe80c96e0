import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M032: the metadata has Requires, Provides or Obsoletes. */
export const obsoleteRelationField: Rule = defineRule({
  code: "M032",
  slug: "obsolete-relation-field",
  title: "the metadata has Requires, Provides or Obsoletes",
  severity: "info",
  needs: ["dist"],

  docs: {
    what: "These fields of metadata 1.1 name modules, not projects; the -Dist fields replaced them in 2005.",
    why: "No installer reads them.",
    fix: "drop requires, provides and obsoletes from setup()",
    bad: "Requires: email",
    good: "Requires-Dist: ...",
    peers: [],
  },
  *check(inputs) {
    for (const distribution of inputs.distributions) {
      const { metadata, fileName } = distribution;
      const found = ["Requires", "Provides", "Obsoletes"].filter((each) =>
        metadata?.raw.has(each.toLowerCase()),
      );
      if (found.length === 0) continue;
      yield {
        message: `${fileName}: ${found.join(", ")} of metadata 1.1 ${found.length === 1 ? "is" : "are"} read by no installer`,
        location: { file: memberPath(distribution, metadataMember(distribution)) },
        subject: "relations",
      };
    }
  },
});
