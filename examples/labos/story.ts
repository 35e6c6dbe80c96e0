import { misregistered, type Edit, type State, type Step, type Story } from "../story.ts";

const PLAIN = [".gitignore", "LICENSE", "MANIFEST.in", "README.md", "docs/", "pyproject.toml"];

/** 0.1.0 was never tagged in the states that come after it. */
function first(edits: readonly Edit[]): Step {
  return {
    message: "Notebook with two modules",
    date: "2026-01-05T19:03:00Z",
    adds: [...PLAIN, "labos/"],
    edits,
  };
}

const SECOND_TABLE =
  '\n[tool.setuptools]\npackages = ["labos", "labos.core", "labos.modules"]\nzip-safe = false\n';
const NEWER = { file: "pyproject.toml", find: '"0.1.1"', replace: '"0.1.0"' };
const ONE_TABLE: Edit = { file: "pyproject.toml", find: SECOND_TABLE, replace: "" };

const REPAIRED: State = {
  summary: "release 0.1.1: code and template ship, nobody's data does",
  remote: "https://github.com/shipwheel-examples/labos.git",
  history: [
    first([NEWER]),
    { message: "Test the notebook", date: "2026-01-12T08:55:00Z", adds: ["tests/"], edits: [NEWER] },
    { message: "Release 0.1.1", date: "2026-01-18T10:00:00Z", tags: ["v0.1.1"] },
  ],
  expected: { exit: 0, defects: [] },
};

/** Seed 004: a notebook that was only ever started from its own checkout. */
export const labos: Story = {
  name: "labos",
  summary: "setuptools; a class's data in the wheel, a README for GitHub alone, a template in the checkout",
  author: { name: "Dana Birk", email: "labos@users.noreply.github.com" },
  states: {
    broken: {
      summary: "tagged v0.1.0, and it runs as long as one stands in the checkout",
      history: [
        first([]),
        {
          message: "Page from a template",
          date: "2026-01-09T20:11:00Z",
          adds: ["templates/", "tests/"],
        },
        { message: "Notebook of class 7b, release 0.1.0", date: "2026-01-12T08:55:00Z", tags: ["v0.1.0"] },
      ],
      expected: {
        exit: 1,
        defects: [
          {
            what: "the state of a running laboratory is in sdist and wheel",
            rule: "L005",
            severity: "warning",
            names: "data/",
          },
          {
            what: "a link that leads nowhere on PyPI",
            rule: "D006",
            severity: "warning",
            names: "docs/usage.md",
          },
          {
            what: "another link that leads nowhere on PyPI",
            rule: "D006",
            severity: "warning",
            names: "docs/modules.md",
          },
          {
            what: "an image that PyPI cannot show",
            rule: "D007",
            severity: "warning",
            names: "docs/overview.svg",
          },
          {
            what: "the command reads its template from the current directory",
            rule: "K041",
            severity: "error",
            names: "templates/page.md",
          },
        ],
      },
    },
    "broken-toml": {
      summary: "two branches touched [tool.setuptools], and the merge kept both tables",
      overlays: ["repaired", "broken-toml"],
      history: [
        first([ONE_TABLE, NEWER]),
        {
          message: "Test the notebook",
          date: "2026-01-12T08:55:00Z",
          adds: ["tests/"],
          edits: [ONE_TABLE, NEWER],
        },
        {
          message: "Unpack always",
          date: "2026-01-17T21:30:00Z",
          branch: "unpack",
          edits: [
            NEWER,
            {
              file: "pyproject.toml",
              find: '"templates/*.md"]\n' + SECOND_TABLE,
              replace: '"templates/*.md"]\n',
            },
            {
              file: "pyproject.toml",
              find: '[tool.setuptools]\npackages = ["labos", "labos.core", "labos.modules"]\n',
              replace:
                '[tool.setuptools]\npackages = ["labos", "labos.core", "labos.modules"]\nzip-safe = false\n',
            },
          ],
        },
        {
          message: "Release 0.1.1",
          date: "2026-01-18T10:00:00Z",
          adds: ["CHANGELOG.md"],
          edits: [ONE_TABLE],
        },
        { message: "Merge branch 'unpack'", date: "2026-01-18T22:42:00Z", merges: "unpack" },
      ],
      expected: {
        exit: 2,
        defects: [],
        fault: { code: "config/toml-syntax", file: "pyproject.toml", line: 53 },
      },
    },
    repaired: REPAIRED,
    misregistered: misregistered(REPAIRED, {
      what: "the repository has moved to another owner",
      field: "Repository",
      indexes: ["TestPyPI", "TestPyPI", "PyPI"],
      remote: "https://github.com/dana-birk/labos.git",
    }),
  },
};
