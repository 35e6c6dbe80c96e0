import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K030: files of one kind have different extensions. */
export const mixedExtensions: Rule = defineRule({
  code: "K030",
  slug: "mixed-extensions",
  title: "files of one kind have different extensions",
  severity: "info",
  needs: ["dist"],
  byDefault: false,
  docs: {
    what: "The package has, for example, both .yml and .yaml files, or both .jpg and .jpeg.",
    why: "A pattern in MANIFEST.in or package-data that names one extension misses the other.",
    fix: "use one of the two; this rule is off by default",
    bad: "good_pkg/a.yml and good_pkg/b.yaml",
    good: "good_pkg/a.yml and good_pkg/b.yml",
    peers: ["pydistcheck:mixed-file-extensions"],
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const found = new Set(
        distribution.entries.map(({ name }) => name.slice(name.lastIndexOf(".")).toLowerCase()),
      );
      for (const pair of PAIRS) {
        const both = pair.filter((extension) => found.has(extension));
        if (both.length < 2) continue;
        yield {
          message: `${distribution.fileName} has files ending in ${both.join(" and in ")}`,
          location: { file: distribution.fileName },
          subject: both.join(" "),
        };
      }
    }
  },
});

const PAIRS: readonly (readonly string[])[] = [
  [".yml", ".yaml"],
  [".jpg", ".jpeg"],
  [".htm", ".html"],
  [".txt", ".text"],
  [".md", ".markdown"],
  [".tif", ".tiff"],
  [".ndjson", ".jsonl"],
];
