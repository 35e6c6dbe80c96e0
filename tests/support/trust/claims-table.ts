import type { RecordedPublisher } from "../../../src/config/sections/publishers.ts";
import { publishingWorkflow } from "./publishing-workflow.ts";

/** A row of the claims table: the files of a repository, the publisher at the index, and what PyPI's rules answer. */
export interface ClaimsCase {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly remote: string | null;
  readonly publisher: RecordedPublisher;
  /** The index's words; null: the exchange succeeds. */
  readonly words: string | null;
  /** The fields that differ. */
  readonly fields: readonly string[];
  /** The fields of which nothing is known before the run. */
  readonly unknown?: readonly string[];
}

const NOT_FOUND =
  "invalid-publisher: valid token, but no corresponding publisher (Publisher with matching claims was not found)";
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

const PIPELINE = `publish:
  script: [uvx twine upload dist/*]
  environment: pypi
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
`;
const GITLAB: RecordedPublisher = {
  provider: "gitlab",
  repository: "ada/tools/demo",
  workflow: ".gitlab-ci.yml",
  environment: "pypi",
};
const gitlab = {
  files: { ".gitlab-ci.yml": PIPELINE },
  remote: "git@gitlab.com:ada/tools/demo.git",
  publisher: GITLAB,
  words: null,
  fields: [],
} as const;

const BUILD = `steps:
  - entrypoint: uv
    args: [publish]
serviceAccount: projects/p/serviceAccounts/release@p.iam.gserviceaccount.com
`;
const GOOGLE: RecordedPublisher = { provider: "google", email: "release@p.iam.gserviceaccount.com" };

const ACTIVESTATE: RecordedPublisher = {
  provider: "activestate",
  organization: "ada",
  project: "demo",
  actor: "11111111-2222-3333-4444-555555555555",
};
const activestate = {
  files: { "activestate.yaml": "project: https://platform.activestate.com/ada/demo?branch=main\n" },
  remote: null,
  publisher: ACTIVESTATE,
  words: null,
  fields: [],
  unknown: ["Actor username"],
} as const;

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
    what: "repository in other letter case",
    files: release(publishingWorkflow()),
    remote: "git@github.com:ada/demo.git",
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
  { ...gitlab, what: "GitLab: everything as registered" },
  {
    ...gitlab,
    what: "GitLab: project in other letter case",
    remote: "https://gitlab.com/Ada/Tools/Demo.git",
    words:
      "invalid-publisher: valid token, but no corresponding publisher (The ci_config_ref_uri claim does not match, expecting one of ['gitlab.com/ada/tools/demo//.gitlab-ci.yml@COMMIT', 'gitlab.com/ada/tools/demo//.gitlab-ci.yml@refs/tags/TAG'], got 'gitlab.com/Ada/Tools/Demo//.gitlab-ci.yml@refs/tags/TAG')",
    fields: [],
  },
  {
    ...gitlab,
    what: "GitLab: environment in other letter case",
    publisher: { ...GITLAB, environment: "PyPI" },
    words: NOT_FOUND,
    fields: ["Environment name"],
  },
  {
    ...gitlab,
    what: "GitLab: moved to another group",
    remote: "https://gitlab.com/ada/demo.git",
    words: NOT_FOUND,
    fields: ["Project"],
  },
  {
    ...gitlab,
    what: "GitLab: another pipeline file is registered",
    publisher: { ...GITLAB, workflow: "ci/release.yml" },
    words: NOT_FOUND,
    fields: ["Top-level pipeline file path"],
  },
  {
    what: "Google: everything as registered",
    files: { "cloudbuild.yaml": BUILD },
    remote: null,
    publisher: GOOGLE,
    words: null,
    fields: [],
    unknown: ["Subject"],
  },
  {
    what: "Google: another service account",
    files: { "cloudbuild.yaml": BUILD },
    remote: null,
    publisher: { provider: "google", email: "other@p.iam.gserviceaccount.com" },
    words: NOT_FOUND,
    fields: ["Email"],
    unknown: ["Subject"],
  },
  {
    what: "Google: the numeric id of a subject: only Google Cloud tells it",
    files: { "cloudbuild.yaml": BUILD },
    remote: null,
    publisher: { ...GOOGLE, subject: "100000000000000000007" },
    words: null,
    fields: [],
    unknown: ["Subject"],
  },
  {
    what: "Google: the account is chosen by a substitution: only the build knows it",
    files: { "cloudbuild.yaml": BUILD.replace("release@p", "$_ACCOUNT@p") },
    remote: null,
    publisher: GOOGLE,
    words: null,
    fields: [],
    unknown: ["Email", "Subject"],
  },
  { ...activestate, what: "ActiveState: everything as registered" },
  {
    ...activestate,
    what: "ActiveState: another organization",
    publisher: { ...ACTIVESTATE, organization: "grace" },
    words: NOT_FOUND,
    fields: ["Organization"],
  },
  {
    ...activestate,
    what: "ActiveState: project in other letter case",
    publisher: { ...ACTIVESTATE, project: "Demo" },
    words: NOT_FOUND,
    fields: ["ActiveState Project name"],
  },
  {
    ...activestate,
    what: "ActiveState: no project file: only the platform knows it",
    files: {},
    unknown: ["Organization", "ActiveState Project name", "Actor username"],
  },
];
