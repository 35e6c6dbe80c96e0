import { edit } from "../../support/tree.ts";
import type { WheelBuilder } from "../../support/wheel.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const readme = (text: string, ...files: readonly string[]): RuleCase["fires"] => ({
  tree: { "README.md": `# demo\n\n${text}\n`, ...Object.fromEntries(files.map((path) => [path, "x"])) },
});

const rst = (text: string): RuleCase["fires"] => ({
  tree: {
    "pyproject.toml": edit('readme = "README.md"', 'readme = "README.rst"'),
    "README.md": null,
    "README.rst": text,
  },
});
const untyped = (good: WheelBuilder): WheelBuilder =>
  good.metadataLines(headers("Description-Content-Type", null));
const MARKDOWN =
  "# demo\n\n```python\nimport demo\n```\n\n## More\n\n[a link](https://good.dev) and `broken\n";

/** The long description. */
export const descriptionCases: readonly RuleCase[] = [
  {
    code: "D003",
    fires: {
      wheel: (good) =>
        good.metadataLines(headers("Description-Content-Type", "Description-Content-Type: text/md")),
    },
    silent: {
      wheel: (good) =>
        good.metadataLines(
          headers(
            "Description-Content-Type",
            "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
          ),
        ),
    },
    says: "text/md",
    explains: "refusal:description-content-type",
  },
  { code: "D004", fires: { wheel: (good) => good.description("") }, says: "no description" },
  {
    code: "D006",
    fires: readme("See the [manual](docs/usage.md)."),
    silent: readme(
      [
        "[a](https://good.dev) [b](#part) [c](mailto:ada@good.dev) `[d](docs/d.md)`",
        "",
        "```markdown",
        "[e](docs/e.md)",
        "```",
        "",
        "    [f](docs/f.md)",
        "",
        "<!-- [g](docs/g.md) -->",
      ].join("\n"),
    ),
    says: "docs/usage.md",
    at: "README.md:3",
  },
  {
    code: "D006",
    about: "one link in tree, sdist and wheel is one finding",
    fires: {
      ...readme("[manual](docs/usage.md)"),
      wheel: (good) => good.description("[manual](docs/usage.md)\n"),
      sdist: (good) => good.description("[manual](docs/usage.md)\n"),
    },
    says: "docs/usage.md",
    at: "README.md:3",
  },
  {
    code: "D006",
    about: "reStructuredText",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Description-Content-Type", "Description-Content-Type: text/x-rst"))
          .description("See `the manual <docs/usage.rst>`_ and ``code <docs/x.rst>``.\n"),
    },
    says: "docs/usage.rst",
  },
  {
    code: "D006",
    about: "to a file of the repository",
    fires: { ...readme("[license](./LICENSE#mit)"), git: {} },
    says: "./LICENSE#mit",
  },
  {
    code: "D006",
    about: "whose text is its target",
    fires: { ...readme("[docs/usage.md](docs/usage.md)", "docs/usage.md"), git: {} },
    says: "the link to docs/usage.md is relative",
    at: "README.md:3",
  },
  {
    code: "D006",
    about: "many links are one finding",
    fires: {
      ...readme("[a](a.md) [b](b.md)\n\n[c](c.md) [d](d.md) [a](a.md)", "a.md", "b.md", "c.md", "d.md"),
      git: {},
    },
    says: "4 links are relative, so they are broken on PyPI (a.md, b.md, c.md and 1 more)",
    at: "README.md:3",
  },
  {
    code: "D006",
    about: "reStructuredText in the tree",
    fires: {
      tree: {
        ...rst("demo\n====\n\nSee `the manual <docs/usage.rst>`_.\n\n.. _more: docs/usage.rst\n").tree,
        "docs/usage.rst": "x",
      },
      git: {},
    },
    says: "docs/usage.rst",
    at: "README.rst:4",
  },
  {
    code: "D007",
    about: "of the repository",
    fires: {
      tree: {
        "docs/a picture.png": "x",
        "README.md": (text) => `${text}\n![a](docs/a%20picture.png)\n<img src="docs/a%20picture.png">\n`,
      },
      git: {},
    },
    says: "docs/a%20picture.png",
  },
  {
    code: "D007",
    fires: readme('<img alt="x" src="docs/diagram.svg">'),
    silent: readme(
      "[![badge](https://good.dev/badge.svg)](https://good.dev) ![d](data:image/png;base64,AAAA)",
    ),
    says: "docs/diagram.svg",
    at: "README.md:3",
  },
  {
    code: "D009",
    fires: { tree: { "README.md": null, "Readme.md": "# demo\n" } },
    says: "README.md is not in the tree",
    at: "pyproject.toml:9",
    help: "Readme.md",
  },
  {
    code: "D009",
    about: "a table",
    fires: {
      tree: {
        "pyproject.toml": edit(
          'readme = "README.md"',
          'readme = { file = "READ.ME", content-type = "text/markdown" }',
        ),
      },
    },
    says: "READ.ME",
  },
  {
    code: "D001",
    fires: rst("demo\n====\n\n.. image::\n\nText.\n"),
    silent: rst("demo\n====\n\nText with ``code`` and `a link <https://good.dev>`_.\n"),
    says: 'line 4: Error in "image" directive',
    at: "README.rst:4",
    explains: "refusal:description-does-not-render",
  },
  {
    code: "D001",
    about: "Markdown of which nothing is shown",
    fires: { wheel: (good) => good.description(" \n") },
    says: "the rendered text is empty",
  },
  {
    code: "D001",
    about: "a directive that nobody has",
    fires: rst("demo\n====\n\n.. nosuchdirective:: x\n\nSee :ref:`install`.\n"),
    says: 'Unknown directive type "nosuchdirective"',
  },
  {
    code: "D002",
    about: "reStructuredText that does not render",
    fires: { wheel: (good) => untyped(good).description("demo\n====\n\n`broken\n") },
    says: "cannot render it",
    severity: "error",
    help: "text/x-rst",
  },
  {
    code: "D002",
    fires: { wheel: (good) => untyped(good).description(MARKDOWN) },
    silent: { wheel: (good) => good.description(MARKDOWN) },
    says: "as reStructuredText and cannot render it",
    severity: "error",
    help: "text/markdown",
  },
  {
    code: "D002",
    about: "a readme table without it",
    fires: {
      tree: {
        "README.md": MARKDOWN,
        "pyproject.toml": (text) =>
          text.replace('readme = "README.md"', 'readme = { file = "README.md" } # why'),
      },
    },
    says: "README.md",
    severity: "error",
  },
  {
    code: "D002",
    about: "reStructuredText that renders",
    fires: { wheel: (good) => untyped(good).description("demo\n====\n\nText.\n") },
    says: "no content type",
    severity: "info",
  },
  {
    code: "D005",
    fires: readme(
      ".. image:: https://good.dev/x.png\n\n.. _link: https://good.dev\n\nSee :ref:`x` and `y <https://good.dev>`_.",
    ),
    silent: readme("```rst\n.. image:: x.png\n.. _a: b\n:ref:`x`\n.. note:: y\n```\n\n[a](https://good.dev)"),
    says: "text/x-rst",
  },
  {
    code: "D008",
    fires: readme('<video src="https://good.dev/demo.mp4"></video>'),
    silent: readme(
      "Use `<video>`:\n\n```html\n<script>x</script>\n```\n\n<details><summary>x</summary>y</details>",
    ),
    says: "<video>",
    at: "README.md:3",
  },
  {
    code: "D010",
    fires: readme("> [!NOTE]\n> Mind the gap."),
    silent: readme("> **Note:** at 10:30:00, `:rocket:` is code."),
    says: "[!NOTE]",
    at: "README.md:3",
  },
  {
    code: "D011",
    fires: readme("See [usage](#how-to-use).\n\n## Usage"),
    silent: readme(
      [
        "See [usage](#usage-of-demo), [again](#usage-of-demo-1), [here](#here) and [café](#caf%C3%A9).",
        "",
        "## Usage of `demo`!",
        "",
        "## Usage of [demo](https://good.dev)",
        "",
        '<a id="here"></a>',
        "",
        "Café",
        "----",
      ].join("\n"),
    ),
    says: "#how-to-use",
    at: "README.md:3",
  },
  {
    code: "D012",
    fires: rst("demo\n====\n\nSee :ref:`install`.\n"),
    silent: rst("demo\n====\n\nSee :sub:`install`.\n"),
    says: 'line 4: Unknown interpreted text role "ref"',
    at: "README.rst:4",
  },
  {
    code: "D013",
    fires: rst("demo\n====\n\n.. include:: CHANGES.rst\n\nText.\n"),
    says: '"include" directive disabled',
    at: "README.rst:4",
  },
  {
    code: "D014",
    fires: { tree: { "README.md": Uint8Array.from([0x23, 0x20, 0x64, 0x0a, 0xe9, 0x0a]) } },
    silent: { tree: { "README.md": "# démo\n\nUn texte en français, avec ses accents.\n" } },
    says: "not UTF-8",
    at: "README.md:2",
  },
  {
    code: "D014",
    about: "a byte order mark",
    fires: { tree: { "README.md": "\uFEFF# demo\n" } },
    says: "byte order mark",
    severity: "warning",
  },
  {
    code: "D015",
    fires: readme("![build](http://good.dev/x.png)"),
    silent: readme("![build](https://good.dev/x.png)"),
    says: "plain http",
  },
];
