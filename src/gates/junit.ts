/** What a report in JUnit's form counts. */
export interface JunitCounts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** The counts of all suites of a report; zeros where there is none. */
export function junitCounts(report: string): JunitCounts {
  const suites = Array.from(report.matchAll(/<testsuite\s[^>]*>/g), ([suite]) => suite);
  const count = (name: string): number =>
    suites.reduce((sum, suite) => sum + Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0), 0);
  return {
    tests: count("tests"),
    failures: count("failures"),
    errors: count("errors"),
    skipped: count("skipped"),
  };
}
