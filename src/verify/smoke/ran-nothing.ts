/** The words by which a command admits that it ran no test, or null. */
export function ranNothing(argv: readonly string[], output: string): string | null {
  const none = /\bno tests ran\b|\bcollected 0 items\b|^Ran 0 tests\b|\bNO TESTS RAN\b/m.exec(output);
  if (none !== null) return none[0];
  const summary = /^=+ (?<counts>[^=]*\b(?:skipped|deselected)\b[^=]*) in [\d.]+s.* =+$/m.exec(output)
    ?.groups?.["counts"];
  if (summary !== undefined && !/\b(?:passed|failed|error)/.test(summary)) return summary.trim();
  // A file of test functions that is run as a script defines them and ends.
  const [program, ...rest] = argv;
  const script = rest.find((word) => !word.startsWith("-"));
  const python = /^(?:.*[\\/])?python[\d.]*(?:\.exe)?$/.test(program ?? "");
  const testFile = script !== undefined && /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test)\.py$/.test(script);
  if (python && testFile && output.trim() === "") return `${script} was run as a script and printed nothing`;
  return null;
}
