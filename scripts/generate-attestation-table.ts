/**
 * Writes the tables of `docs/reference/attestations.md`: the problems that an attestation can have, from their list, and
 * the cases by which they are tested, from the tests' own list. Usage: node scripts/generate-attestation-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ATTESTATION_PROBLEMS } from "../src/attest/problems.ts";
import { NEGATIVE_CASES } from "../tests/attest/negative-cases.ts";

const pageFile = join(import.meta.dirname, "..", "docs", "reference", "attestations.md");

/** The page with its tables made anew; throws when it has no place for one. */
export function attestationPage(page: string): string {
  const problems = Object.entries(ATTESTATION_PROBLEMS).map(([id, words]) => `| \`${id}\` | ${words} |`);
  const cases = NEGATIVE_CASES.map(({ title, problem }) => `| ${title} | \`${problem}\` |`);
  const withProblems = between(page, "problems", [
    "| problem | what it means |",
    "| --- | --- |",
    ...problems,
  ]);
  return between(withProblems, "cases", ["| the attestation | problem |", "| --- | --- |", ...cases]);
}

function between(page: string, name: string, lines: readonly string[]): string {
  const marks = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`] as const;
  const [begin, end] = [page.indexOf(marks[0]), page.indexOf(marks[1])];
  if (begin === -1 || end < begin) throw new Error(`${pageFile} lacks ${marks.join(" and ")}`);
  return `${page.slice(0, begin)}${marks[0]}\n${lines.join("\n")}\n${page.slice(end)}`;
}

if (import.meta.main) writeFileSync(pageFile, attestationPage(readFileSync(pageFile, "utf8")));
