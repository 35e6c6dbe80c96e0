import { memberPath } from "../../views/metadata-view.ts";
import { releasedFiles } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L008: coverage data, profiles or core dumps are in the archive. */
export const measurementsInArchive: Rule = defineRule({
  code: "L008",
  slug: "measurements-in-archive",
  title: "coverage data, profiles or core dumps are in the archive",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "The archive contains coverage data, HTML reports, profiles or core dumps.",
    why: "The files are useless to others and contain paths of the build machine; a core dump contains the memory of a process.",
    fix: "exclude the files",
    bad: "pkg-1.0/.coverage",
    good: "exclude .coverage in MANIFEST.in",
    peers: [],
  },
  *check(inputs) {
    const told = new Set<string>();
    for (const { distribution, path, member } of releasedFiles(inputs)) {
      const what = MEASURED.exec(path)?.[0];
      const subject = `${distribution.kind} ${what}`;
      if (what === undefined || told.has(subject) || /(^|\/)tests?\/.*\//.test(path)) continue;
      told.add(subject);
      yield {
        message: `${distribution.fileName} contains ${what}`,
        location: { file: memberPath(distribution, member) },
        subject,
      };
    }
  },
});

const MEASURED =
  /^(.*\/)?(\.coverage(\.[^/]+\.\d+\.[^/]+)?$|coverage\.xml$|lcov\.info$|htmlcov(?=\/)|\.hypothesis(?=\/)|\.benchmarks(?=\/)|core\.\d+$|[^/]+\.(prof|pstats?|heapsnapshot|cpuprofile|gcda|gcno)$)/;
