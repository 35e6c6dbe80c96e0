import { describe, expect, test } from "vitest";
import { FAULTS, type FaultCode } from "../../src/findings/fault-table.ts";
import { fault, faultFields } from "../../src/findings/fault.ts";
import { EXIT_CODES } from "../../src/findings/phase.ts";

const CODES = Object.keys(FAULTS) as FaultCode[];

/** Every parameter that a sentence asks for, as `<name>`. */
const everything = new Proxy<Record<string, string>>({}, { get: (_, name) => `<${String(name)}>` });

describe("the table of faults", () => {
  test.each(CODES)("%s says what happened and what to do, in sentences that need nothing else", (code) => {
    const made = fault(code, everything);
    for (const sentence of [made.message, made.remedy]) {
      expect(sentence).not.toMatch(/undefined|\[object|NaN/);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence.length).toBeGreaterThan(5);
    }
    expect(EXIT_CODES[made.phase]).toBeGreaterThan(0);
  });

  test("has codes of the form `area/name`, but for the kinds of version errors, which are named as their vectors are", () => {
    for (const code of CODES) expect(code).toMatch(/^[a-z]+(?:\/[a-z-]+|-[a-z-]+|)$/);
  });
});

test("a fault's JSON form leaves out what is absent", () => {
  expect(faultFields(fault("run/interrupted"))).toEqual({
    phase: "interrupted",
    code: "run/interrupted",
    message: "interrupted",
    cause: null,
    remedy: expect.any(String),
  });
});
