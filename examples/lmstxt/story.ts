import { misregistered, type Edit, type State, type Story } from "../story.ts";

/** The first release still found its package. */
const FIRST: readonly Edit[] = [
  { file: "pyproject.toml", find: 'include = ["lmstudiotxt_generator*"]', replace: 'where = ["src"]' },
  { file: "pyproject.toml", find: '"0.1.2"', replace: '"0.1.1"' },
];

const REPAIRED: State = {
  summary: "release 0.1.3: no URL, the package ships, the smoke test runs",
  remote: "https://github.com/shipwheel-examples/lmstxt.git",
  history: [
    {
      message: "Map the documents of a checkout",
      date: "2025-12-12T18:22:00Z",
      adds: [".gitignore", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "src/"],
      edits: [{ file: "pyproject.toml", find: '"0.1.3"', replace: '"0.1.1"' }],
    },
    {
      message: "Test the map",
      date: "2025-12-16T08:40:00Z",
      adds: ["tests/test_writer.py"],
      edits: [{ file: "pyproject.toml", find: '"0.1.3"', replace: '"0.1.1"' }],
      tags: ["v0.1.1"],
    },
    { message: "Release 0.1.3", date: "2026-01-06T09:12:00Z", tags: ["v0.1.3"] },
  ],
  expected: { exit: 0, defects: [] },
};

/** Seed 002: setuptools and a src layout; a dependency from a repository, nothing in the wheel, a test of nothing. */
export const lmstxt: Story = {
  name: "lmstxt",
  summary: "setuptools, src layout; a dependency by URL, an empty wheel, a smoke test that runs nothing",
  author: { name: "Tomasz Wren", email: "lmstxt@users.noreply.github.com" },
  states: {
    broken: {
      summary: "tagged v0.1.2, and every check of the workflow is green",
      history: [
        {
          message: "Map the documents of a checkout",
          date: "2025-12-12T18:22:00Z",
          adds: [".gitignore", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "src/"],
          edits: FIRST,
        },
        {
          message: "Test the map",
          date: "2025-12-16T08:40:00Z",
          adds: ["CHANGELOG.md", "tests/test_writer.py"],
          edits: [
            ...FIRST,
            {
              file: "CHANGELOG.md",
              find: "## 0.1.2 - 2025-12-29\n\n- `--full` adds the documents themselves.\n\n",
              replace: "",
            },
          ],
          tags: ["v0.1.1"],
        },
        {
          message: "Say which package is meant",
          date: "2025-12-28T20:15:00Z",
          edits: [{ file: "pyproject.toml", find: '"0.1.2"', replace: '"0.1.1"' }],
        },
        { message: "Publish from a workflow, release 0.1.2", date: "2025-12-29T10:31:00Z", tags: ["v0.1.2"] },
      ],
      expected: {
        exit: 1,
        defects: [
          {
            what: "PyPI refuses a requirement that is a URL",
            rule: "P001",
            severity: "error",
            names: "llm-ctx",
          },
          {
            what: "the wheel holds no file of the package",
            rule: "K001",
            severity: "error",
            names: "lmstudio_llmstxt_generator-0.1.2-py3-none-any.whl",
          },
          {
            what: "run as a script, the smoke test defines two functions and calls none",
            rule: "W023",
            severity: "warning",
            names: "tests/smoke_test.py",
          },
        ],
        notes: ["W021"],
      },
    },
    repaired: REPAIRED,
    misregistered: misregistered(REPAIRED, {
      what: "the publisher is of the fork that the first release came from",
      field: "Repository",
      edit: {
        file: "pyproject.toml",
        find: '"shipwheel-examples/lmstxt", workflow',
        replace: '"tomasz/lmstxt", workflow',
      },
    }),
  },
};
