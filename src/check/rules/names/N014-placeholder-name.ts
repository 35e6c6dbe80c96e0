import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N014: the backend found no metadata and named the project UNKNOWN. */
export const placeholderName: Rule = defineRule({
  code: "N014",
  slug: "placeholder-name",
  title: "the backend found no metadata and named the project UNKNOWN",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "setuptools writes `UNKNOWN` when it finds no project name.",
    why: "The file would be published under a name that is not yours, and PyPI rejects it.",
    fix: "put name and version into [project]; old setuptools does not read that table: require setuptools>=61",
    bad: "UNKNOWN-0.0.0-py3-none-any.whl",
    good: "my_pkg-1.0-py3-none-any.whl",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      if (name === null || name.value.toUpperCase() !== "UNKNOWN") continue;
      yield {
        message: `${label}: the backend found no name and wrote UNKNOWN`,
        location: name.location,
        subject: "UNKNOWN",
      };
    }
  },
});
