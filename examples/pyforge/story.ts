import { misregistered, type Edit, type State, type Step, type Story } from "../story.ts";

const COUNTS = "\n- `pyforge info` counts the rows.\n";

/** The release 0.5.4 and the way to it; `edits` turn the state's final texts back into those of 0.5.4. */
function early(edits: readonly Edit[]): readonly Step[] {
  return [
    {
      message: "Convert CSV and JSON lines",
      date: "2025-06-02T07:55:00Z",
      adds: [".gitignore", "LICENSE", "README.md", "pyproject.toml", "src/"],
      edits,
    },
    {
      message: "Release 0.5.4",
      date: "2025-06-20T13:30:00Z",
      adds: ["CHANGELOG.md"],
      edits: [...edits, { file: "CHANGELOG.md", find: COUNTS, replace: "\n- Nothing yet.\n" }],
      tags: ["v0.5.4"],
    },
  ];
}

const STAMPED = "0.5.5.dev3+g8f9b2c3";
const UNSTAMP: Edit = { file: "pyproject.toml", find: STAMPED, replace: "0.5.4" };

const REPAIRED: State = {
  summary: "release 0.5.5: one version, ranges instead of pins",
  remote: "https://github.com/shipwheel-examples/pyforge.git",
  history: [
    ...early([{ file: "src/pyforge_cli/__init__.py", find: '"0.5.5"', replace: '"0.5.4"' }]),
    { message: "Release 0.5.5", date: "2025-07-01T08:20:00Z", tags: ["v0.5.5"] },
  ],
  expected: { exit: 0, defects: [] },
};

/** Seed 001: hatchling, two versions by hand, a development version that no index takes, pins without wheels. */
export const pyforge: Story = {
  name: "pyforge",
  summary:
    "hatchling; two versions that disagree, `+g…` on upload, a pin that a declared Python cannot install",
  author: { name: "Jonas Lindqvist", email: "pyforge@users.noreply.github.com" },
  states: {
    broken: {
      summary: "a development version of main, stamped by a script",
      history: [
        ...early([UNSTAMP]),
        {
          message: "Count the rows",
          date: "2025-06-26T10:12:00Z",
          edits: [UNSTAMP],
        },
        {
          message: "Test the formats",
          date: "2025-06-27T09:01:00Z",
          adds: ["tests/"],
          edits: [UNSTAMP],
        },
        {
          message: "Stamp development versions",
          date: "2025-06-29T17:40:00Z",
          adds: ["scripts/"],
          edits: [UNSTAMP],
        },
        { message: "Upload a development version", date: "2025-06-29T18:02:00Z" },
      ],
      expected: {
        exit: 1,
        defects: [
          {
            what: "the local part `+g…` is refused by PyPI and by TestPyPI",
            rule: "N011",
            severity: "error",
            names: STAMPED,
          },
          {
            what: "`__init__.py` still says 0.5.4",
            rule: "G006",
            severity: "error",
            names: "0.5.4",
          },
          {
            what: "PyYAML 6.0 has no wheel for the declared Python 3.12, and its sdist does not build there",
            rule: "I010",
            severity: "error",
            names: "pyyaml==6.0",
          },
          {
            what: "click is pinned to one version for everybody",
            rule: "P015",
            severity: "warning",
            names: "click==8.1.7",
          },
          {
            what: "PyYAML is pinned to one version for everybody",
            rule: "P015",
            severity: "warning",
            names: "PyYAML==6.0",
          },
        ],
      },
    },
    repaired: REPAIRED,
    misregistered: misregistered(REPAIRED, {
      what: "the workflow was renamed after the publisher had been registered",
      field: "Workflow name",
      edit: {
        file: "pyproject.toml",
        find: 'workflow = "release.yml", environment = "pypi"',
        replace: 'workflow = "publish.yml", environment = "pypi"',
      },
    }),
  },
};
