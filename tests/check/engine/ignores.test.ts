import { expect, test } from "vitest";
import { applyBaseline, baselineText, parseBaseline } from "../../../src/check/engine/baseline.ts";
import { fingerprints } from "../../../src/check/engine/fingerprint.ts";
import { applyIgnores, judgeIgnores, observedIgnores } from "../../../src/check/engine/ignores.ts";
import { DEFAULT_CONFIG } from "../../../src/config/schema.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import type { CheckConfig } from "../../../src/config/sections/check.ts";
import { parseTomlFile, type TomlFile } from "../../../src/tree/formats/toml-file.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import { matchesGlob } from "../../../src/text/glob.ts";

const TODAY = new Date("2026-11-21T12:00:00Z");

function finding(rule: string, slug: string, file?: string, more: Partial<Finding> = {}): Finding {
  const base = {
    rule,
    slug,
    phase: "check",
    severity: "error",
    confidence: "certain",
    message: `${rule} ${file}`,
  } as const;
  return { ...base, ...(file !== undefined && { location: { file, line: 3 } }), ...more };
}

function settings(text: string): { readonly config: CheckConfig; readonly file: TomlFile } {
  const file = parseTomlFile("pyproject.toml", Buffer.from(text));
  return { config: readConfig(file).check, file };
}

const KEY = finding("L001", "secret-file", "tests/key.pem");

test("an ignore means a code, the beginning of one, a name, or a place", () => {
  const ignored = (text: string, which = KEY): boolean =>
    applyIgnores([which], settings(`[tool.shipwheel.check]\n${text}\n`).config, TODAY).findings.length === 0;
  expect(ignored('ignore = { L001 = "r" }')).toBe(true);
  expect(ignored('ignore = { L = "r" }')).toBe(true);
  expect(ignored('ignore = { secret-file = "r" }')).toBe(true);
  expect(ignored('ignore = { L002 = "r" }')).toBe(false);
  expect(ignored('per-file-ignores = { "tests/" = { L001 = "r" } }')).toBe(true);
  expect(ignored('per-file-ignores = { "docs/" = { L001 = "r" } }')).toBe(false);
  const member = finding("L001", "secret-file", "demo-1.0.tar.gz!/demo-1.0/tests/key.pem");
  expect(ignored('per-file-ignores = { "tests/" = [{ rule = "L", reason = "r" }] }', member)).toBe(true);
});

test("an ignore whose day has come, or that matches nothing, is told with its line", () => {
  const { config, file } = settings(
    '[tool.shipwheel.check]\nignore = [\n  { rule = "L001", reason = "r" },\n  { rule = "P010", reason = "old", until = 2026-11-01 },\n  { rule = "M", reason = "none" },\n  { rule = "K001", reason = "did not run" },\n]\n',
  );
  const { used } = applyIgnores([KEY], config, TODAY);
  const ran = ["L001", "P010", "M009"].map((code) => ({ code, slug: code.toLowerCase() }));
  const told = judgeIgnores(config, used, ran, file, TODAY);
  expect(told.map((each) => [each.rule, each.location?.line, each.message])).toEqual([
    ["S001", 4, 'the ignore of P010 ended on 2026-11-01 ("old")'],
    ["S002", 5, "the ignore of M matches nothing"],
  ]);
});

test("a fingerprint survives lines that move and the next version, and nothing else", () => {
  const at = (file: string, line: number, excerpt: string): Finding =>
    finding("L007", "merge", file, { location: { file, line, excerpt }, message: "m" });
  const [first] = fingerprints([at("demo-1.0-py3-none-any.whl!/demo/a.py", 3, "  <<<< ")]);
  expect(fingerprints([at("demo-1.1-py3-none-any.whl!/demo/a.py", 99, "<<<<")])[0]).toBe(first);
  expect(fingerprints([at("demo-1.1-py3-none-any.whl!/demo/b.py", 3, "<<<<")])[0]).not.toBe(first);
  expect(fingerprints([at("demo-1.1-py3-none-any.whl!/demo/a.py", 3, ">>>>")])[0]).not.toBe(first);
  const twice = fingerprints([KEY, KEY]);
  expect(new Set(twice).size).toBe(2);
});

test("a baseline passes over what it has, tells what is gone, and reads what it writes", () => {
  const others = [finding("M009", "summary", "pyproject.toml"), finding("K001", "empty-wheel")];
  const baseline = parseBaseline(baselineText([KEY, ...others]));
  if (baseline === null) throw new Error("it cannot be read");
  const fresh = finding("P001", "direct-url", "pyproject.toml");
  const named = { file: "b.json", entries: baseline };
  const { findings, ignored, gone } = applyBaseline([KEY, fresh, others[0] as Finding], named);
  expect(findings.map((each) => each.rule)).toEqual(["P001"]);
  expect(gone(() => true).map((each) => `${each.rule} ${each.message}`)).toEqual([
    expect.stringContaining("S003 K001 is no longer found"),
  ]);
  expect(gone(({ rule }) => rule !== "K001")).toEqual([]);
  expect(ignored.map((each) => each.reason)).toEqual(["baseline b.json", "baseline b.json"]);
  expect(parseBaseline("{}")).toBeNull();
  expect(parseBaseline("no JSON")).toBeNull();
});

test("a baseline reaches nothing that was observed", () => {
  const seen: Finding = { ...KEY, observed: true };
  const baseline = parseBaseline(baselineText([seen]));
  if (baseline === null) throw new Error("it cannot be read");
  expect(applyBaseline([seen], { file: "b.json", entries: baseline }).findings[0]).toBe(seen);
});

test("an ignore or a severity that names what is observed is told", () => {
  const told = observedIgnores(
    {
      ...DEFAULT_CONFIG.check,
      ignore: [
        { rule: "I002", reason: "nah" },
        { rule: "P001", reason: "nah" },
      ],
      severity: { U001: "info" },
    },
    null,
  );
  expect(told.map((each) => `${each.rule} ${each.message.split(" has")[0]}`)).toEqual([
    "S005 the ignore of I002",
    "S005 the severity of U001",
  ]);
});

test.each([
  ["*.sqlite", "a/b/x.sqlite", true],
  ["*.sqlite", "a/x.sqlite.txt", false],
  ["data/", "data/a/b", true],
  ["data/", "pkg/data/a", false],
  ["**/data/", "pkg/data/a", true],
  ["**/data/", "data/a", true],
  ["a/**/z", "a/z", true],
  ["a/*/z", "a/b/c/z", false],
  ["a?c", "x/abc", true],
  ["./a/b", "a/b", true],
] as const)("the pattern %s and %s: %s", (pattern, path, fits) => {
  expect(matchesGlob(pattern, path)).toBe(fits);
});

test("a hostile pattern takes no time", () => {
  expect(matchesGlob(`${"*a".repeat(200)}b`, "a".repeat(5000))).toBe(false);
});
