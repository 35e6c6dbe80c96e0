import { countBySeverity } from "../../../src/findings/finding-text.ts";
import { describe, expect, test } from "vitest";
import { renderFault } from "../../../src/cli/render/fault.ts";
import { renderFindings } from "../../../src/cli/render/findings.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { fault, faultFields } from "../../../src/findings/fault.ts";
import type { Finding } from "../../../src/findings/finding.ts";

const plain = makeStyle(false);

const direct: Finding = {
  rule: "P001",
  slug: "direct-url-dependency",
  phase: "check",
  severity: "error",
  confidence: "certain",
  message: "llm-ctx is required by a direct URL",
  location: {
    file: "pyproject.toml",
    line: 12,
    column: 5,
    endColumn: 14,
    excerpt: '    "llm-ctx @ git+https://git.example.invalid/x",',
  },
  why: "PyPI answers: 400 Can't have direct dependency",
  help: 'write "llm-ctx>=1"\nor drop it',
};

describe("renderFindings", () => {
  test("shows a child's output once: not what the reason quotes already", () => {
    const told = (output: string): string =>
      renderFindings([{ ...direct, why: "error: no\n  cause: x", details: { output } }], plain);
    expect(told("error: no\n  cause: x\n")).not.toContain("output:");
    expect(told("error: no\n  cause: x\nhint: y\n")).toContain("output:\n  │ error: no");
    expect(told("\n")).not.toContain("output:");
  });

  test("shows rule, place, source line with a caret, why, help and docs", () => {
    expect(renderFindings([direct], plain)).toBe(
      [
        "── check: 1 error",
        "",
        "error[P001]: llm-ctx is required by a direct URL",
        "  --> pyproject.toml:12:5",
        "    |",
        ' 12 |     "llm-ctx @ git+https://git.example.invalid/x",',
        "    |     ^^^^^^^^^",
        "  why: PyPI answers: 400 Can't have direct dependency",
        '  help: write "llm-ctx>=1"',
        "        or drop it",
        "  docs: shipwheel explain P001",
        "",
      ].join("\n"),
    );
  });

  test("keeps the meant column in sight of a very long line", () => {
    const long = {
      ...direct,
      location: { file: "a", line: 1, column: 300, excerpt: `${"x".repeat(299)}Y${"z".repeat(99)}` },
    };
    const lines = renderFindings([long], plain).split("\n");
    const source = lines.find((line) => line.includes("Y")) ?? "";
    const caret = lines.find((line) => line.includes("^")) ?? "";
    expect(source.length).toBeLessThan(140);
    expect(caret.indexOf("^")).toBe(source.indexOf("Y"));
  });

  test("what a repository says cannot move the terminal's cursor", () => {
    const evil = { ...direct, message: "name \u001b[2Jx\u202e", details: { output: "\u001b]0;title\u0007" } };
    // oxlint-disable-next-line no-control-regex -- control characters are the point
    expect(renderFindings([evil], plain)).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  test("colours nothing by itself: the words are the same without", () => {
    const coloured = renderFindings([direct], makeStyle(true));
    expect(coloured).toContain("\u001b[");
    // oxlint-disable-next-line no-control-regex -- colour codes begin with ESC
    expect(coloured.replaceAll(/\u001b\[[0-9;]*m/g, "")).toBe(renderFindings([direct], plain));
  });

  test("counts by severity", () => {
    expect(countBySeverity([])).toBe("nothing to report");
    expect(countBySeverity([direct, direct, { ...direct, severity: "info" }])).toBe("2 errors, 1 note");
  });
});

test("a fault says what, where, why and the cure", () => {
  const known = fault(
    "config/toml-syntax",
    { file: "pyproject.toml", reason: "the table is there twice", line: 3 },
    {
      location: { file: "pyproject.toml", line: 3, column: 1, excerpt: "[project]" },
      cause: new Error("deeper"),
    },
  );
  expect(renderFault(faultFields(known), plain)).toBe(
    [
      "error[config/toml-syntax]: pyproject.toml is not valid TOML: the table is there twice",
      "  --> pyproject.toml:3:1",
      "   |",
      " 3 | [project]",
      "   | ^",
      "  cause: deeper",
      "  help: correct line 3 of pyproject.toml",
    ].join("\n"),
  );
});
