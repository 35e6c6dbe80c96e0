import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAttestation } from "../../src/attest/attestation.ts";
import { publicTrustRoot, readTrustRoot } from "../../src/attest/trust-root.ts";
import { verifyAttestation, type AttestationVerdict } from "../../src/attest/verify.ts";
import type { Attestation } from "../../src/attest/attestation.ts";
import { PREDICATE_TYPES, testSigstore, WORKFLOW_PUBLISHER, type TestSigstore } from "../support/sigstore.ts";
import { NEGATIVE_CASES } from "./negative-cases.ts";

const FILE = { fileName: "demo_pkg-1.0.0-py3-none-any.whl", sha256: "ab".repeat(32) };
let it: TestSigstore;

beforeAll(async () => {
  it = await testSigstore();
});

afterAll(() => it[Symbol.asyncDispose]());

function verify(attestation: Attestation, publisher = WORKFLOW_PUBLISHER): AttestationVerdict {
  return verifyAttestation(
    attestation,
    { file: FILE, publisher, predicateTypes: PREDICATE_TYPES },
    it.trustRoot,
  );
}

test("a sound attestation tells who signed, when, and where it is logged", async () => {
  const { attestation, fileName } = await it.sign(FILE);
  expect(fileName).toBe(`${FILE.fileName}.publish.attestation`);
  const verdict = verify(attestation);
  expect(verdict).toMatchObject({
    verified: true,
    predicateType: PREDICATE_TYPES[0],
    identity: {
      subject: "https://github.com/octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.0.0",
      issuer: "https://token.actions.githubusercontent.com",
      sourceRepository: "https://github.com/octo-org/sampleproject",
      sourceRef: "refs/tags/v1.0.0",
      run: "https://github.com/octo-org/sampleproject/actions/runs/1/attempts/1",
    },
  });
  if (verdict.verified) expect(Math.abs(verdict.time.getTime() - Date.now())).toBeLessThan(1_800_000);
});

test("the same name, spelled otherwise, is the same file", async () => {
  const { attestation } = await it.sign({ ...FILE, fileName: "Demo.Pkg-1.0.0-py3-none-any.whl" });
  expect(verify(attestation).verified).toBe(true);
});

describe("what must not hold does not", () => {
  test.each(NEGATIVE_CASES)("$title", async ({ make, problem }) => {
    expect(verify(await make(it, FILE))).toMatchObject({ verified: false, problem });
  });
});

test("GitLab's and Google's publishers are compared by their own fields", async () => {
  const gitlab = {
    iss: "https://gitlab.com",
    job_workflow_ref: undefined,
    project_path: "group/demo",
    ci_config_ref_uri: "gitlab.com/group/demo//.gitlab-ci.yml@refs/tags/v1",
    ref_path: "refs/tags/v1",
  };
  const signed = (await it.sign(FILE, { claims: gitlab })).attestation;
  const publisher = {
    kind: "GitLab",
    repository: "group/demo",
    workflow_filepath: ".gitlab-ci.yml",
  } as const;
  expect(verify(signed, publisher)).toMatchObject({ verified: true });
  expect(verify(signed, { ...publisher, workflow_filepath: "ci/other.yml" })).toMatchObject({
    problem: "other-workflow",
  });
  const google = {
    iss: "https://accounts.google.com",
    job_workflow_ref: undefined,
    email: "release@demo.example.test",
    email_verified: true,
  };
  const mailed = (await it.sign(FILE, { claims: google })).attestation;
  expect(verify(mailed, { kind: "Google", email: google.email })).toMatchObject({ verified: true });
  expect(verify(mailed, { kind: "Google", email: "other@demo.example.test" })).toMatchObject({
    problem: "other-repository",
  });
});

test("what a local Sigstore signs the public trust root does not believe", async () => {
  const { attestation } = await it.sign(FILE);
  const expected = { file: FILE, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
  expect(verifyAttestation(attestation, expected, publicTrustRoot())).toMatchObject({ verified: false });
});

test.each([
  [null, "it is not a JSON object"],
  [{ version: 2 }, "its version is 2, not 1"],
  [{ version: 1 }, "it has no certificate"],
  [{ version: 1, verification_material: { certificate: "AA==" } }, "it has no statement or no signature"],
  [
    {
      version: 1,
      verification_material: { certificate: "AA==", transparency_entries: [] },
      envelope: { statement: "AA==", signature: "AA==" },
    },
    "it has no entry of a transparency log",
  ],
])("the form of an attestation object: %j", (value, words) => {
  expect(parseAttestation(value)).toBe(words);
});

test.each(["", "{}", '{"tlogs": []}', "[1]"])("what is no trust root is a fault: %j", (text) => {
  expect(() => readTrustRoot(text, "root.json")).toThrow("root.json is not a Sigstore trust root");
});
