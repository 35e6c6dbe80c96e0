import { describe, expect, test } from "vitest";
import type { NewPublisher, ProviderId } from "../../src/index-server/oidc/publishers.ts";
import { demoWheel } from "../support/demo-files.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { tokenHeader } from "../support/upload-form.ts";
import { mintJwt, type MintAnswer } from "./conformance/case.ts";

const NO_MATCH = "valid token, but no corresponding publisher (Publisher with matching claims was not found)";
const because = (why: string): string => `valid token, but no corresponding publisher (${why})`;

const GITLAB: Extract<NewPublisher, { kind: "GitLab" }> = {
  kind: "GitLab",
  repository: "rehearsal/project",
  workflowPath: ".gitlab-ci.yml",
  environment: "pypi",
  project: "Demo-Pkg",
  pending: true,
};
const GOOGLE: NewPublisher = {
  kind: "Google",
  email: "rehearsal@project.iam.gserviceaccount.com",
  project: "Demo-Pkg",
  pending: true,
};
const ACTIVESTATE: NewPublisher = {
  kind: "ActiveState",
  organization: "rehearsal",
  activeStateProject: "project",
  actorId: "1",
  project: "Demo-Pkg",
  pending: true,
};

/** Somebody's token, and what the index says to it: null when it mints. */
interface Case {
  readonly id: string;
  readonly title: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly says: string | null;
}

const GITLAB_CASES: readonly Case[] = [
  { id: "L1", title: "the pipeline itself", claims: {}, says: null },
  {
    id: "L2",
    title: "the project in another case",
    claims: { project_path: "Rehearsal/Project" },
    says: null,
  },
  { id: "L3", title: "another project", claims: { project_path: "rehearsal/other" }, says: NO_MATCH },
  {
    id: "L4",
    title: "a group below the namespace",
    claims: { project_path: "rehearsal/group/project" },
    says: NO_MATCH,
  },
  {
    id: "L5",
    title: "another pipeline file",
    claims: { ci_config_ref_uri: "gitlab.com/rehearsal/project//ci/release.yml@refs/tags/v0" },
    says: NO_MATCH,
  },
  {
    id: "L6",
    title: "a pipeline file that is none",
    claims: { ci_config_ref_uri: "gitlab.com/rehearsal/project//release@refs/tags/v0" },
    says: because("Could not extract workflow filename from OIDC claims"),
  },
  {
    id: "L7",
    title: "the pipeline file of another project",
    claims: { ci_config_ref_uri: "gitlab.com/other/shared//.gitlab-ci.yml@refs/heads/main" },
    says: because(
      `The ci_config_ref_uri claim does not match, expecting one of ['gitlab.com/rehearsal/project//.gitlab-ci.yml@${"0".repeat(40)}', 'gitlab.com/rehearsal/project//.gitlab-ci.yml@refs/tags/v0'], got 'gitlab.com/other/shared//.gitlab-ci.yml@refs/heads/main'`,
    ),
  },
  { id: "L8", title: "another environment", claims: { environment: "staging" }, says: NO_MATCH },
  {
    id: "L9",
    title: "the environment in another case",
    claims: { environment: "PyPI" },
    says: NO_MATCH,
  },
  { id: "L10", title: "no environment", claims: { environment: undefined }, says: NO_MATCH },
  {
    id: "L11",
    title: "the subject of another project",
    claims: { sub: "project_path:rehearsal/other:ref_type:tag:ref:v0" },
    says: because("Check failed for required claim 'sub'"),
  },
  {
    id: "L12",
    title: "without the commit",
    claims: { sha: undefined },
    says: because("Missing claim 'sha'"),
  },
  {
    id: "L13",
    title: "with an empty reference",
    claims: { ref_path: "" },
    says: because("The ref_path and sha claims are empty"),
  },
];

const GOOGLE_CASES: readonly Case[] = [
  { id: "O1", title: "the account itself", claims: {}, says: null },
  { id: "O2", title: "another account", claims: { email: "other@project.test" }, says: NO_MATCH },
  {
    id: "O3",
    title: "an address that nobody verified",
    claims: { email_verified: false },
    says: because("Check failed for required claim 'email_verified'"),
  },
  {
    id: "O4",
    title: "without an address",
    claims: { email: undefined },
    says: because("Missing claim 'email'"),
  },
];

const ACTIVESTATE_CASES: readonly Case[] = [
  { id: "S1", title: "the builder itself", claims: {}, says: null },
  { id: "S2", title: "another project", claims: { project: "other" }, says: NO_MATCH },
  { id: "S3", title: "another actor", claims: { actor_id: "2" }, says: NO_MATCH },
  {
    id: "S4",
    title: "the subject of another project",
    claims: { sub: "org:rehearsal:project:other" },
    says: because("Invalid 'subject' claim"),
  },
  {
    id: "S5",
    title: "a subject of another form",
    claims: { sub: "rehearsal" },
    says: because("Invalid 'subject' claim. Wrong format"),
  },
  {
    id: "S6",
    title: "another builder",
    claims: { builder: "somebody" },
    says: because("Check failed for required claim 'builder'"),
  },
];

