import { expect, test } from "vitest";
import { attestationPage } from "../../scripts/generate-attestation-table.ts";
import { ATTESTATION_PROBLEMS } from "../../src/attest/problems.ts";
import { repositoryText } from "../support/repository.ts";
import { NEGATIVE_CASES } from "../attest/negative-cases.ts";

test("the page of attestations is written from the problems and from the cases that test them", () => {
  const page = repositoryText("docs/reference/attestations.md") ?? "";
  expect(attestationPage(page)).toBe(page);
  expect(() => attestationPage("no table")).toThrow("lacks");
});

test("every problem has a case", () => {
  const tested = new Set(NEGATIVE_CASES.map(({ problem }) => problem));
  expect([...tested].sort()).toEqual(Object.keys(ATTESTATION_PROBLEMS).sort());
});
