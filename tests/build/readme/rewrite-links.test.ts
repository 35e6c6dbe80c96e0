import { describe, expect, test } from "vitest";
import { markdownTargets } from "../../../src/build/readme/markdown-targets.ts";
import { rewriteLinks } from "../../../src/build/readme/rewrite-links.ts";
import { rstTargets } from "../../../src/build/readme/rst-targets.ts";

const address = (target: string, kind: "link" | "image") =>
  target.includes("gone")
    ? "there is no such file in the tree"
    : { address: `https://h/${kind === "image" ? "raw" : "blob"}/${target.replace(/^<(.*)>$/, "$1")}` };

async function markdown(text: string): Promise<string> {
  return rewriteLinks(text, await markdownTargets(text), address).text;
}

describe("Markdown", () => {
  test.each([
    ["[t](docs/a.md)", "[t](https://h/blob/docs/a.md)"],
    [
      '[t](docs/a.md "title") and [u]( b.md )',
      '[t](https://h/blob/docs/a.md "title") and [u]( https://h/blob/b.md )',
    ],
    ["[t](docs/a(1).md)", "[t](https://h/blob/docs/a(1).md)"],
    ["[t](<docs/a b.md>)", "[t](https://h/blob/docs/a b.md)"],
    ["[t](docs/a.md#part)", "[t](https://h/blob/docs/a.md#part)"],
    ["[t][r] and [r]\n\n[r]: docs/a.md", "[t][r] and [r]\n\n[r]: https://h/blob/docs/a.md"],
    ["![i][r]\n\n[r]: docs/a.png", "![i][r]\n\n[r]: https://h/raw/docs/a.png"],
    ["![i](img/a.png)", "![i](https://h/raw/img/a.png)"],
    ["[![i](a.png)](b.md)", "[![i](https://h/raw/a.png)](https://h/blob/b.md)"],
    ["> - [t](a.md)\n>   - ![i](a.png)", "> - [t](https://h/blob/a.md)\n>   - ![i](https://h/raw/a.png)"],
    ["| a |\n|---|\n| [t](a.md) |", "| a |\n|---|\n| [t](https://h/blob/a.md) |"],
    ['<a href="a.md">x</a>', '<a href="https://h/blob/a.md">x</a>'],
    [
      "text <A HREF='a.md'><IMG SRC=a.png></A>",
      "text <A HREF='https://h/blob/a.md'><IMG SRC=https://h/raw/a.png></A>",
    ],
    [
      '<p>\n  <img alt="x" src="a.png"\n   width="3">\n</p>',
      '<p>\n  <img alt="x" src="https://h/raw/a.png"\n   width="3">\n</p>',
    ],
  ])("%j", async (before, after) => {
    expect(await markdown(before)).toBe(after);
  });

  test.each([
    "[t](#anchor), [t](?q), [t](//h/x), [t](https://h/x), [t](mailto:a@b.c), ![i](data:image/png;base64,AA)",
    "`[t](a.md)` and ``![i](a.png)``",
    "```md\n[t](a.md)\n```",
    "    [t](a.md)\n",
    '<!-- [t](a.md) <img src="a.png"> -->',
    "text <!-- <a href='a.md'> --> text",
    "\\[t](a.md)",
    "x[0](a.md",
    "<docs/a.md> docs/a.md",
    '`<img src="a.png">`',
    "<div>\n<!-- <img src='a.png'> -->\n</div>",
    '<source src="a.png"> <div data-src="a.png" href="a.md"></div>',
  ])("%j stays as it is", async (text) => {
    expect(await markdown(text)).toBe(text);
  });

  test("a target that is not in the tree stays, and is told with the reason", async () => {
    const text = "[t](gone.md) [u](a.md)\r\n";
    const made = rewriteLinks(text, await markdownTargets(text), address);
    expect(made.text).toBe("[t](gone.md) [u](https://h/blob/a.md)\r\n");
    expect(made.left).toEqual([{ target: "gone.md", reason: "there is no such file in the tree" }]);
  });
});

describe("reStructuredText", () => {
  const rst = (text: string): string => rewriteLinks(text, rstTargets(text), address).text;

  test.each([
    [
      "See `t <docs/a.rst>`_ and `u <b.rst>`__.",
      "See `t <https://h/blob/docs/a.rst>`_ and `u <https://h/blob/b.rst>`__.",
    ],
    [".. _t: docs/a.rst", ".. _t: https://h/blob/docs/a.rst"],
    ["__ a.rst", "__ https://h/blob/a.rst"],
    [
      ".. image:: a.png\n   :target: b.rst",
      ".. image:: https://h/raw/a.png\n   :target: https://h/blob/b.rst",
    ],
    [".. |x| image:: a.png", ".. |x| image:: https://h/raw/a.png"],
    [
      ".. figure:: a.png\n\n   See `t <a.rst>`_.",
      ".. figure:: https://h/raw/a.png\n\n   See `t <https://h/blob/a.rst>`_.",
    ],
  ])("%j", (before, after) => {
    expect(rst(before)).toBe(after);
  });

  test.each([
    "`t <https://h/x>`_ and `u <#part>`_ and `v <other_>`_",
    "``t <a.rst>`` is code",
    "Code::\n\n    `t <a.rst>`_\n\n    more\n",
    ".. code-block:: rst\n\n   .. image:: a.png\n",
    ".. a comment\n   `t <a.rst>`_\n",
    ".. _section:",
  ])("%j stays as it is", (text) => {
    expect(rst(text)).toBe(text);
  });
});
