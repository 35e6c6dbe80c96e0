import { misregistered, type Edit, type State, type Story } from "../story.ts";

const COSTS = "## 1.2.2 - 2025-10-14\n\n- The costs are printed as a table.\n\n";
const EARLIER: readonly Edit[] = [
  { file: "pyproject.toml", find: '"1.2.2"', replace: '"1.2.0"' },
  { file: "setup.py", find: '"1.2.1"', replace: '"1.2.0"' },
];
const PLAIN = [".gitignore", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py"];

const REPAIRED: State = {
  summary: "release 1.2.3: everything ships and the script starts",
  remote: "https://gitlab.com/shipwheel-examples/zen.git",
  history: [
    {
      message: "Run agents within a budget",
      date: "2025-09-30T12:00:00Z",
      adds: [...PLAIN, "agent_interface/", "token_budget/", "zen_orchestrator.py"],
      edits: [{ file: "pyproject.toml", find: '"1.2.3"', replace: '"1.2.0"' }],
      tags: ["v1.2.0"],
    },
    { message: "Release 1.2.3", date: "2025-10-16T10:05:00Z", tags: ["v1.2.3"] },
  ],
  expected: { exit: 0, defects: [], notes: ["K005"] },
};

/** Seed 003: setup.py with everything by hand. */
export const zen: Story = {
  name: "zen",
  summary: "setup.py; a script with a dot, a sub-package and a data file left behind, three versions",
  author: { name: "Ines Okafor", email: "zen@users.noreply.github.com" },
  states: {
    broken: {
      summary: "tagged v1.2.2 from a checkout in which everything works",
      history: [
        {
          message: "Run agents within a budget",
          date: "2025-09-30T12:00:00Z",
          adds: [...PLAIN, "agent_interface/", "token_budget/", "zen_orchestrator.py"],
          edits: EARLIER,
          tags: ["v1.2.0"],
        },
        {
          message: "Release 1.2.1",
          date: "2025-10-09T14:25:00Z",
          adds: ["CHANGELOG.md"],
          edits: [
            { file: "pyproject.toml", find: '"1.2.2"', replace: '"1.2.1"' },
            { file: "CHANGELOG.md", find: COSTS, replace: "" },
          ],
          tags: ["v1.2.1"],
        },
        { message: "Test the budget, release 1.2.2", date: "2025-10-14T16:50:00Z", tags: ["v1.2.2"] },
      ],
      expected: {
        exit: 1,
        defects: [
          {
            what: "a dot where the colon belongs: no installer takes the wheel",
            rule: "E003",
            severity: "error",
            names: "zen_orchestrator.run",
          },
          {
            what: "the list of packages leaves one out",
            rule: "K015",
            severity: "error",
            names: "token_budget.pricing",
          },
          {
            what: "a file that the command reads is not in the wheel",
            rule: "K012",
            severity: "error",
            names: "greeting.txt",
          },
          {
            what: "PyYAML is imported and not declared",
            rule: "P006",
            severity: "error",
            names: "yaml",
          },
          { what: "the module says 1.2.0", rule: "G006", severity: "error", names: "1.2.0" },
          { what: "setup.py says 1.2.1", rule: "F009", severity: "warning", names: "1.2.1" },
        ],
        notes: ["K005"],
      },
    },
    repaired: REPAIRED,
    misregistered: misregistered(REPAIRED, {
      what: "the publisher's environment is PyPI, and GitLab's is pypi",
      field: "Environment name",
      edit: { file: "pyproject.toml", find: 'environment = "pypi"', replace: 'environment = "PyPI"' },
    }),
  },
};
