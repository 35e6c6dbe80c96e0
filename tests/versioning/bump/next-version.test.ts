import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextVersion, type Step } from "../../../src/versioning/bump/next-version.ts";
import { compareVersions, formatVersion, parseVersion } from "../../../src/version/pep440.ts";
import { anyVersion, version } from "../../support/versions.ts";

const STEP: Step = { level: null, pre: null, post: false, dev: null };

function next(last: string, step: Partial<Step>, lastFinal: string | null = null): string {
  const made = nextVersion(version(last), lastFinal === null ? null : version(lastFinal), {
    ...STEP,
    ...step,
  });
  return "refused" in made ? `refused: ${made.refused}` : formatVersion(made.version);
}

describe("a development release", () => {
  test.each([
    ["1.4.2", "1.4.3.dev1"],
    ["1.4.3.dev1", "1.4.3.dev2"],
    ["1.5.0rc1", "1.5.0rc2.dev1"],
    ["1.5.0rc2.dev1", "1.5.0rc2.dev2"],
    ["1.4.2.post1", "1.4.3.dev1"],
    ["1.4.2.post1.dev1", "1.4.3.dev1"],
  ])("of %s is %s", (last, expected) => {
    expect(next(last, { dev: "next" })).toBe(expected);
  });

  test("leads to the release that it announces", () => {
    expect(next("1.5.0rc2.dev1", { pre: "rc" })).toBe("1.5.0rc2");
    expect(next("1.5.0.dev3", { level: "minor" })).toBe("1.5.0");
    expect(next("1.5.0.dev3", { level: "major" })).toBe("2.0.0");
    expect(next("1.5.0.dev3", {})).toBe("1.5.0");
  });
});

describe("a post-release", () => {
  test.each([
    ["1.4.2", "1.4.2.post1"],
    ["1.4.2.post1", "1.4.2.post2"],
    ["1.4.2.post1.dev3", "1.4.2.post1"],
    ["1!1.4", "1!1.4.post1"],
    ["1.4+local", "1.4.post1"],
  ])("of %s is %s", (last, expected) => {
    expect(next(last, { post: true })).toBe(expected);
  });

  test.each(["1.4.2rc1", "1.4.2.dev1", "1.4.2rc1.post1", "1.4.2rc1.dev1"])("of %s is refused", (last) => {
    expect(next(last, { post: true })).toMatch(/^refused: .* PEP 440 advises against/);
  });
});

test("the release in progress stays when it is far enough from the last final one", () => {
  expect(next("1.5.0rc1", { level: "minor" }, "1.4.2")).toBe("1.5.0");
  expect(next("1.5.0rc1", { level: "minor" }, "1.4.9")).toBe("1.5.0");
  // Only a patch away, although its zeros look like a minor release.
  expect(next("1.5.0rc1", { level: "minor" }, "1.5")).toBe("1.5.0");
  expect(next("1.5.1rc1", { level: "minor" }, "1.4.0")).toBe("1.5.1");
  expect(next("1.5.1rc1", { level: "minor" }, "1.5.0")).toBe("1.6.0");
  expect(next("1.5.1rc1", { level: "minor" })).toBe("1.6.0");
});

test("without zero versions the first one is 1.0.0", () => {
  const rules = { allowZero: false, first: 1n };
  for (const level of ["patch", "minor", "major"] as const) {
    const made = nextVersion(version("0.3.4"), null, { ...STEP, level, pre: "rc" }, rules);
    expect("version" in made && formatVersion(made.version)).toBe("1.0.0rc1");
  }
});

test("what would not be higher is refused, both versions named", () => {
  expect(next("1.1.0rc1", { pre: "a" })).toBe("refused: 1.1.0a1 would not be higher than 1.1.0rc1");
  expect(next("1.1.0", {})).toBe("refused: 1.1.0 would not be higher than 1.1.0");
  expect(next("1.1.0+l", {})).toMatch(/^refused/);
});

const anyStep: fc.Arbitrary<Step> = fc.record({
  level: fc.constantFrom(null, "patch" as const, "minor" as const, "major" as const),
  pre: fc.constantFrom(null, "a" as const, "b" as const, "rc" as const),
  post: fc.boolean(),
  dev: fc.oneof(fc.constant(null), fc.constant("next" as const), fc.bigInt(0n, 3n)),
});
const anyRules = fc.record({ allowZero: fc.boolean(), first: fc.bigInt(0n, 1n) });
const RUNS = { numRuns: 3000 };

describe("whatever the versions and the step", () => {
  test("the next version is higher, public, and its own normal form", () => {
    let made = 0;
    fc.assert(
      fc.property(
        anyVersion,
        fc.option(anyVersion, { nil: null }),
        anyStep,
        anyRules,
        (last, final, step, rules) => {
          const result = nextVersion(last, final, step, rules);
          if ("refused" in result) return;
          made += 1;
          expect(compareVersions(result.version, last)).toBe(1);
          expect(result.version.local).toBeNull();
          expect(result.version.epoch).toBe(last.epoch);
          const text = formatVersion(result.version);
          expect(formatVersion(parseVersion(text) ?? last)).toBe(text);
        },
      ),
      RUNS,
    );
    expect(made).toBeGreaterThan(RUNS.numRuns / 3);
  });

  test("a level by itself is never refused, and a larger level never gives a lower version", () => {
    fc.assert(
      fc.property(anyVersion, fc.option(anyVersion, { nil: null }), (last, final) => {
        const [patch, minor, major] = (["patch", "minor", "major"] as const).map((level) => {
          const result = nextVersion(last, final, { ...STEP, level });
          if ("refused" in result) throw new Error(result.refused);
          return result.version;
        });
        expect(compareVersions(minor ?? last, patch ?? last)).not.toBe(-1);
        expect(compareVersions(major ?? last, minor ?? last)).not.toBe(-1);
      }),
      RUNS,
    );
  });

  test("alpha, alpha, beta, candidate, candidate, final climbs to one release", () => {
    fc.assert(
      fc.property(
        anyVersion,
        fc.constantFrom("patch" as const, "minor" as const, "major" as const),
        (start, level) => {
          let current = start;
          const climb: readonly Partial<Step>[] = [
            { level, pre: "a" },
            { pre: "a" },
            { pre: "b" },
            { pre: "rc" },
            { pre: "rc" },
            {},
          ];
          // From a pre-release the first alpha may be refused: it begins from its final version then.
          if (current.pre !== null || current.dev !== null) current = { ...current, pre: null, dev: null };
          const seen = climb.map((step) => {
            const result = nextVersion(current, null, { ...STEP, ...step });
            if ("refused" in result) throw new Error(result.refused);
            expect(compareVersions(result.version, current)).toBe(1);
            current = result.version;
            return current;
          });
          expect(seen.map((each) => each.pre?.join("") ?? "final")).toEqual([
            "a1",
            "a2",
            "b1",
            "rc1",
            "rc2",
            "final",
          ]);
          expect(new Set(seen.map((each) => each.release.join("."))).size).toBe(1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
