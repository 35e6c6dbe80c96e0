import fc from "fast-check";
import type { Finding } from "../../src/findings/finding.ts";
import { PHASE_ORDER } from "../../src/findings/phase.ts";

const KEYS = ["a", "b", "c"] as const;
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const finding: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom("P001", "M039", "I001", "I002", "U001", "K016"),
    phase: fc.constantFrom(...PHASE_ORDER.filter((each) => each !== "internal" && each !== "interrupted")),
    severity: fc.constantFrom("error", "warning", "info"),
    confidence: fc.constantFrom("certain", "likely"),
    symptom: some(fc.constantFrom(...KEYS)),
    explains: some(fc.subarray([...KEYS])),
    disprovedBy: some(fc.subarray(["built", "imported:x", "on-index:x"])),
    observed: some(fc.constant(true as const)),
  })
  .map(
    (made) =>
      ({ ...withoutUndefined(made), slug: made.rule.toLowerCase(), message: "" }) as unknown as Finding,
  );

/** Findings of all kinds, with symptoms and explanations that meet each other, in rings, too; each with its own message. */
export const generatedFindings: fc.Arbitrary<readonly Finding[]> = fc
  .array(finding, { maxLength: 8 })
  .map((all) => all.map((each, at) => ({ ...each, message: `finding ${at}` })));

function withoutUndefined(made: object): object {
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}
