/** What a run of pytest left. */
export interface TestRun {
  /** Null: it did not end by itself. */
  readonly status: number | null;
  /** The report in JUnit's form; empty when there is none. */
  readonly junit: string;
  /** The release's top-level modules that were imported, with their files. */
  readonly seen: Readonly<Record<string, string | null>>;
  /** Where they must come from. */
  readonly sitePackages: readonly string[];
}

/** What a run comes to: an exit status of 0 alone is no proof, as it is the same where every test was skipped. */
export function judgeTests({ status, junit, seen, sitePackages }: TestRun): {
  readonly problem: string | null;
  readonly passed: number;
  readonly isEmpty: boolean;
} {
  const counts = countsOf(junit);
  const passed = counts.tests - counts.failures - counts.errors - counts.skipped;
  const bad = counts.failures + counts.errors;
  const end = (problem: string | null, isEmpty = false) => ({ problem, passed, isEmpty });
  if (status === null) return end("they did not end");
  if (status === 5 || (status === 0 && counts.tests === 0)) return end("no test was collected", true);
  if (bad > 0) return end(`${bad} of ${counts.tests} failed`);
  if (status !== 0) return end(`pytest exits with ${status}`);
  if (passed <= 0) return end(`all ${counts.skipped} were skipped`, true);
  const other = Object.entries(seen).find(
    ([, file]) => file !== null && !sitePackages.some((each) => file.startsWith(each)),
  );
  return end(
    other === undefined ? null : `they import ${other[0]} from ${other[1] ?? ""}, not the installed one`,
  );
}

function countsOf(junit: string): Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>> {
  const suite = /<testsuite [^>]*>/.exec(junit)?.[0] ?? "";
  const count = (name: string): number => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  return {
    tests: count("tests"),
    failures: count("failures"),
    errors: count("errors"),
    skipped: count("skipped"),
  };
}
