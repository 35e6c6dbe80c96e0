import { misregistered, type State, type Step, type Story } from "../story.ts";

const AUTHOR = { name: "Mara Vos", email: "modelforge@users.noreply.github.com" };

const NEWER_NOTES = "## 0.2.1 - 2025-07-07\n\n- `modelforge config show` prints where the settings live.\n\n";

function early(version: string): readonly Step[] {
  return [
    {
      message: "Registry of providers",
      date: "2025-06-24T08:10:00Z",
      adds: [".gitignore", "LICENSE", "README.md", "pyproject.toml", "src/"],
      edits: [{ file: "pyproject.toml", find: `"${version}"`, replace: '"0.1.0"' }],
    },
    {
      message: "Release 0.2.0",
      date: "2025-07-01T15:42:00Z",
      adds: ["CHANGELOG.md"],
      edits: [
        { file: "pyproject.toml", find: `"${version}"`, replace: '"0.2.0"' },
        { file: "CHANGELOG.md", find: NEWER_NOTES, replace: "" },
      ],
      tags: ["v0.2.0"],
    },
  ];
}

const REPAIRED: State = {
  summary: "moved to setuptools, tagged v0.2.6 and builds 0.2.6",
  remote: "https://github.com/shipwheel-examples/modelforge.git",
  history: [
    {
      message: "Registry of providers",
      date: "2025-06-24T08:10:00Z",
      adds: [".gitignore", "LICENSE", "README.md", "pyproject.toml", "src/"],
      edits: [{ file: "pyproject.toml", find: '"0.2.6"', replace: '"0.1.0"' }],
    },
    {
      message: "Release 0.2.0",
      date: "2025-07-01T15:42:00Z",
      adds: ["tests/"],
      edits: [{ file: "pyproject.toml", find: '"0.2.6"', replace: '"0.2.0"' }],
      tags: ["v0.2.0"],
    },
    { message: "Release 0.2.6", date: "2025-07-09T09:00:00Z", tags: ["v0.2.6"] },
  ],
  expected: { exit: 0, defects: [] },
};

/** Seed 000: Poetry, an application's habits in a library's metadata, and tags that do not say what they build. */
export const modelforge: Story = {
  name: "modelforge",
  summary: "Poetry; dev tools among the dependencies, placeholder links, a tag that builds another version",
  author: AUTHOR,
  states: {
    broken: {
      summary: "as tagged v0.2.2 by hand while pyproject.toml still said 0.2.1",
      history: [
        ...early("0.2.1"),
        { message: "Show where the settings live", date: "2025-07-07T11:20:00Z", adds: [] },
        { message: "Test the registry, release 0.2.2", date: "2025-07-07T16:05:00Z", tags: ["v0.2.2"] },
      ],
      expected: {
        exit: 1,
        defects: [
          {
            what: "the tag says 0.2.2, the build makes 0.2.1",
            rule: "V001",
            severity: "error",
            names: "v0.2.2",
          },
          {
            what: "every user installs pytest",
            rule: "P010",
            severity: "warning",
            names: "pytest",
          },
          { what: "every user installs black", rule: "P010", severity: "warning", names: "black" },
          { what: "every user installs flake8", rule: "P010", severity: "warning", names: "flake8" },
          {
            what: "the links lead to a template's organisation",
            rule: "M028",
            severity: "warning",
            names: "your-org",
          },
        ],
        notes: ["F008", "C006"],
      },
    },
    repaired: REPAIRED,
    misregistered: misregistered(REPAIRED, {
      what: "the publishing job has the environment release, and the publisher pypi",
      field: "Environment name",
      edit: { file: ".github/workflows/release.yml", find: "name: pypi\n", replace: "name: release\n" },
    }),
  },
};
