/**
 * Prints `N passed, N failed` from the test runner's JSON report; skipped tests are told on stderr.
 * A file that could not be loaded has no tests of its own: it counts as one failure.
 * Usage: node scripts/count-tests.ts REPORT.json
 */
import { readFileSync } from "node:fs";

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node scripts/count-tests.ts REPORT.json");
const report = JSON.parse(readFileSync(file, "utf8")) as Report;
const unloaded = report.testResults.filter(
  (each) => each.status === "failed" && each.assertionResults.length === 0,
);
for (const each of unloaded) console.error(`could not be loaded: ${each.name}`);
if (report.numPendingTests > 0) console.error(`${report.numPendingTests} skipped`);
const failures = report.numFailedTests + unloaded.length;
// An error outside of every test fails the run without failing a test.
const stray = !report.success && failures === 0 ? 1 : 0;
if (stray === 1) console.error("the run failed outside of every test");
console.log(`${report.numPassedTests} passed, ${failures + stray} failed`);
