import { expect, test } from "vitest";
import { ATTESTATION_PROBLEMS } from "../../src/attest/problems.ts";
import { NEGATIVE_CASES } from "../attest/negative-cases.ts";

test("every problem has a case", () => {
  const tested = new Set(NEGATIVE_CASES.map(({ problem }) => problem));
  expect([...tested].sort()).toEqual(Object.keys(ATTESTATION_PROBLEMS).sort());
});
