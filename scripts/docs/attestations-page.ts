import { ATTESTATION_PROBLEMS } from "../../src/attest/problems.ts";
import { NEGATIVE_CASES } from "../../tests/attest/negative-cases.ts";
import { between } from "./generated.ts";

/** The page with its tables: the problems that an attestation can have, and the cases by which they are tested. */
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
