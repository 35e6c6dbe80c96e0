import fc from "fast-check";
import { expect, test } from "vitest";
import { FORMATS } from "../../src/cli/render/formats/registry.ts";
import { renderFault } from "../../src/cli/render/fault.ts";
import { makeStyle } from "../../src/cli/render/style.ts";
import { fault, faultFields } from "../../src/findings/fault.ts";
import { printableLine, safeJson, safeText } from "../../src/text/printable.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import type { CheckReport } from "../../src/cli/render/formats/format.ts";
import { judge } from "../../src/engine/verdict.ts";
import type { Finding } from "../../src/findings/finding.ts";

/** What moves a cursor, hides text or is a command of a runner, in the words of whoever may write a repository. */
const HOSTILE = fc
  .array(
    fc.constantFrom(
      "\n::add-mask::x",
      "\r::error file=a::b",
      "\n  ::stop-commands::t",
      "##[add-mask]x",
      "##vso[task.setvariable variable=x]y",
      "\u001b]52;c;eA==\u0007",
      "\u001b[31m",
      "\u009b2J",
      "\u202egnp.exe",
      "\u2066",
      "\u200f",
      "\u2028::error::x",
      "\u0000",
      "\u007f",
      "<script>",
      "%0A::error::x",
      "]]>",
      "word",
      " ",
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** So many findings of one level that the annotations of GitHub do not suffice. */
function report(words: string, file: string): CheckReport {
  const location = { file, line: 3, column: 2, excerpt: words };
  const findings = Array.from({ length: 12 }, (_, at): Finding => ({
    rule: "P001",
    slug: "direct-url-dependency",
    phase: "check",
    severity: "error",
    confidence: "certain",
    message: `${words} ${at}`,
    why: words,
    help: words,
    subject: words,
    location,
    related: [location],
    details: { output: words },
  }));
  return {
    checked: {
      findings,
      ignored: findings.slice(0, 1).map((finding) => ({ finding, reason: words })),
      skipped: [{ rule: "Y007", reason: words }],
      ran: ["P001"],
      paths: [file],
      edits: [],
      fixed: [],
      baseline: "",
      rules: RULES,
    },
    verdict: judge(findings, []),
    rules: RULES,
    version: "1.2.3",
    verbose: true,
    statistics: false,
    style: makeStyle(false),
  };
}

// eslint-disable-next-line no-control-regex -- control characters are the point
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function expectSafe(text: string, commands: RegExp | null = null): void {
  expect(text.replaceAll("\r\n", "\n")).not.toMatch(OBEYED);
  expect(text).not.toMatch(/##(vso)?\[/);
  for (const line of text.split("\n")) {
    if (commands?.test(line) === true) continue;
    expect(line).not.toMatch(/^\s*::.*::/);
  }
}

test.each(FORMATS.map(({ name }) => name))(
  "%s: no control and no command of a repository comes out",
  async (name) => {
    const format = FORMATS.find((each) => each.name === name);
    const render = (await format?.load())?.render;
    if (render === undefined) throw new Error(name);
    expect.hasAssertions();
    const own = name === "github" ? /^::(error|warning|notice) [^\n]*title=[A-Z]\d{3} [^\n]*::/ : null;
    fc.assert(
      fc.property(HOSTILE, HOSTILE, (words, file) => {
        const text = render(report(words, file));
        const shown = name === "text" || name === "concise" ? safeText(text) : text;
        expectSafe(shown, own);
        if (["json", "sarif", "gitlab"].includes(name)) JSON.parse(shown);
      }),
      { numRuns: 200 },
    );
  },
);

test("faults, values in one line and JSON", () => {
  fc.assert(
    fc.property(HOSTILE, (words) => {
      const known = fault("config/git-failed", { directory: words, reason: words });
      expectSafe(safeText(`${renderFault(faultFields(known), makeStyle(false))}\n`));
      expectSafe(safeText(words));
      expect(printableLine(words)).not.toContain("\n");
      const json = safeJson({ words });
      expectSafe(json);
      expect(JSON.parse(json)).toEqual({ words });
    }),
  );
});

test("our own colors pass where colors are wanted, others and all other sequences never", () => {
  const style = makeStyle(true);
  expect(safeText(style.error("x"), true)).toBe(style.error("x"));
  expect(safeText("\u001b[8m\u001b[2J", true)).toBe("�[8m�[2J");
  expect(safeText(style.error("x"))).not.toContain("\u001b");
});

test("what only resembles a command stays as it is", () => {
  const text = "C++ std::string\n:: \n## [1.0]\n  a::b::c\n";
  expect(safeText(text)).toBe(text);
});
