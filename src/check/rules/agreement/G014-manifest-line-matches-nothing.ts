import { removeLine } from "../../../tree/edit/text-lines.ts";
import { fixIn } from "../../engine/fix.ts";
import { readManifestIn } from "./manifest-in.ts";
import type { RuleFinding } from "../../engine/rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G014: a line of MANIFEST.in matches no file. */
export const manifestLineMatchesNothing: Rule = defineRule({
  code: "G014",
  slug: "manifest-line-matches-nothing",
  title: "a line of MANIFEST.in matches no file",
  severity: "info",
  needs: ["tree"],
  confidence: "likely",
  fix: "review",
  docs: {
    what: "A line that adds files matches no tracked file.",
    why: "The file was moved or the name is misspelled, so the sdist lacks it. setuptools only prints a warning in its build output.",
    fix: "correct the line, or drop it",
    bad: "recursive-include templats *.html",
    good: "recursive-include templates *.html",
    peers: ["check-manifest:MANIFEST.in syntax"],
  },
  async check({ tree }) {
    const text = tree?.backendFacts.readsManifestIn === true ? await tree.readText("MANIFEST.in") : null;
    if (tree === undefined || text === null) return [];
    const { lines } = readManifestIn(
      text,
      tree.files.map(({ path }) => path),
    );
    return lines.flatMap((line): readonly RuleFinding[] => {
      // What a build makes is not tracked.
      if (!line.adds || line.fits.length > 0 || /\.(c|cpp|so|pyd|dll|mo|pyx)\b/.test(line.text)) return [];
      const fix = fixIn("MANIFEST.in", "review", "drop the line", removeLine(text, line.number));
      return [
        {
          message: `"${line.text}" in MANIFEST.in matches no tracked file`,
          location: {
            file: "MANIFEST.in",
            line: line.number,
            column: 1,
            endColumn: line.text.length + 1,
            excerpt: line.text,
          },
          subject: line.text,
          ...fix,
        },
      ];
    });
  },
});
