import { expect, test } from "vitest";

import { KNOWN_VULNERABILITY, LICENSE_UNKNOWN, SECRET_IN_HISTORY } from "../../src/audit/audit-rules.ts";
import { applyAuditWaivers } from "../../src/audit/waivers.ts";
import type { AuditWaiver } from "../../src/config/sections/audit.ts";

const VULNERABLE = KNOWN_VULNERABILITY.finding({
  subject: "idna==3.6",
  message: "idna 3.6 has the known vulnerability PYSEC-1",
  details: { ids: ["CVE-1", "PYSEC-1"] },
});
const UNLICENSED = LICENSE_UNKNOWN.finding({ subject: "idna==3.6", message: "unknown" });
const SECRET = SECRET_IN_HISTORY.finding({ subject: "a/.env", message: "a secret" });

function apply(
  waiver: Partial<AuditWaiver>,
  withdrawn: readonly string[] = [],
  isComplete = true,
): readonly string[] {
  const whole = {
    id: "CVE-1",
    package: "Idna",
    reason: "no",
    until: "2027-01-01",
    state: "in_triage" as const,
    ...waiver,
  };
  const { findings, waived } = applyAuditWaivers([VULNERABLE, UNLICENSED, SECRET], {
    waivers: [whole],
    pyproject: null,
    today: new Date("2026-12-01T00:00:00Z"),
    withdrawn,
    isComplete,
  });
  const useless = findings.find(({ slug }) => slug === "audit-waiver-useless");
  return [...waived.map(({ finding }) => finding.slug), ...(useless === undefined ? [] : [useless.message])];
}

test.each([
  ["an alias", {}, ["known-vulnerability"]],
  ["the shown id and fitting versions", { id: "PYSEC-1", versions: "<3.7" }, ["known-vulnerability"]],
  ["a code", { id: LICENSE_UNKNOWN.code }, ["license-unknown"]],
  ["a path", { id: "secret-in-history", package: "a/.env" }, ["secret-in-history"]],
  ["other versions", { versions: ">=3.7" }, ["the waiver of CVE-1 for Idna matches nothing that was found"]],
  [
    "another package",
    { package: "requests" },
    ["the waiver of CVE-1 for requests matches nothing that was found"],
  ],
  ["a past day", { until: "2026-12-01" }, ['the waiver of CVE-1 for Idna ended on 2026-12-01 ("no")']],
  [
    "a justification of no reason",
    { justification: "code_not_reachable" as const },
    ["the waiver of CVE-1 for Idna has a justification, which only the state not_affected can have"],
  ],
])("a waiver by %s", (_, waiver, expected) => {
  expect(apply(waiver)).toEqual(expected);
});

test("a waiver of a withdrawn advisory is obsolete, and one of what was not checked is left alone", () => {
  expect(apply({ id: "CVE-9" }, ["CVE-9"])).toEqual([
    "the waiver of CVE-9 for Idna is obsolete: the advisory was withdrawn",
  ]);
  expect(apply({ id: "CVE-9" }, [], false)).toEqual([]);
});
