import { memberPath } from "../../views/metadata-view.ts";
import { releasedFiles } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L008: the output of a measurement is in the archive. */
export const measurementsInArchive: Rule = defineRule({
  code: "L008",
  slug: "measurements-in-archive",
  title: "the output of a measurement is in the archive",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "Coverage data, HTML reports, profiles or core dumps.",
    why: "They are of no use to anybody else, hold paths of the machine, and a core dump holds the memory of a process.",
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
        message: `${distribution.fileName} holds ${what}`,
        location: { file: memberPath(distribution, member) },
        subject,
      };
    }
  },
});

const MEASURED =
  /^(.*\/)?(\.coverage(\.[^/]+\.\d+\.[^/]+)?$|coverage\.xml$|lcov\.info$|htmlcov(?=\/)|\.hypothesis(?=\/)|\.benchmarks(?=\/)|core\.\d+$|[^/]+\.(prof|pstats?|heapsnapshot|cpuprofile|gcda|gcno)$)/;
