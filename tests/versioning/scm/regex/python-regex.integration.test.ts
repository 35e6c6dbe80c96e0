import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { nodePatterns } from "../../../../src/adapters/node-patterns.ts";
import { Fault } from "../../../../src/findings/fault.ts";
import { translateRegex } from "../../../../src/versioning/scm/regex/python-regex.ts";
import { compileTagRegex } from "../../../../src/versioning/scm/regex/tag-regex.ts";

/** Every one of these is matched by Python too, and has to agree with it on every text. */
const PATTERNS = [
  String.raw`^(?:[\w-]+-)?(?P<version>[vV]?\d+(?:\.\d+){0,2}[^\+]*)(?:\+.*)?$`,
  String.raw`^v(.+)$`,
  String.raw`(?i)^V(\d)`,
  String.raw`(?s)(.*)\Z`,
  String.raw`(?m)^(.*)$`,
  String.raw`(?a)^(\w+)(\W)?([\d\s]*)([^\S\D]*)`,
  "(?x) ^ v? ( \\d+ [.] \\d+ )  # a comment\n  .*",
  String.raw`\A(\D*)(\d{1,3})?\b`,
  String.raw`(\w*)\B(.)`,
  String.raw`([^\W\d_]*)[-_/]?([\d.]*)`,
  String.raw`([]a-c.\-]+|[^]]{2,}?)`,
  String.raw`(v{0,1}\d{,4}\.\d{1,}|x{2}|y{|z{,})`,
  String.raw`(?#note)(?:a|(b))?(.*?)(?=\d)`,
  String.raw`(?<=)(?!v)(?<!x)(.)`,
  String.raw`([\x41-\x5a\u00e9\U0001F600\101\n\t]+)`,
  String.raw`(\0|\012|\/|\-|é|[\b\d])`,
  String.raw`(?P<name_1>\S{3,})(?P<größe>\s|$)`,
  String.raw`(a)?(?:\+|\.|(?i))`.replace("(?i)", "!"),
  String.raw`(.)\$?`,
];

const TEXTS = [
  "",
  "v1.0.0",
  "V2",
  "1.2.3-rc1",
  "1.0\n",
  "1.0\n\n",
  "pkg-a-v1.2",
  "été-1.0",
  "1.0+local.1",
  "x\ty",
  "b12",

  "a.b-c]",
  "xx",
  "y{",
  "z{,}",
  "١٢.٣",
  "😀é",
  "\u0001",
  "\n",
  "A\u00a0b",
  "release/1.2",
  "vv1",
  "_1",
  "abc   ",
  "ſ",
];

const PYTHON = `
import json, re, sys
patterns, texts = json.load(sys.stdin)
def spans(m): return None if m is None else [list(m.span(i)) if m.span(i)[0] >= 0 else None for i in range(m.re.groups + 1)]
print(json.dumps([[spans(re.compile(p).match(t)) for t in texts] for p in patterns]))
`;

describe("translating Python's regular expressions", () => {
  test("agrees with Python itself on every pattern and text", () => {
    const texts = TEXTS.filter((text) => !text.includes("😀"));
    const asked = execFileSync("python3", ["-W", "ignore", "-c", PYTHON], {
      input: JSON.stringify([PATTERNS, texts]),
      encoding: "utf8",
    });
    const expected = JSON.parse(asked) as unknown[][];
    const patterns = nodePatterns();
    for (const [row, pattern] of PATTERNS.entries()) {
      const { source, flags } = translateRegex(pattern);
      const actual = texts.map((text) => {
        const found = patterns.match(source, flags, text, 1000);
        return found === null || found === "timeout" ? found : found.spans;
      });
      expect(actual, pattern).toEqual(expected[row]);
    }
  });

  test("counts groups and knows their names", () => {
    const { groups, names } = translateRegex("(a)(?:b)(?P<version>c(d))");
    expect(groups).toBe(3);
    expect([...names]).toEqual([["version", 2]]);
  });

  test.each([
    ["(unclosed", "misses a )"],
    ["a)", "has a ) too many"],
    ["*a", "repeats nothing"],
    ["a**", "repeats a repetition"],
    ["a{3,2}", "maximum is below"],
    ["[a", "misses a ]"],
    ["[z-a]", "bad range"],
    [String.raw`[\d-z]`, "bad range"],
    ["(?P<a>x)(?P<a>y)", "twice"],
    ["(?Qx)", "unknown kind of group"],
    [String.raw`\q`, "unknown escape"],
    ["a\\", "ends with a backslash"],
    [String.raw`\UFFFFFFFF`, "beyond Unicode"],
  ])("refuses %s as Python does", (pattern, reason) => {
    const refused = refusalOf(pattern);
    expect(refused.code).toBe("bad-tag-regex");
    expect(refused.message).toContain(reason);
    expect(() =>
      execFileSync("python3", ["-W", "ignore", "-c", "import re,sys; re.compile(sys.argv[1])", pattern], {
        stdio: "pipe",
      }),
    ).toThrow("Command failed");
  });

  test.each([
    [String.raw`(a)\1`, "a backreference"],
    ["(?P<a>x)(?P=a)", "a backreference"],
    ["(?>a)(b)", "an atomic group"],
    ["(a)?(?(1)b|c)", "a conditional group"],
    ["(a)++", "a possessive quantifier"],
    ["(?i:a)(b)", "flags inside"],
    ["a(?i)", "flags inside"],
    ["(?L)(a)", "locale"],
    ["(?:(a)|b)*", "a group inside a repeated group"],
    ["(?<=(a))b", "a group inside a lookbehind"],
    ["(?<=a+)(b)", "repetition in a lookbehind"],
    [String.raw`(\N{DIGIT ONE})`, "a character by its name"],
  ])("refuses %s by name", (pattern, reason) => {
    const refused = refusalOf(pattern);
    expect(refused.code).toBe("unsupported-regex");
    expect(refused.message).toContain(reason);
  });

  test("ends a pattern that takes for ever", () => {
    const regex = compileTagRegex("^((?:x+x+)+)y$", nodePatterns());
    expect(() => regex.match("x".repeat(60))).toThrow(/more than a second/);
  });

  test("takes the group named version among several", () => {
    const regex = compileTagRegex("^(a)?(?P<version>[0-9]+)", nodePatterns());
    expect(regex.match("12x")).toEqual({ whole: "12", group: [0, 2] });
    expect(() => compileTagRegex("^(a)(b)$", nodePatterns())).toThrow(/exactly one group/);
  });
});

function refusalOf(pattern: string): Fault {
  try {
    translateRegex(pattern);
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error(`${pattern} is not refused`);
}
