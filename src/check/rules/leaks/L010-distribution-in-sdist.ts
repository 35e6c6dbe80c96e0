import { memberPath } from "../../views/metadata-view.ts";
import { isSample, releasedFiles } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L010: an older distribution is in the sdist. */
export const distributionInSdist: Rule = defineRule({
  code: "L010",
  slug: "distribution-in-sdist",
  title: "an older distribution is in the sdist",
  severity: "warning",
  needs: ["sdist"],
  docs: {
    what: "The sdist contains wheels, eggs or archives of earlier builds.",
    why: "The sdist grows with every release, and scanners mistake the old version for the new one.",
    fix: "exclude dist/ and *.egg, and build from a clean tree",
    bad: "pkg-1.0/dist/pkg-0.9.tar.gz",
    good: "a clean tree",
    peers: [],
  },
  *check({ sdists }) {
    for (const sdist of sdists) {
      const found = [...releasedFiles({ distributions: [sdist] })].filter(
        ({ path }) =>
          (/\.(whl|egg)$/.test(path) || /^dist\/.*\.(tar\.gz|zip|tar\.bz2)$/.test(path)) &&
          !isSample(path) &&
          !BUNDLED.test(path),
      );
      const [first] = found;
      if (first === undefined) continue;
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more`;
      yield {
        message: `${sdist.fileName} contains ${first.path}${more}`,
        location: { file: memberPath(sdist, first.member) },
        subject: sdist.fileName,
      };
    }
  },
});

/** Wheels that a program carries: ensurepip's, a virtual environment's seed. */
const BUNDLED = /(^|\/)(_?bundled?|_?vendor(ed)?|embed(ded)?|wheels|ensurepip)\//;
