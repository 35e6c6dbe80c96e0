import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluateMarker,
  formatMarker,
  markerComparisons,
  parseMarker,
  type Marker,
} from "../../src/version/marker.ts";
import {
  formatRequirement,
  isRequirementError,
  parseRequirement,
  type Requirement,
} from "../../src/version/requirement.ts";
import { parseSpecifierSet } from "../../src/version/specifiers.ts";
import vectors from "../vectors/requirements.json" with { type: "json" };

const environment = vectors.meta.environment;

function requirement(text: string): Requirement {
  const parsed = parseRequirement(text);
  if (isRequirementError(parsed)) throw new Error(`${text}: ${parsed.error}`);
  return parsed;
}

function marker(text: string): Marker {
  const parsed = parseMarker(text);
  if ("error" in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed;
}

test.each([
  'os_name == "a" and os_name == "b" or os_name == "c"',
  '(os_name == "a" or os_name == "b") and os_name == "c"',
  "os_name == extra",
])("the marker %s is written as it was read", (text) => {
  expect(formatMarker(marker(text))).toBe(text);
});

describe("packaging 26.3 as the anchor of PEP 508", () => {
  test.each(vectors.cases)("$input", ({ input, expected }) => {
    const parsed = parseRequirement(input);
    if (expected === null) {
      expect(parsed).toHaveProperty("error");
      return;
    }
    const actual = requirement(input);
    expect({
      name: actual.name,
      extras: [...actual.extras].sort(),
      specifier: parseSpecifierSet(actual.specifier)?.toString(),
      url: actual.url,
    }).toEqual({
      name: expected.name,
      extras: expected.extras,
      specifier: expected.specifier,
      url: expected.url,
    });
    expect(actual.marker === null).toBe(expected.marker === null);
    if (actual.marker === null) return;
    const holds = [
      evaluateMarker(actual.marker, environment),
      evaluateMarker(actual.marker, environment, ["Test_A"]),
    ];
    // What packaging calls undefined and throws at does not hold with us.
    const undefinedThere = (expected.holds as readonly unknown[])[0] === "undefined";
    expect(holds).toEqual(undefinedThere ? [false, false] : expected.holds);
  });

  test("text and parts are two forms of one thing", () => {
    for (const { input, expected } of vectors.cases) {
      if (expected === null) continue;
      const { raw: _raw, ...parts } = requirement(input);
      const { raw: _again, ...again } = requirement(formatRequirement(parts));
      expect(again).toEqual(parts);
    }
  });
});

describe("parseRequirement", () => {
  test.each([
    ["", 1, "package name"],
    ["a b", 3, "semicolon"],
    ["a>=1.0.*", 2, ".* suffix can only be used"],
    ["a==1.0a1.*", 2, ".* suffix cannot be used"],
    ["a>=1.0+x", 2, "Local version label"],
    ["a[b c]", 5, "comma between extra names"],
    ["a[b,]", 5, "extra name after comma"],
    ["a[b", 2, "matching RIGHT_BRACKET"],
    ["a (>=1", 3, "matching RIGHT_PARENTHESIS"],
    ["a @", 4, "URL after @"],
    ["a @ https://h/x y", 16, "semicolon (after URL"],
    ["a>=1 b", 2, "comma (within version specifier)"],
    ["a; os_name", 11, "marker operator"],
    ["a; os_name == ", 15, "marker variable or quoted string"],
    ["a; (os_name == 'x'", 4, "closing parenthesis"],
    ["a; os_name == 'x' y", 19, "end of dependency specifier"],
    ["a===x,y", 2, "Invalid version specifier"],
  ])("%j is refused at column %i", (text, column, words) => {
    const parsed = parseRequirement(text);
    expect(parsed).toMatchObject({ column, error: expect.stringContaining(words) as string });
  });

  test("never throws, whatever the text", () => {
    const tokens = [
      "a",
      " ",
      "[",
      "]",
      "(",
      ")",
      ">=",
      "==",
      "1.0",
      ".*",
      ",",
      ";",
      "@",
      "'x'",
      "os_name",
      "and",
      "in",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 30 }), (parts) => {
        expect(parseRequirement(parts.join(""))).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  test("a marker nested beyond reason is refused, not followed", () => {
    expect(parseMarker("(".repeat(50_000))).toMatchObject({ error: "The marker is nested too deeply" });
  });
});

describe("markers", () => {
  test("an unknown variable, or two texts, do not hold", () => {
    expect(evaluateMarker(marker("'a' == 'a'"), environment)).toBe(false);
    expect(evaluateMarker(marker("'a' in extras"), environment)).toBe(false);
  });

  test("it is enough that one of several extras fits", () => {
    const either = marker("extra == 'A_b'");
    expect(evaluateMarker(either, environment, ["x", "a.B"])).toBe(true);
    expect(evaluateMarker(either, environment, ["x"])).toBe(false);
    expect(evaluateMarker(either, environment)).toBe(false);
  });

  test("the version of a Python built from sources between releases is understood", () => {
    const between = { ...environment, python_full_version: "3.14.0a1+" };
    expect(evaluateMarker(marker("python_full_version >= '3.14.0a1'"), between)).toBe(true);
  });

  test("rubbish behind a marker is refused", () => {
    expect(parseMarker("os_name == 'x')")).toEqual({
      error: "Expected end of marker expression",
      column: 15,
    });
  });

  test("every comparison can be visited", () => {
    const all = [...markerComparisons(marker("os_name == 'a' and (extra == 'b' or os_name == \"c'\")"))];
    expect(all.map(({ right }) => right)).toEqual([
      { kind: "value", text: "a" },
      { kind: "value", text: "b" },
      { kind: "value", text: "c'" },
    ]);
  });
});
