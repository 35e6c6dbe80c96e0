import { describe, expect, test } from "vitest";
import {
  expandTag,
  parseFileName,
  parseSdistFileName,
  parseWheelFileName,
  sdistFileName,
  wheelFileName,
} from "../../src/distribution/file-names.ts";
import { isNormalizedName, isValidName, normalizeName } from "../../src/version/names.ts";
import { baseVersion, formatVersion, parseVersion, type Version } from "../../src/version/pep440.ts";
import vectors from "../vectors/names.json" with { type: "json" };

interface Case {
  readonly id: string;
  readonly op: string;
  readonly input: unknown;
  readonly expected: unknown;
}

const cases = vectors.cases as readonly Case[];
const ofOperation = (op: string): readonly Case[] => cases.filter((row) => row.op === op);

const canonical = (version: string): string => formatVersion(parseVersion(version) as Version);

function sdistFacts(fileName: string): unknown {
  const parsed = parseSdistFileName(fileName);
  return parsed.kind === "invalid"
    ? { valid: false, error: parsed.reason }
    : { valid: true, name: normalizeName(parsed.name), version: canonical(parsed.version) };
}

function wheelFacts(fileName: string): unknown {
  const parsed = parseWheelFileName(fileName);
  if (parsed.kind === "invalid") return { valid: false, error: parsed.reason };
  const [, digits = "", rest = ""] = /^([0-9]*)(.*)$/.exec(parsed.build ?? "") ?? [];
  return {
    valid: true,
    name: normalizeName(parsed.name),
    version: canonical(parsed.version),
    build: parsed.build === null ? [] : [Number(digits), rest],
    tags: parsed.tags,
  };
}

function canonicalizeVersion(text: string): unknown {
  const version = parseVersion(text);
  if (version === null) return { strip: text, keep: text };
  const release = version.release.slice(0, 1 + version.release.findLastIndex((number) => number !== 0n));
  const trimmed: Version = {
    ...version,
    release: release.length === 0 ? version.release.slice(0, 1) : release,
  };
  return { strip: formatVersion(trimmed), keep: formatVersion(version) };
}

describe("packaging 26.3 as the anchor of names", () => {
  test("the vectors are all there", () => {
    expect(cases).toHaveLength(130);
    const known = ["canonicalize_name", "canonicalize_version", "parse_sdist", "parse_wheel", "compose"];
    expect(new Set(cases.map((row) => row.op))).toEqual(new Set(known));
  });

  test.each(ofOperation("canonicalize_name"))("$id normalises the name $input", (row) => {
    const name = row.input as string;
    const actual = {
      canonical: normalizeName(name),
      valid: isValidName(name),
      is_normalized: isNormalizedName(name),
    };
    expect(actual).toEqual(row.expected);
  });

  test.each(ofOperation("canonicalize_version"))("$id normalises the version $input", (row) => {
    expect(canonicalizeVersion(row.input as string)).toEqual(row.expected);
  });

  test.each(ofOperation("parse_sdist"))("$id parses $input", (row) => {
    expect(sdistFacts(row.input as string)).toEqual(row.expected);
  });

  test.each(ofOperation("parse_wheel"))("$id parses $input", (row) => {
    expect(wheelFacts(row.input as string)).toEqual(row.expected);
  });

  test.each(ofOperation("compose"))("$id composes file names", (row) => {
    const { name, version, wheel_tag: tag } = row.input as Record<"name" | "version" | "wheel_tag", string>;
    const sdist = sdistFileName(name, version);
    const wheel = wheelFileName(name, version, tag);
    expect({ sdist, wheel, sdist_parses: sdistFacts(sdist), wheel_parses: wheelFacts(wheel) }).toEqual(
      row.expected,
    );
  });

  test("the base of a version is its epoch and release", () => {
    expect(baseVersion(parseVersion("1!2.0rc1.dev3") as Version)).toBe("1!2.0");
  });

  test.each([
    [
      "foo-1.0-py3..py2-none-any.whl",
      "Invalid wheel filename (invalid tag component): 'foo-1.0-py3..py2-none-any'",
    ],
    ["foo-1.0-3py-none-any.whl", "Invalid wheel filename (invalid tag component): 'foo-1.0-3py-none-any'"],
    ["-1.0.tar.gz", "Invalid sdist filename (empty project name): '-1.0.tar.gz'"],
  ])("%s is invalid", (fileName, reason) => {
    expect(parseFileName(fileName)).toEqual({ kind: "invalid", reason });
  });

  test("text that is no version stays as it is in a file name", () => {
    expect(sdistFileName("A.b", "banana")).toBe("a_b-banana.tar.gz");
  });
});

test("a line of WHEEL stands for every pair of its compressed set, or for nothing", () => {
  expect(expandTag("py2.py3-none-any")).toEqual(["py2-none-any", "py3-none-any"]);
  expect(expandTag("cp312-cp312-linux_x86_64")).toEqual(["cp312-cp312-linux_x86_64"]);
  expect([expandTag("py3-none"), expandTag("")]).toEqual([null, null]);
});
