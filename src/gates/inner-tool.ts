/** What tools print when they end well and have checked nothing: the only trace that a command around them leaves. */
const NOTHING_CHECKED: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^=* ?no tests ran in [\d.]+s/m, "pytest collected no test"],
  [/^=* ?\d+ skipped(?:, \d+ (?:deselected|warnings?))* in [\d.]+s/m, "pytest skipped every test"],
  [/^=* ?\d+ deselected(?:, \d+ warnings?)* in [\d.]+s/m, "pytest deselected every test"],
  [/^Ran 0 tests in /m, "unittest ran no test"],
  [/^OK \(skipped=\d+\)$/m, "unittest skipped tests only"],
  [/There are no \.py\[i\] files in directory/, "mypy found no file"],
  [/^warning: No Python files found/im, "ruff found no file"],
];

/** What a tool inside another command did not check; null: nothing shows that. */
export function innerVacuity(output: string): string | null {
  const found = NOTHING_CHECKED.find(([pattern]) => pattern.test(output))?.[1] ?? null;
  if (found === "unittest skipped tests only") return skippedAllOfUnittest(output) ? found : null;
  return found;
}

function skippedAllOfUnittest(output: string): boolean {
  const ran = /^Ran (\d+) tests? in /m.exec(output)?.[1];
  return ran !== undefined && ran === /^OK \(skipped=(\d+)\)$/m.exec(output)?.[1];
}
