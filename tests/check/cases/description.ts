import { edit } from "../../support/tree.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const readme = (text: string): RuleCase["fires"] => ({ tree: { "README.md": `# demo\n\n${text}\n` } });

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
];
