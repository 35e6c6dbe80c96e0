import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import { tokenHeader } from "../../support/upload-form.ts";
import { mint, mintJwt, publisherOf, publisherToken, type ConformanceCase, type MintAnswer } from "./case.ts";

const NO_MATCH = "valid token, but no corresponding publisher (Publisher with matching claims was not found)";
const WITH_PUBLISHER = { publishers: [publisherOf("demo-pkg")] };

function failed(answer: MintAnswer, code: string, description: string | RegExp) {
  expect(answer.status).toBe(422);
  expect(answer).toMatchObject({ message: "Token request failed" });
  expect(answer.errors?.map((error) => error.code)).toEqual([code]);
  if (typeof description === "string") expect(answer.errors?.[0]?.description).toBe(description);
  else expect(answer.errors?.[0]?.description).toMatch(description);
}

export const TRUSTED_PUBLISHING: readonly ConformanceCase[] = [
  {
    id: 79,
    title: "the audience, over http and https; disabled: 403",
    options: { tls: true },
    async run(it) {
      expect((await it.get("/_/oidc/audience")).text).toBe('{"audience":"pypi"}');
      const { caPem, httpsOrigin } = it.index;
      const secure = await it.ports.http.request({
        method: "GET",
        url: `${httpsOrigin}/_/oidc/audience`,
        ...(caPem === null ? {} : { ca: caPem }),
      });
      expect(Buffer.from(secure.body).toString()).toBe('{"audience":"pypi"}');
      const { testIndex } = await import("../../support/index.ts");
      await using off = await testIndex({ settings: { trustedPublishing: false } });
      const answer = await off.get("/_/oidc/audience");
      expect([answer.status, answer.text]).toEqual([
        403,
        '{"message":"Trusted publishing functionality not enabled"}',
      ]);
    },
  },
  {
    id: 80,
    title: "a mint: 200, success, a pypi- token for 900 seconds",
    options: WITH_PUBLISHER,
    async run(it) {
      const answer = await mint(it);
      expect(answer).toMatchObject({
        status: 200,
        success: true,
        token: expect.stringMatching(/^pypi-/) as string,
      });
      const life = (answer.expires ?? 0) - Date.now() / 1000;
      expect(life).toBeGreaterThan(889);
      expect(life).toBeLessThanOrEqual(900);
    },
  },
  {
    id: 81,
    title: "bodies that are no payload, no JWT, of an unknown issuer: 422 invalid-payload",
    async run(it) {
      for (const body of ["not json", "{}", "[]", '{"token":1}']) {
        const answer = await it.post("/_/oidc/mint-token", body);
        failed({ status: answer.status, ...(JSON.parse(answer.text) as object) }, "invalid-payload", /./);
      }
      failed(await mintJwt(it, "x"), "invalid-payload", "malformed JWT");
      failed(
        await mint(it, { iss: "https://issuer.test" }),
        "invalid-payload",
        "unknown trusted publishing issuer",
      );
    },
  },
  {
    id: 82,
    title: "wrong signature, expired, aud as a list, another aud: 422 invalid-token",
    options: WITH_PUBLISHER,
    async run(it) {
      const bad = "malformed or invalid token";
      const jwt = await it.index.oidc.issue("pypi");
      const [head, , signature] = jwt.split(".");
      const other = (await it.index.oidc.issue("pypi", { sub: "other" })).split(".")[1];
      failed(await mintJwt(it, `${head}.${other}.${signature}`), "invalid-token", bad);
      const now = Math.floor(Date.now() / 1000);
      failed(await mint(it, { exp: now - 31 }), "invalid-token", bad);
      failed(await mint(it, { aud: ["pypi"] }), "invalid-token", bad);
      failed(await mint(it, { aud: "testpypi" }), "invalid-token", bad);
      failed(await mint(it, { exp: undefined }), "invalid-token", bad);
      const none = Buffer.from('{"alg":"none","kid":"x"}').toString("base64url");
      failed(await mintJwt(it, `${none}.${other}.`), "invalid-token", bad);
      expect((await mint(it, { exp: now - 25 })).status).toBe(200);
    },
  },
  {
    id: 83,
    title: "no publisher: 422 invalid-publisher",
    run: async (it) => failed(await mint(it), "invalid-publisher", NO_MATCH),
  },
  {
    id: 84,
    title: "another environment, workflow, owner id: refused; a publisher without environment accepts any",
    options: {
      publishers: [
        publisherOf("demo-pkg", { ownerId: "1" }),
        publisherOf("any-env", { workflow: "any.yml", environment: null }),
      ],
    },
    async run(it) {
      const workflow = (file: string) => ({
        job_workflow_ref: `rehearsal/project/.github/workflows/${file}@refs/tags/v0`,
      });
      failed(await mint(it, { environment: "staging" }), "invalid-publisher", NO_MATCH);
      failed(await mint(it, workflow("other.yml")), "invalid-publisher", NO_MATCH);
      failed(await mint(it, { repository_owner_id: "2" }), "invalid-publisher", NO_MATCH);
      for (const environment of ["staging", undefined]) {
        expect((await mint(it, { ...workflow("any.yml"), environment })).status).toBe(200);
      }
    },
  },
  {
    id: 85,
    title: "a reusable workflow of another repository: 422 invalid-publisher",
    options: WITH_PUBLISHER,
    run: async (it) =>
      failed(
        await mint(it, { job_workflow_ref: "other/shared/.github/workflows/release.yml@refs/heads/main" }),
        "invalid-publisher",
        /The job_workflow_ref claim does not match, expecting one of \['rehearsal\/project\/\.github\/workflows\/release\.yml@refs\/tags\/v0', '.*'\], got 'other\/shared\//,
      ),
  },
  {
    id: 86,
    title: "pull_request_target: 422 with that text",
    options: WITH_PUBLISHER,
    run: async (it) =>
      failed(
        await mint(it, { event_name: "pull_request_target" }),
        "invalid-publisher",
        /Publishing from a workflow invoked via 'pull_request_target' is not supported\./,
      ),
  },
  {
    id: 87,
    title: "the same JWT twice: 422 invalid-reuse-token",
    options: WITH_PUBLISHER,
    async run(it) {
      const jwt = await it.index.oidc.issue("pypi");
      expect((await mintJwt(it, jwt)).status).toBe(200);
      failed(await mintJwt(it, jwt), "invalid-reuse-token", "invalid token: already used");
    },
  },
  {
    id: 88,
    title: "a pending publisher: 200, the project exists afterwards; it exists already: 422",
    options: { publishers: [publisherOf("Demo-Pkg", { pending: true })] },
    async run(it) {
      const authorization = tokenHeader(await publisherToken(it));
      expect((await it.get("/simple/demo-pkg/")).status).toBe(200);
      expect((await it.upload(demoWheel(), { authorization })).status).toBe(200);
      // Converted: the next mint finds an ordinary publisher.
      expect((await mint(it)).status).toBe(200);
      await it.index.addPublisher(publisherOf("Demo-Pkg", { pending: true, workflow: "late.yml" }));
      failed(
        await mint(it, { job_workflow_ref: "rehearsal/project/.github/workflows/late.yml@refs/tags/v0" }),
        "invalid-pending-publisher",
        "valid token, but project already exists",
      );
    },
  },
  {
    id: 89,
    title: "another case of the owner: the form stores GitHub's; another case of the name: no publisher",
    options: WITH_PUBLISHER,
    async run(it) {
      const owner = { repository: "Rehearsal/project", repository_owner: "Rehearsal" };
      const file = "/.github/workflows/release.yml@refs/tags/v0";
      expect(
        (await mint(it, { ...owner, job_workflow_ref: `Rehearsal/project${file}`, ref: "refs/tags/v0" }))
          .status,
      ).toBe(200);
      failed(
        await mint(it, { repository: "rehearsal/Project", job_workflow_ref: `rehearsal/Project${file}` }),
        "invalid-publisher",
        "valid token, but no corresponding publisher (Publisher with matching claims was not found)",
      );
    },
  },
  {
    id: 90,
    title: "burn-token: 202, and the token is good for nothing",
    options: WITH_PUBLISHER,
    async run(it) {
      await it.upload(demoSdist());
      const token = await publisherToken(it);
      expect((await it.post("/_/oidc/burn-token", JSON.stringify({ token }))).status).toBe(202);
      const answer = await it.upload(demoWheel(), { authorization: tokenHeader(token) });
      expect(answer.status).toBe(403);
      expect(answer.message).toMatch(/^Invalid or non-existent authentication information\./);
    },
  },
  {
    id: 91,
    title: "the token endpoint of Actions: 401 without Bearer; a JWT for the audience; another jti each time",
    async run(it) {
      const { requestUrl, requestToken } = it.index.oidc;
      expect((await it.get(requestUrl)).status).toBe(401);
      const claims = async () => {
        const answer = await it.get(`${requestUrl}&audience=pypi`, {
          authorization: `Bearer ${requestToken}`,
        });
        const { value } = JSON.parse(answer.text) as { value: string };
        return JSON.parse(Buffer.from(value.split(".")[1] ?? "", "base64url").toString()) as Record<
          string,
          unknown
        >;
      };
      const [first, second] = [await claims(), await claims()];
      expect(first).toMatchObject({ aud: "pypi", repository: "rehearsal/project", environment: "pypi" });
      expect(first["jti"]).not.toBe(second["jti"]);
    },
  },
];
