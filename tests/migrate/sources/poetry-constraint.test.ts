import { describe, expect, test } from "vitest";
import { toSpecifier } from "../../../src/migrate/sources/poetry/constraint.ts";
import { parseSpecifierSet } from "../../../src/version/specifiers.ts";
import {
  joinMarkers,
  platformMarker,
  pythonMarker,
  toRequiresPython,
} from "../../../src/migrate/sources/poetry/python.ts";
import recorded from "../../vectors/poetry-constraints.json" with { type: "json" };

function specifierOf(text: string): string {
  const read = toSpecifier(text);
  return "error" in read ? `error: ${read.error}` : read.specifier;
}

/** Versions around every number that the constraints name. */
const PROBES = [
  "0",
  "0.0",
  "0.0.1.dev0",
  "0.1",
  "0.9",
  "1",
  "1.0a1",
  "1.0",
  "1.1",
  "1.1.0",
  "1.2",
  "1.2.3",
  "1.2.3.4",
  "1.2.4",
  "1.2.5",
  "1.3",
  "1.3.0.dev0",
  "1.4",
  "1.5",
  "1.9",
  "2",
  "2.0",
  "2.0.1",
  "2.9",
  "3",
  "3.0",
  "3.5",
  "4",
  "7",
  "8.5",
  "9",
  "10",
  "11",
  "2022.9.29",
  "2023",
  "1!2.3",
  "1!3",
];

describe("constraints of Poetry", () => {
  test.each(recorded)("$poetry means what poetry-core made of it", ({ poetry, constraint, error }) => {
    const ours = toSpecifier(poetry);
    if (error !== undefined) return expect(ours).toHaveProperty("error");
    if (constraint?.includes("||")) {
      const sets = constraint
        .split(" || ")
        .map((each) => parseSpecifierSet(/^[0-9]/.test(each) ? `==${each}` : each));
      if ("error" in ours) return expect(ours.help).toContain("choose");
      const set = parseSpecifierSet(ours.specifier);
      for (const probe of PROBES.filter((each) => !/[a-z]/.test(each)))
        expect([probe, set?.contains(probe)]).toEqual([probe, sets.some((each) => each?.contains(probe))]);
      return undefined;
    }
    const truth =
      constraint === "*" ? "" : /^[0-9]/.test(constraint ?? "") ? `==${constraint}` : (constraint ?? "");
    const sorted = (text: string): string => text.split(",").sort().join(",");
    return expect(sorted("error" in ours ? ours.error : ours.specifier)).toBe(sorted(truth));
  });

  test.each([
    ["^1.0 || ^2.0", ">=1.0,<3.0"],
    ["^1.0||^3.0", ">=1.0,<4.0,!=2.*"],
    ["1.2.* || 1.5.*", ">=1.2,<1.6,!=1.3.*,!=1.4.*"],
    ["<1.0 || >1.0", "!=1.0"],
    [">=1.0,!=1.5.*,<2.0 || >=3.0", ">=1.0,!=1.5.*,!=2.*"],
    ["^1.0,!=1.2 || ^2.0", ">=1.0,<3.0,!=1.2"],
    ["^1.0,!=1.2 || <3,>=1.1", ">=1.0,<3"],
    ["^1.0,!=1.2.* || >=1.2,<1.4", ">=1.0,<2.0"],
    ["* || ^2", ""],
  ])("%s is one specifier", (text, specifier) => {
    expect(specifierOf(text)).toBe(specifier);
  });

  test.each(["1.2.3 || 1.2.5", "^1.0,!=1.2.* || >=1.2.5,<3", "<1 || >=99"])(
    "%s has none, and says so",
    (text) => {
      expect(specifierOf(text)).toContain("has no PEP 440 form");
    },
  );
});

describe("the Python of Poetry", () => {
  test.each([
    ["3.11", ">=3.11,<3.12"],
    ["3.11.*", ">=3.11,<3.12"],
    ["~3.10", ">=3.10,<3.11"],
    ["^3.8.1", ">=3.8.1,<4.0.0"],
    ["^3.9 || ^3.12", ">=3.9,<4.0"],
    ["^3.9,!=3.9.7", ">=3.9,<4.0,!=3.9.7"],
    [">=2.7,!=3.0.*,!=3.1.*", ">=2.7,!=3.0.*,!=3.1.*"],
    ["~2.7 || ^3.6", ">=2.7,<4.0,!=3.0.*,!=3.1.*,!=3.2.*,!=3.3.*,!=3.4.*,!=3.5.*"],
    ["*", ""],
    ["3", ">=3.0,<4.0"],
  ])("%s is %s", (text, specifier) => {
    expect(toRequiresPython(text)).toMatchObject({ specifier });
  });

  test.each([
    ["<3.11", 'python_version < "3.11"'],
    ["^3.8", 'python_version >= "3.8" and python_version < "4.0"'],
    ["3.9.*", 'python_version == "3.9"'],
    [">=3.8,<3.9.2", 'python_version >= "3.8" and python_full_version < "3.9.2"'],
    ["~3.8 || >=3.11", 'python_version >= "3.8" and python_version < "3.9" or python_version >= "3.11"'],
    [">3.8", 'python_full_version > "3.8.0"'],
  ])("a dependency for %s has the marker %s", (text, marker) => {
    expect(pythonMarker(text)).toBe(marker);
  });

  test("markers with or are put in parentheses", () => {
    expect(joinMarkers([platformMarker("darwin || linux"), "", pythonMarker("<3.11") ?? ""])).toBe(
      '(sys_platform == "darwin" or sys_platform == "linux") and python_version < "3.11"',
    );
    expect(platformMarker("!=win32")).toBe('sys_platform != "win32"');
  });
});