async function mintAs(
  it: TestIndex,
  provider: ProviderId,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<MintAnswer> {
  return mintJwt(it, await it.index.oidc.issue("pypi", claims, provider));
}

const PROVIDERS = [
  ["gitlab", GITLAB, GITLAB_CASES],
  ["google", GOOGLE, GOOGLE_CASES],
  ["activestate", ACTIVESTATE, ACTIVESTATE_CASES],
] as const;

describe.for(PROVIDERS)("%s", ([provider, publisher, cases]) => {
  test.for(cases)("$id: $title", async ({ claims, says }) => {
    // Of a pending publisher the index does not tell what does not fit.
    await using it = await testIndex({ publishers: [{ ...publisher, pending: says === null }] });
    const answer = await mintAs(it, provider, claims);
    if (says === null) {
      expect(answer).toMatchObject({ status: 200, success: true });
      // It was a pending publisher: its project is there now, and its token uploads to it.
      const authorization = tokenHeader(answer.token ?? "");
      expect((await it.upload(demoWheel(), { authorization })).status).toBe(200);
    } else {
      expect(answer).toMatchObject({
        status: 422,
        errors: [{ code: "invalid-publisher", description: says }],
      });
      expect((await it.get("/simple/demo-pkg/")).status).toBe(404);
    }
  });

  test("a claim that says it is of another issuer, and another issuer's key", async () => {
    await using it = await testIndex({ publishers: [publisher] });
    const unknown = await mintAs(it, provider, { iss: "https://issuer.test" });
    expect(unknown.errors).toEqual([
      { code: "invalid-payload", description: "unknown trusted publishing issuer" },
    ]);
    const github = await mintAs(it, provider, { iss: it.index.oidc.issuer });
    expect(github.errors).toEqual([{ code: "invalid-token", description: "malformed or invalid token" }]);
  });

  test("the project exists already: a pending publisher is refused", async () => {
    await using it = await testIndex();
    await it.upload(demoWheel());
    await it.index.addPublisher(publisher);
    expect((await mintAs(it, provider)).errors).toEqual([
      { code: "invalid-pending-publisher", description: "valid token, but project already exists" },
    ]);
  });

  test("switched off by the index: not-enabled, and the others are not", async () => {
    await using it = await testIndex({
      publishers: [publisher],
      settings: { disabledProviders: [provider] },
    });
    expect((await mintAs(it, provider)).errors).toEqual([
      { code: "not-enabled", description: `${provider} trusted publishing functionality not enabled` },
    ]);
    expect((await mintAs(it, "github")).errors?.[0]?.code).toBe("invalid-publisher");
  });
});

test.for([
  ["gitlab", GITLAB, 422],
  // Google's identities have no number, so that PyPI cannot tell that it has seen one.
  ["google", GOOGLE, 200],
] as const)("%s: the same token twice is answered %s", async ([provider, publisher, status]) => {
  await using it = await testIndex({ publishers: [publisher] });
  const jwt = await it.index.oidc.issue("pypi", {}, provider);
  expect((await mintJwt(it, jwt)).status).toBe(200);
  const second = await mintJwt(it, jwt);
  expect(second.status).toBe(status);
  if (status === 422)
    expect(second.errors).toEqual([
      { code: "invalid-reuse-token", description: "invalid token: already used" },
    ]);
});

test("a GitLab publisher without an environment takes any; one with the very environment wins", async () => {
  await using it = await testIndex({
    publishers: [{ ...GITLAB, environment: null, project: "any-env" }, GITLAB],
  });
  expect((await mintAs(it, "gitlab", { environment: "staging" })).status).toBe(200);
  expect((await it.get("/simple/any-env/")).status).toBe(200);
  expect((await it.get("/simple/demo-pkg/")).status).toBe(404);
  expect((await mintAs(it, "gitlab")).status).toBe(200);
  expect((await it.get("/simple/demo-pkg/")).status).toBe(200);
});

test("a Google publisher with a subject takes only that account", async () => {
  const publisher: NewPublisher = { ...GOOGLE, subject: "100000000000000000001" };
  await using it = await testIndex({ publishers: [publisher] });
  const other = await mintAs(it, "google", { sub: "2" });
  expect(other.errors?.[0]?.description).toBe(NO_MATCH);
  expect((await mintAs(it, "google")).status).toBe(200);
});

test("the metadata server gives an identity to who asks with its header, and for an audience", async () => {
  await using it = await testIndex({ publishers: [GOOGLE] });
  const path = `http://${it.index.oidc.metadataHost}/computeMetadata/v1/instance/service-accounts/default/identity`;
  const flavor = { "metadata-flavor": "Google" };
  expect((await it.get(`${path}?audience=pypi`)).status).toBe(403);
  expect((await it.get(path, flavor)).status).toBe(400);
  const given = await it.get(`${path}?audience=pypi&format=full`, flavor);
  expect((await mintJwt(it, given.text)).status).toBe(200);
});
