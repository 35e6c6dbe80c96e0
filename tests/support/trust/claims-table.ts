import type { RecordedPublisher } from "../../../src/config/sections/publishers.ts";
import { NOT_FOUND, type ClaimsCase } from "./claims-case.ts";
import { GITLAB, OTHER_CLAIMS_CASES } from "./other-claims.ts";
import { publishingWorkflow } from "./publishing-workflow.ts";

const TARGET =
  "invalid-publisher: valid token, but no corresponding publisher (Publishing from a workflow invoked via 'pull_request_target' is not supported.)";
const REMOTE = "https://github.com/Ada/Demo.git";
const GITHUB: RecordedPublisher = {
  provider: "github",
  repository: "Ada/Demo",
  workflow: "release.yml",
  environment: "pypi",
};

const release = (text: string, file = "release.yml"): Readonly<Record<string, string>> => ({
  [`.github/workflows/${file}`]: text,
});
const usual = { remote: REMOTE, publisher: GITHUB, words: null, fields: [] } as const;

const CALLER = `on: {push: {tags: ['v*']}}
jobs:
  call:
    permissions: {id-token: write}
    uses: ./.github/workflows/publish.yml
    with: {environment: pypi}
`;
const CALLED = publishingWorkflow({
  on: "workflow_call: {inputs: {environment: {type: string}}}",
  environment: "${{ inputs.environment }}",
});
const BOTH = { ...release(CALLER), ...release(CALLED, "publish.yml") };

/** Every row; the table of `docs/reference/trusted-publishing.md` is written from it. */
export const CLAIMS_CASES: readonly ClaimsCase[] = [
  { ...usual, what: "everything as registered", files: release(publishingWorkflow()) },
  {
    ...usual,
    what: "the publisher names no environment: every one is taken",
    files: release(publishingWorkflow({ environment: "release" })),
    publisher: { provider: "github", repository: "Ada/Demo", workflow: "release.yml" },
  },
  {
    ...usual,
    what: "owner in other letter case: the form stores GitHub's spelling",
    files: release(publishingWorkflow()),
    remote: "git@github.com:ada/Demo.git",
  },
  {
    ...usual,
    what: "repository name in other letter case: only its page tells the spelling, which the index compares",
    files: release(publishingWorkflow()),
    remote: "git@github.com:Ada/demo.git",
    unknown: ["Repository"],
  },
  {
    ...usual,
    what: "remote on another host: its identities are not GitHub's",
    files: release(publishingWorkflow()),
    remote: "git@ghe.corp.example:Ada/Demo.git",
    unknown: ["Repository"],
  },
  {
    ...usual,
    what: "environment in other letter case",
    files: release(publishingWorkflow({ environment: "PyPI" })),
  },
  {
    ...usual,
    what: "workflow file in other letter case",
    files: release(publishingWorkflow(), "Release.yml"),
    words: NOT_FOUND,
    fields: ["Workflow name"],
  },
  {
    ...usual,
    what: "workflow file renamed",
    files: release(publishingWorkflow(), "publish.yml"),
    words: NOT_FOUND,
    fields: ["Workflow name"],
  },
  {
    ...usual,
    what: "other file extension",
    files: release(publishingWorkflow(), "release.yaml"),
    words: NOT_FOUND,
    fields: ["Workflow name"],
  },
  {
    ...usual,
    what: "fork: the same name with another owner",
    files: release(publishingWorkflow()),
    remote: "https://github.com/grace/Demo",
    words: NOT_FOUND,
    fields: ["Repository"],
  },
  {
    ...usual,
    what: "moved to an organization",
    files: release(publishingWorkflow()),
    remote: "https://github.com/ada-tools/Demo",
    words: NOT_FOUND,
    fields: ["Repository"],
  },
  {
    ...usual,
    what: "repository renamed",
    files: release(publishingWorkflow()),
    remote: "https://github.com/Ada/Demo2",
    words: NOT_FOUND,
    fields: ["Repository"],
  },
  {
    ...usual,
    what: "environment missing in the job",
    files: release(publishingWorkflow({ environment: null })),
    words: NOT_FOUND,
    fields: ["Environment name"],
  },
  {
    ...usual,
    what: "another environment",
    files: release(publishingWorkflow({ environment: "release" })),
    words: NOT_FOUND,
    fields: ["Environment name"],
  },
  {
    ...usual,
    what: "environment with a name and a URL",
    files: release(publishingWorkflow({ environment: "{name: pypi, url: 'https://example.org'}" })),
  },
  {
    ...usual,
    what: "environment chosen by the event's ref",
    files: release(
      publishingWorkflow({
        environment: "${{ startsWith(github.ref, 'refs/tags/') && 'pypi' || 'testpypi' }}",
      }),
    ),
  },
  {
    ...usual,
    what: "environment by an expression that evaluates to a different one",
    files: release(
      publishingWorkflow({ environment: "${{ github.event_name == 'push' && 'live' || 'pypi' }}" }),
    ),
    words: NOT_FOUND,
    fields: ["Environment name"],
  },
  {
    ...usual,
    what: "environment from the matrix",
    files: release(
      publishingWorkflow({ head: "strategy: {matrix: {to: [pypi]}}", environment: "${{ matrix.to }}" }),
    ),
  },
  {
    ...usual,
    what: "environment by a repository variable: only the run knows it",
    files: release(publishingWorkflow({ environment: "${{ vars.ENVIRONMENT }}" })),
    unknown: ["Environment name"],
  },
  {
    ...usual,
    what: "no remote: only the run knows the repository",
    files: release(publishingWorkflow()),
    remote: null,
    unknown: ["Repository"],
  },
  {
    ...usual,
    what: "started by a published release",
    files: release(publishingWorkflow({ on: "release: {types: [published]}" })),
  },
  { ...usual, what: "started by hand", files: release(publishingWorkflow({ on: "workflow_dispatch: {}" })) },
  {
    ...usual,
    what: "started by pull_request_target",
    files: release(publishingWorkflow({ on: "pull_request_target: {}" })),
    words: TARGET,
    fields: ["Event"],
  },
  {
    ...usual,
    what: "called workflow of the same repository: it is the called file that counts",
    files: BOTH,
    words: NOT_FOUND,
    fields: ["Workflow name"],
  },
  {
    ...usual,
    what: "called workflow of the same repository, registered",
    files: BOTH,
    publisher: { ...GITHUB, workflow: "publish.yml" },
  },
  {
    ...usual,
    what: "reusable workflow of another repository",
    files: release(
      "on: {push: {tags: ['v*']}}\njobs:\n  publish:\n    permissions: {id-token: write}\n    uses: grace/ci/.github/workflows/publish.yml@v1\n",
    ),
    publisher: { provider: "github", repository: "Ada/Demo", workflow: "publish.yml" },
    words:
      "invalid-publisher: valid token, but no corresponding publisher (The job_workflow_ref claim does not match, expecting one of ['Ada/Demo/.github/workflows/publish.yml@refs/tags/TAG', 'Ada/Demo/.github/workflows/publish.yml@COMMIT'], got 'grace/ci/.github/workflows/publish.yml@REF')",
    fields: ["Repository"],
  },
  {
    ...usual,
    what: "registered for GitLab, and the job is GitHub's",
    files: release(publishingWorkflow()),
    publisher: GITLAB,
    words: NOT_FOUND,
    fields: ["Publisher"],
  },
  ...OTHER_CLAIMS_CASES,
];
