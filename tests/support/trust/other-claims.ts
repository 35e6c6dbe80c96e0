import type { RecordedPublisher } from "../../../src/config/sections/publishers.ts";
import { NOT_FOUND, type ClaimsCase } from "./claims-case.ts";

const PIPELINE = `publish:
  script: [uvx twine upload dist/*]
  environment: pypi
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
`;
/** A publisher of GitLab. */
export const GITLAB: RecordedPublisher = {
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

/** The rows of GitLab, Google and ActiveState. */
export const OTHER_CLAIMS_CASES: readonly ClaimsCase[] = [
  { ...gitlab, what: "GitLab: everything as registered" },
  {
    ...gitlab,
    what: "GitLab: project in other letter case: only its page tells the spelling, which the index compares",
    remote: "https://gitlab.com/Ada/Tools/Demo.git",
    unknown: ["Project"],
  },
  {
    ...gitlab,
    what: "GitLab: remote on another host",
    remote: "https://gitlab.corp.example/ada/tools/demo.git",
    unknown: ["Project"],
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
    what: "Google: the numeric id of a subject: only Google Cloud determines it",
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
