import { expect, test } from "vitest";

import { terminalSvg } from "../../scripts/terminal-svg.ts";

const RED_BOLD = "\u001B[1;31m";
const RESET = "\u001B[0m";

test("colours become spans, markup is escaped, cursor movements vanish", () => {
  const svg = terminalSvg(`${RED_BOLD}error${RESET}: <x> & y\u001B[2K\nnext`);
  expect(svg).toContain(
    '<tspan fill="#ff7b72" font-weight="bold">error</tspan><tspan>: &lt;x&gt; &amp; y</tspan>',
  );
  expect(svg).toContain("<tspan>next</tspan>");
  expect(svg).not.toContain("\u001B");
});

test("a colour that spans lines goes on, until it is reset", () => {
  const [, first, second, third] = terminalSvg(`\u001B[32ma\nb\u001B[39m\nc`).split("<text");
  expect(first).toContain('fill="#7ee787">a');
  expect(second).toContain('fill="#7ee787">b');
  expect(third).toContain("<tspan>c");
});
