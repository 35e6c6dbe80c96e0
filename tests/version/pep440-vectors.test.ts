import { describe, expect, test } from "vitest";
import {
  baseVersion,
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  publicVersion,
  type Version,
} from "../../src/version/pep440.ts";
import { parseSpecifierSet, type SpecifierSet } from "../../src/version/specifiers.ts";
import vectors from "../vectors/pep440.json" with { type: "json" };

interface Case {
  readonly id: string;
  readonly op: string;
  readonly input?: string | readonly string[];
  readonly a?: string;
  readonly b?: string;
  readonly specifier?: string;
  readonly version?: string;
  readonly expected: unknown;
}

const cases = vectors.cases as readonly Case[];
const ofOperation = (op: string): readonly Case[] => cases.filter((row) => row.op === op);

function version(text: unknown): Version {
  const parsed = parseVersion(text as string);
  if (parsed === null) throw new Error(`the vectors hold an invalid version: ${String(text)}`);
  return parsed;
}

function set(text: unknown): SpecifierSet {
  const parsed = parseSpecifierSet(text as string);
  if (parsed === null) throw new Error(`the vectors hold an invalid specifier: ${String(text)}`);
  return parsed;
}

/** What the anchor reports of a version, as text, since JSON numbers cannot hold all of them. */
function facts(text: string): unknown {
  const parsed = parseVersion(text);
  return parsed === null
    ? null
    : {
        str: formatVersion(parsed),
        public: publicVersion(parsed),
        base_version: baseVersion(parsed),
        is_prerelease: isPrerelease(parsed),
        is_postrelease: parsed.post !== null,
        is_devrelease: parsed.dev !== null,
      };
}

describe("packaging 26.3 as the anchor of PEP 440", () => {
  test("the vectors are all there", () => {
    expect(cases).toHaveLength(1783);
    const known = ["parse", "compare", "sort", "specifier", "contains", "filter"];
    expect(new Set(cases.map((row) => row.op))).toEqual(new Set(known));
  });

  test.each(ofOperation("parse"))("$id parses $input", (row) => {
    const actual = facts(row.input as string);
    if (row.expected === null) expect(actual).toBeNull();
    else expect(row.expected).toMatchObject(actual as object);
  });

  test.each(ofOperation("compare"))("$id compares $a with $b", (row) => {
    expect(compareVersions(version(row.a), version(row.b))).toBe(row.expected);
  });

  test.each(ofOperation("sort"))("$id sorts", (row) => {
    const sorted = [...(row.input as readonly string[])].sort((a, b) =>
      compareVersions(version(a), version(b)),
    );
    expect(sorted).toEqual(row.expected);
  });

  test.each(ofOperation("specifier"))("$id reads the specifier $input", (row) => {
    const parsed = parseSpecifierSet(row.input as string);
    const actual =
      parsed === null
        ? { valid: false }
        : { valid: true, canonical: parsed.toString(), prereleases: parsed.prereleases };
    expect(actual).toEqual(row.expected);
  });

  test.each(ofOperation("contains"))("$id: is $version in $specifier", (row) => {
    const specifiers = set(row.specifier);
    const text = row.version as string;
    expect({
      default: specifiers.contains(text),
      prereleases_true: specifiers.contains(text, { prereleases: true }),
      prereleases_false: specifiers.contains(text, { prereleases: false }),
    }).toEqual(row.expected);
  });

  test.each(ofOperation("filter"))("$id filters by $specifier", (row) => {
    expect(set(row.specifier).filter(row.input as readonly string[])).toEqual(row.expected);
  });
});
