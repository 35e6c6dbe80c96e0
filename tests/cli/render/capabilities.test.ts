import { expect, test } from "vitest";
import { inAscii, showsUnicode, wantsColor, wantsLinks } from "../../../src/cli/render/capabilities.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { renderTable } from "../../../src/cli/render/table.ts";
import { fitWidth, textWidth, wrapWidth } from "../../../src/cli/render/width.ts";
import { renderFinding } from "../../../src/cli/render/findings.ts";
import { safeText } from "../../../src/text/printable.ts";

test.each<readonly [Readonly<Record<string, string>>, boolean, boolean]>([
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  [{ CLICOLOR_FORCE: "1" }, false, true],
  [{ CLICOLOR_FORCE: "0" }, false, false],
  [{ CLICOLOR: "0" }, true, false],
  [{ CLICOLOR: "1" }, false, false],
  [{ TERM: "dumb" }, true, false],
  [{ GITHUB_ACTIONS: "true" }, false, false],
])("color with %o on a terminal: %s is %s", (variables, terminal, expected) => {
  expect(wantsColor("auto", variables, terminal)).toBe(expected);
  expect(wantsColor("always", variables, terminal)).toBe(true);
  expect(wantsColor("never", variables, terminal)).toBe(false);
});

test("the log of a known runner is colored, what others read is not", () => {
  expect(wantsColor("auto", { GITHUB_ACTIONS: "true" }, false, true)).toBe(true);
  expect(wantsColor("auto", { GITHUB_ACTIONS: "true", NO_COLOR: "1" }, false, true)).toBe(false);
  expect(wantsColor("auto", { CI: "true" }, false, true)).toBe(false);
});

test("links where the terminal is known to show them, and never in a file or a log", () => {
  expect(wantsLinks({ TERM_PROGRAM: "WezTerm" }, true)).toBe(true);
  expect(wantsLinks({ TERM_PROGRAM: "WezTerm" }, false)).toBe(false);
  expect(wantsLinks({ VTE_VERSION: "7200" }, true)).toBe(true);
  expect(wantsLinks({ TERM: "xterm" }, true)).toBe(false);
  expect(wantsLinks({ TERM_PROGRAM: "vscode", CI: "1" }, true)).toBe(false);
  expect(wantsLinks({ FORCE_HYPERLINK: "1" }, false)).toBe(true);
});

test("a link passes the last guard, and one that nobody here made does not", () => {
  const { link } = makeStyle(true, { links: true });
  const made = link("report", "file:///tmp/a b/report.html");
  expect(made).toBe("\u001b]8;;file:///tmp/a%20b/report.html\u001b\\report\u001b]8;;\u001b\\");
  expect(safeText(made, true)).toBe(made);
  expect(safeText(made, false)).not.toContain("\u001b");
  expect(safeText("\u001b]8;;javascript:x\u001b\\x", true)).not.toContain("\u001b]");
});

test("ASCII where the locale has nothing else", () => {
  expect(showsUnicode({}, "linux")).toBe(true);
  expect(showsUnicode({ LANG: "C" }, "linux")).toBe(false);
  expect(showsUnicode({ LANG: "C.UTF-8" }, "linux")).toBe(true);
  expect(showsUnicode({ LC_ALL: "de_DE.ISO-8859-1", LANG: "de_DE.UTF-8" }, "linux")).toBe(false);
  expect(showsUnicode({ LANG: "en_US.UTF-8", TERM: "linux" }, "linux")).toBe(false);
  expect(showsUnicode({}, "win32")).toBe(false);
  expect(showsUnicode({ WT_SESSION: "x" }, "win32")).toBe(true);
  expect(inAscii("✓ a · b… ⠙ – │ ✗ é")).toBe("+ a - b... * - | x é");
});

test("a width is in columns, not in characters", () => {
  expect(textWidth("abc")).toBe(3);
  expect(textWidth(makeStyle(true).good("ok"))).toBe(2);
  expect(textWidth("日本語")).toBe(6);
  expect(textWidth("e\u0301")).toBe(1);
  expect(fitWidth("日本語です", 6)).toBe("日本…");
  expect(wrapWidth("one two three four", undefined)).toEqual(["one two three four"]);
  expect(wrapWidth("one two three four five six", 20)).toEqual(["one two three four", "five six"]);
});

test("a table pads its columns, and folds where the terminal is narrow", () => {
  const green = makeStyle(true).good("ok");
  const rows = [
    ["long", "1"],
    [green, "20"],
  ];
  expect(renderTable(["a", "n"], rows, { right: [1] })).toEqual([
    "a      n",
    "────  ──",
    "long   1",
    `${green}    20`,
  ]);
  const text = "a sentence that goes on for longer than there is room";
  expect(renderTable(["what", ""], [["tag", text]], { columns: 40 })).toEqual([
    "what",
    "────  ──────────────────────────────────",
    "tag   a sentence that goes on for longer",
    "      than there is room",
  ]);
  const wide = ["x".repeat(50), text];
  for (const line of renderTable(["", ""], [wide], { columns: 60 }))
    expect(textWidth(line)).toBeLessThanOrEqual(60);
});

test("a finding fits into 60 columns, but for what must not be broken", () => {
  const lines = renderFinding(
    {
      rule: "P001",
      slug: "direct-url-dependency",
      phase: "check",
      severity: "error",
      confidence: "certain",
      message: "a message with quite a number of words that need more than one line",
      why: "A reason with quite a number of words that need more than one line on a narrow terminal.",
      help: "do this and then do that and at the end do something else entirely",
      location: { file: "pyproject.toml", line: 3, column: 60, endColumn: 70, excerpt: "x".repeat(200) },
    },
    makeStyle(false, { columns: 60 }),
  );
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(60);
});

test("a path in the home directory is shown as one knows it", () => {
  const { path } = makeStyle(false, { home: "/home/uma" });
  expect([path("/home/uma/x"), path("/home/umax/x"), path("/srv/x")]).toEqual([
    "~/x",
    "/home/umax/x",
    "/srv/x",
  ]);
});
