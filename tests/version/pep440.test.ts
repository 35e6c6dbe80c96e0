import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  publicVersion,
  type Version,
} from "../../src/version/pep440.ts";
import { parseSpecifierSet, type SpecifierSet } from "../../src/version/specifiers.ts";

const number = fc.bigInt({ min: 0n, max: 10n ** 24n });
const small = fc.oneof(fc.bigInt({ min: 0n, max: 3n }), number);

const segment: fc.Arbitrary<string | bigint> = fc.oneof(small, fc.constantFrom("abc", "z", "0a", "ubuntu"));

const version: fc.Arbitrary<Version> = fc.record({
  epoch: fc.constantFrom(0n, 0n, 1n),
  release: fc.array(small, { minLength: 1, maxLength: 4 }),
  pre: fc.option(fc.tuple(fc.constantFrom("a" as const, "b" as const, "rc" as const), small)),
  post: fc.option(small),
  dev: fc.option(small),
  local: fc.option(fc.array(segment, { minLength: 1, maxLength: 3 })),
});

function set(text: string): SpecifierSet {
  const parsed = parseSpecifierSet(text);
  if (parsed === null) throw new Error(`invalid: ${text}`);
  return parsed;
}

describe("laws of PEP 440", () => {
  test("printing and parsing gives the same version", () => {
    fc.assert(
      fc.property(version, (v) => {
        expect(parseVersion(formatVersion(v))).toEqual(v);
      }),
    );
  });

  test("a printed version is its own normal form", () => {
    fc.assert(
      fc.property(version, (v) => {
        const text = formatVersion(v);
        expect(formatVersion(parseVersion(` V${text.toUpperCase()} `) as Version)).toBe(text);
      }),
    );
  });

  test("the order is total: antisymmetric, transitive, and equal only for equal meaning", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        const [x, y, z] = [a, b, c].sort(compareVersions) as [Version, Version, Version];
        expect(compareVersions(x, y)).toBeLessThanOrEqual(0);
        expect(compareVersions(y, z)).toBeLessThanOrEqual(0);
        expect(compareVersions(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("a development release precedes, a local version follows", () => {
    fc.assert(
      fc.property(version, (v) => {
        const plain = { ...v, local: null };
        expect(compareVersions({ ...plain, local: ["x"] }, plain)).toBe(1);
        if (v.dev === null) expect(compareVersions({ ...plain, dev: 0n }, plain)).toBe(-1);
      }),
    );
  });

  test("complementary clauses divide all versions", () => {
    fc.assert(
      fc.property(version, version, (bound, v) => {
        const text = publicVersion(bound);
        expect(set(`==${text}`).contains(v)).toBe(!set(`!=${text}`).contains(v));
        const release = bound.release.join(".");
        expect(set(`==${release}.*`).contains(v)).toBe(!set(`!=${release}.*`).contains(v));
        if (set(`<${text}`).contains(v)) expect(set(`>=${text}`).contains(v)).toBe(false);
        if (set(`>${text}`).contains(v)) expect(set(`<=${text}`).contains(v)).toBe(false);
      }),
    );
  });
});

describe("parseVersion", () => {
  test("Python's blanks around a version count, others do not", () => {
    expect(parseVersion("\x1f1.0\u3000")).not.toBeNull();
    expect(parseVersion("\ufeff1.0")).toBeNull();
  });

  test("numbers beyond 2^53 keep every digit", () => {
    const text = "1.20250101000000000001";
    expect(formatVersion(parseVersion(text) as Version)).toBe(text);
  });

  test("only alphas, betas, candidates and development releases are pre-releases", () => {
    const judged = ["1.0", "1.0.post1", "1.0+x", "1.0a1", "1.0.dev1", "1.0.post1.dev1"].map((text) =>
      isPrerelease(parseVersion(text) as Version),
    );
    expect(judged).toEqual([false, false, false, true, true, true]);
  });
});

describe("parseSpecifierSet", () => {
  test("a version value is matched by === through its normal form", () => {
    expect(set("===1.0A1").contains(parseVersion("1.0a1") as Version)).toBe(true);
    expect(set("===1.0").contains(parseVersion("1.0.0") as Version)).toBe(false);
  });

  test("text that is no version matches the empty set and === only", () => {
    expect(set("").contains("banana")).toBe(true);
    expect(set("===Banana").contains("banana")).toBe(true);
    expect(set(">=0").contains("banana")).toBe(false);
    expect(set("").filter(["banana", "1.0", "2.0a1"])).toEqual(["banana", "1.0"]);
  });

  test("pre-releases come when they are asked for, or when there is nothing else", () => {
    const versions = ["1.0", "2.0a1"];
    expect(set(">=1").filter(versions)).toEqual(["1.0"]);
    expect(set(">=1").filter(versions, { prereleases: true })).toEqual(versions);
    expect(set(">=1").filter(["2.0a1"])).toEqual(["2.0a1"]);
    expect(set(">=1").filter(["2.0a1"], { prereleases: false })).toEqual([]);
    expect(set(">=1.dev0").filter(versions)).toEqual(versions);
  });

  test("an invalid clause makes the whole invalid", () => {
    expect(parseSpecifierSet(">=1,=<2")).toBeNull();
  });
});
