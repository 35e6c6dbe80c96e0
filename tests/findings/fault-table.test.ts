import { describe, expect, test } from "vitest";
import { FAULTS, type FaultCode } from "../../src/findings/fault-table.ts";
import { fault, faultFields } from "../../src/findings/fault.ts";
import { EXIT_CODES } from "../../src/findings/phase.ts";

const CODES = Object.keys(FAULTS) as FaultCode[];

/** Every parameter that a sentence asks for, as `<name>`. */
const everything = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never;

/** Names in braces that a person is to write. */
const LITERAL_BRACES: ReadonlySet<FaultCode> = new Set(["bad-version-file"]);

describe("the table of faults", () => {
  test.each(CODES)("%s says what happened and what to do, in sentences that need nothing else", (code) => {
    const made = fault(code, everything);
    for (const sentence of [made.message, made.remedy]) {
      expect(sentence).not.toMatch(/undefined|\[object|NaN|\$\{/);
      if (!LITERAL_BRACES.has(code)) expect(sentence).not.toMatch(/\{\w+\}/);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence.length).toBeGreaterThan(5);
    }
    expect(EXIT_CODES[made.phase]).toBeGreaterThan(0);
  });

  test("claims nowhere that nothing is public: only a look can tell", () => {
    const claims = /nothing (?:of it )?(?:was|is|has been) (?:published|public|uploaded)/i;
    expect("help: run the same command again; nothing was published").toMatch(claims);
    for (const code of CODES) {
      const { message, remedy } = fault(code, everything);
      expect(`${message} ${remedy}`, code).not.toMatch(claims);
    }
  });

  test("has codes of the form `area/name`, but for the kinds of version errors, which are named as their vectors are", () => {
    for (const code of CODES) expect(code).toMatch(/^[a-z]+(?:\/[a-z-]+[0-9]*|-[a-z-]+|)$/);
  });
});

/** The compiler refuses each of these, or `npm run types` fails on the comment above it. */
describe("a fault that is not given what its code declares does not compile", () => {
  test("a missing parameter", () => {
    // @ts-expect-error
    expect(() => fault("config/not-git")).not.toThrow();
    // @ts-expect-error
    expect(fault("config/git-failed", { directory: "here" }).message).toContain("undefined");
  });

  test("a misspelt parameter", () => {
    // @ts-expect-error
    expect(fault("config/not-git", { directoy: "here" }).message).toContain("undefined");
    // @ts-expect-error
    expect(fault("run/interrupted", { reason: "none" }).message).toBe("interrupted");
  });

  test("a parameter of another type", () => {
    // @ts-expect-error
    expect(fault("tool/port-taken", { port: "8080" }).code).toBe("tool/port-taken");
  });

  test("one of two codes, without the parameters of both", () => {
    const code = CODES.length > 0 ? "config/not-git" : "config/git-failed";
    // @ts-expect-error
    expect(fault(code, { directory: "here" }).code).toBe("config/not-git");
  });

  test("a code that is not in the table", () => {
    // @ts-expect-error
    expect(() => fault("config/no-such-code", {})).toThrow(TypeError);
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
