import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import type { WorkflowConfig } from "../../src/config/sections/workflow.ts";
import type { WorkflowFacts } from "../../src/workflow/generate/facts.ts";

/** The facts of a plain project with one thing changed. */
export function facts(
  settings: Partial<WorkflowConfig> = {},
  more: Partial<Omit<WorkflowFacts, "settings">> = {},
): WorkflowFacts {
  return {
    project: "demo",
    directory: "",
    shipwheel: "1.2.3",
    branch: "main",
    tags: "v[0-9]*",
    developmentTags: "v*dev*",
    pythons: ["3.11", "3.12"],
    watched: ["3.12", "3.13"],
    wheels: [],
    privateIndexes: [],
    ...more,
    settings: { ...DEFAULT_CONFIG.workflow, ...settings },
  };
}

const HOUSE = { name: "house", url: "https://house.example/upload/", isMain: true };

/** Configurations that differ in whatever the generator looks at. */
export const SPREAD: Readonly<Record<string, WorkflowFacts>> = {
  plain: facts(),
  "without TestPyPI": facts({ testpypi: false }),
  "without attestations": facts({ attest: "none" }),
  "GitHub Enterprise Server": facts({ "enterprise-server": true }),
  "other environments": facts({ environments: { pypi: "production", testpypi: "staging" } }),
  "the native action": facts({ action: `shipwheel/shipwheel@${"0123456789".repeat(4)} # v1.2.3` }),
  "one system": facts({ systems: ["ubuntu-24.04"] }),
  "a package of a monorepo": facts(
    {},
    { directory: "packages/demo", tags: "demo-v[0-9]*", developmentTags: "demo-v*dev*" },
  ),
  "wheels of several platforms": facts({}, { wheels: ["ubuntu-latest", "windows-latest"] }),
  "a private index": facts({ testpypi: false }, { privateIndexes: [HOUSE] }),
  "a private index for development releases": facts(
    {},
    { privateIndexes: [{ ...HOUSE, isMain: false, user: "ci" }] },
  ),
  "another branch": facts({}, { branch: "release/it's+1.x" }),
  "environments with blanks": facts({ environments: { pypi: "Prod: PyPI", testpypi: "no" } }),
  "a name with a plus": facts({}, { project: "Demo.Plus", tags: "[0-9]*", developmentTags: "*dev*" }),
};
