import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { foreignHtml } from "../../src/html/foreign-html.ts";

const clean = (markup: string): string => foreignHtml(markup, "README").toString();

describe("foreign markup", () => {
  test.each([
    ["<script>alert(1)</script>ok", "ok"],
    ["<style>*{}</style><svg onload=x><a>y</a></svg>ok", "ok"],
    ['<p onclick="x" style="position:fixed" id="a" class="b">ok</p>', "<p>ok</p>"],
    ['<a href="javascript:alert(1)">x</a>', "x"],
    ['<a href=" java&#115;cript:alert(1)">x</a>', "x"],
    ['<a href="#top">x</a>', "x"],
    [
      '<a href="https://example.com/?a=1&amp;b=&quot;">x</a>',
      '<a href="https://example.com/?a=1&amp;b=&quot;" rel="nofollow noopener">x</a>',
    ],
    [
      '<a href="https://e.com/"><a href="https://e.com/">x</a></a>',
      '<a href="https://e.com/" rel="nofollow noopener">x</a>',
    ],
    ['<img src=x onerror=alert(1) alt="a <b>">', '<span class="picture">a &lt;b&gt;</span>'],
    ["<b><i>x</b>y", "<b><i>x</i></b>y"],
    ["</main></section><p>x", "<p>x</p>"],
    ["a < b && c > d &lt;script&gt; &#x202e;", "a &lt; b &amp;&amp; c &gt; d &lt;script&gt; \u{fffd}"],
    ["<h1>a</h1><h4>b</h4><h6>c</h6>", "<h3>a</h3><h4>b</h4><h5>c</h5>"],
    ["<!-- <script> -->x<!-- y", "x"],
    ["<form action=x><input><button>x</button></form><iframe src=x></iframe>", "x"],
  ])("%s", (markup, kept) => {
    expect(clean(markup)).toBe(kept);
  });

  test("whatever comes, only short tags with our own attributes go out, and every one is closed", () => {
    const piece = fc.constantFrom(
      "<b>",
      "</b>",
      '<a href="https://x.y">',
      "<a href='",
      "</a>",
      "<pre x>",
      "</pre>",
      "<",
      ">",
      '"',
      "'",
      '<img alt="<script>">',
      "<script>",
      "</script>",
      "<!--",
      "-->",
      "&lt;",
      "&#60;",
      "text",
      "<svg/onload=x>",
      "<p/onclick=y>",
      "<h2>",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = clean(pieces.join(""));
        const rest = text
          .replaceAll(/<a href="https:[^"<>]*" rel="nofollow noopener">/g, "<a>")
          .replaceAll(/<pre tabindex="0" role="region" aria-label="README, block \d+">/g, "<pre>")
          .replaceAll('<span class="picture">', "<span>");
        expect(rest).not.toMatch(/<(?!\/?(?:a|b|pre|p|h[3-6]|span)>)/);
        const open = [...rest.matchAll(/<(\w+)>/g)].length;
        expect([...rest.matchAll(/<\/\w+>/g)].length).toBe(open);
      }),
      { numRuns: 1000 },
    );
  });

  test("a text without an end to a tag is read in a moment", () => {
    const begin = performance.now();
    clean('<a "'.repeat(50_000));
    clean(`<a ${"x=' ".repeat(50_000)}`);
    expect(performance.now() - begin).toBeLessThan(60_000);
  });
});
