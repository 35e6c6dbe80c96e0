import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { html, NOTHING, type Part } from "../../src/html/html.ts";

describe("a template", () => {
  test("escapes text, keeps markup, joins lists and writes nothing for nothing", () => {
    const inner = html`<b>${"a & b"}</b>`;
    const parts: readonly Part[] = [inner, [1, "<", inner], null, undefined, false, NOTHING];
    expect(html`<i title="${`"'<>`}">${parts}</i>`.toString()).toBe(
      '<i title="&quot;&#39;&lt;&gt;"><b>a &amp; b</b>1&lt;<b>a &amp; b</b></i>',
    );
  });

  test("shows characters that would hide or turn a text around as what they are: none of it", () => {
    expect(html`${"a\u202Eb\u0000c\u001B[31m\uD800"}`.toString()).toBe(
      "a\u{fffd}b\u{fffd}c\u{fffd}[31m\u{fffd}",
    );
  });

  test("no text leaves its place, in an element or in an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const [, attribute = "", content = ""] =
          /^<i title="([^]*?)">([^]*)<\/i>$/.exec(html`<i title="${text}">${text}</i>`.toString()) ?? [];
        expect(attribute).toBe(content);
        expect(content).not.toMatch(/[<>"']/);
      }),
    );
  });
});
