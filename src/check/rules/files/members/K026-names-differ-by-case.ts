import type { Distribution } from "../../../../distribution/distribution.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K026: two paths differ only in case or Unicode form. */
export const namesDifferByCase: Rule = defineRule({
  code: "K026",
  slug: "names-differ-by-case",
  title: "two paths differ only in case or Unicode form",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "The names of two files in a folder differ only in upper and lower case, or in composed and decomposed characters (é as one character or two).",
    why: "On Windows and macOS the second file overwrites the first (on macOS only, for Unicode forms).",
    fix: "rename one of them",
    bad: "good_pkg/Data.json and good_pkg/data.json",
    good: "good_pkg/data.json and good_pkg/data_old.json",
    peers: ["pydistcheck:files-only-differ-by-case"],
  },
  *check(inputs) {
    for (const distribution of inputs.distributions) {
      const groups = Map.groupBy(new Set(files(distribution)), oneFileOf);
      for (const same of groups.values()) {
        const [first = "", second] = same;
        if (second === undefined) continue;
        const folder = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);
        const isOneFolder = folder(first) === folder(second);
        const isMild = distribution.kind === "sdist" || !isOneFolder;
        yield {
          message: `${first} and ${second} differ only in ${first.normalize() === second.normalize() ? "Unicode form" : "case"}`,
          location: { file: memberPath(distribution, second) },
          related: [{ file: memberPath(distribution, first) }],
          subject: second,
          ...(isMild && { severity: "warning" as const }),
        };
      }
    }
  },
});

/** The same text for names that a file system without regard to case or Unicode form takes for one. */
function oneFileOf(name: string): string {
  return name.normalize().toLowerCase();
}

function files(distribution: Distribution): readonly string[] {
  return distribution.entries.filter((entry) => entry.kind !== "directory").map((entry) => entry.name);
}
