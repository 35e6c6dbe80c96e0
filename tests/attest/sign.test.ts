import { expect, test } from "vitest";
import { sigstoreServices } from "../../src/attest/services.ts";
import { signAttestations, type SigningRequest } from "../../src/attest/sign.ts";
import { verifyAttestation } from "../../src/attest/verify.ts";
import { slsaProvenance } from "../../src/attest/slsa.ts";
import type { HttpClient } from "../../src/ports/http.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../src/index-client/endpoints.ts";
import { Secret } from "../../src/ports/secret.ts";
import {
  PREDICATE_TYPES,
  testSigstore,
  unsignedToken,
  WORKFLOW_CLAIMS,
  WORKFLOW_PUBLISHER,
  type TestSigstore,
} from "../support/sigstore.ts";

const FILES = Array.from({ length: 9 }, (_, position) => ({
  fileName: `demo_pkg-1.0.${position}-py3-none-any.whl`,
  sha256: String(position).repeat(64),
}));

function request(it: TestSigstore, changes: Partial<SigningRequest> = {}): SigningRequest {
  return {
    files: FILES.slice(0, 1),
    predicates: [{ kind: "publish", type: PUBLISH_PREDICATE }],
    identity: () => Promise.resolve(new Secret(unsignedToken(WORKFLOW_CLAIMS))),
    services: it.sigstore.services,
    ...changes,
  };
}

/** A client in the way of which something happens, by the number of the request. */
function troubled(
  http: HttpClient,
  trouble: (
    number: number,
    send: () => ReturnType<HttpClient["request"]>,
  ) => ReturnType<HttpClient["request"]>,
): HttpClient {
  let count = 0;
  return { ...http, request: (asked) => trouble((count += 1), () => http.request(asked)) };
}

test("many files: one identity, one certificate, two statements each, in order, all of which hold", async () => {
  await using it = await testSigstore();
  let identities = 0;
  const made = await signAttestations(
    request(it, {
      files: FILES,
      predicates: [
        { kind: "publish", type: PUBLISH_PREDICATE },
        { kind: "slsa", type: SLSA_PREDICATE, predicate: slsaProvenance },
      ],
      identity: () => {
        identities += 1;
        return Promise.resolve(new Secret(unsignedToken(WORKFLOW_CLAIMS)));
      },
    }),
    it.ports,
  );
  expect(identities).toBe(1);
  expect(it.sigstore.requests.filter((each) => each.endsWith("signingCert"))).toHaveLength(1);
  expect(made.map((each) => each.fileName)).toEqual(
    FILES.flatMap(({ fileName }) => [`${fileName}.publish.attestation`, `${fileName}.slsa.attestation`]),
  );
  const verdicts = made.map(({ attestation }, position) => {
    const file = FILES[Math.floor(position / 2)] ?? FILES[0];
    if (file === undefined) throw new Error("no file");
    const expected = { file, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
    return verifyAttestation(attestation, expected, it.trustRoot).verified;
  });
  expect(verdicts).toEqual(made.map(() => true));
  const statement = JSON.parse(
    Buffer.from(made[1]?.attestation.envelope.statement ?? "", "base64").toString("utf8"),
  ) as { predicate: unknown };
  expect(statement.predicate).toMatchObject({
    buildDefinition: {
      externalParameters: {
        workflow: {
          ref: "refs/tags/v1.0.0",
          repository: "https://github.com/octo-org/sampleproject",
          path: ".github/workflows/release.yml",
        },
      },
      resolvedDependencies: [{ digest: { gitCommit: WORKFLOW_CLAIMS["sha"] } }],
    },
  });
});

test("an identity that cannot tell how something was built gets no such statement", async () => {
  await using it = await testSigstore();
  const claims = {
    ...WORKFLOW_CLAIMS,
    workflow_ref: undefined,
    job_workflow_ref: undefined,
    ci_config_ref_uri: "gitlab.com/group/demo//.gitlab-ci.yml@refs/tags/v1",
    project_path: "group/demo",
  };
  const made = await signAttestations(
    request(it, {
      predicates: [{ kind: "slsa", type: SLSA_PREDICATE, predicate: slsaProvenance }],
      identity: () => Promise.resolve(new Secret(unsignedToken(claims))),
    }),
    it.ports,
  );
  expect(made).toEqual([]);
});

test("a lost answer of the log: the entry that is there is taken, nothing is entered twice", async () => {
  await using it = await testSigstore();
  const http = troubled(it.ports.http, async (number, send) => {
    if (number === 1) return { status: 503, headers: {}, body: new Uint8Array() };
    const answer = await send();
    if (number === 3) throw new Error("socket hang up");
    return answer;
  });
  const pauses: number[] = [];
  const pause = (seconds: number): Promise<void> => Promise.resolve(void pauses.push(seconds));
  const [made] = await signAttestations(request(it), { ...it.ports, http, pause });
  expect(pauses).toEqual([0.5, 0.5]);
  const entries = it.sigstore.requests.filter((each) => each.includes("/log/entries"));
  expect(entries).toEqual([
    "POST /api/v1/log/entries",
    "POST /api/v1/log/entries",
    expect.stringMatching(/^GET \/api\/v1\/log\/entries\/[0-9a-f]{64}$/),
  ]);
  const [file] = FILES;
  if (made === undefined || file === undefined) throw new Error("nothing was signed");
  const expected = { file, publisher: WORKFLOW_PUBLISHER, predicateTypes: PREDICATE_TYPES };
  expect(verifyAttestation(made.attestation, expected, it.trustRoot).verified).toBe(true);
});

test("a token that the authority does not know is refused in its words, and never shown", async () => {
  await using it = await testSigstore();
  const token = "other.eyJzdWIiOiJ4In0.secretsecret";
  const signing = signAttestations(
    request(it, { identity: () => Promise.resolve(new Secret(token)) }),
    it.ports,
  );
  await expect(signing).rejects.toMatchObject({
    code: "attest/refused",
    message:
      "the local Sigstore's certificate authority refused to certify the workflow's identity: There was an error processing the credentials for this request",
  });
  await expect(signing).rejects.not.toThrow(/secretsecret/);
});

test("a service that does not answer is a fault that tells to try again", async () => {
  await using it = await testSigstore();
  const http = troubled(it.ports.http, () => Promise.reject(new Error("connect ECONNREFUSED")));
  const signing = signAttestations(request(it), { ...it.ports, http, pause: () => Promise.resolve() });
  await expect(signing).rejects.toMatchObject({ code: "attest/unreachable", phase: "unavailable" });
});

test("the log takes no signature that is not the certificate's", async () => {
  await using it = await testSigstore();
  const post = async (body: unknown): Promise<unknown> => {
    const answer = await fetch(`${it.sigstore.services.rekorUrl}/api/v1/log/entries`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return [answer.status, ((await answer.json()) as { message: string }).message];
  };
  const { attestation } = await it.sign({ fileName: "demo-1.0.tar.gz", sha256: "ab".repeat(32) });
  const certificate = attestation.verification_material.certificate;
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`;
  const envelope = JSON.stringify({
    payloadType: "application/vnd.in-toto+json",
    payload: Buffer.from("other").toString("base64"),
    signatures: [{ sig: attestation.envelope.signature }],
  });
  const content = { envelope, verifiers: [Buffer.from(pem).toString("base64")] };
  const spec = { proposedContent: content };
  expect(await post({ apiVersion: "0.0.1", kind: "dsse", spec })).toEqual([400, "could not verify envelope"]);
  expect(await post({ apiVersion: "0.0.2", kind: "intoto", spec })).toEqual([
    400,
    "entry kind 'intoto' is not supported",
  ]);
  expect(await post({ apiVersion: "0.0.1", kind: "dsse" })).toEqual([
    400,
    expect.stringMatching(/^error processing entry/),
  ]);
});

test.each([
  [{}, { fulcioUrl: "https://fulcio.sigstore.dev", rekorUrl: "https://rekor.sigstore.dev" }],
  [
    { SHIPWHEEL_FULCIO_URL: "https://fulcio.test/", SHIPWHEEL_REKOR_URL: "http://127.0.0.1:3000" },
    { title: "fulcio.test", fulcioUrl: "https://fulcio.test", rekorUrl: "http://127.0.0.1:3000" },
  ],
])("the instance that an environment names: %j", (variables, expected) => {
  expect(sigstoreServices(variables)).toMatchObject(expected);
});

test.each([
  [{ SHIPWHEEL_FULCIO_URL: "https://fulcio.test" }, "SHIPWHEEL_REKOR_URL"],
  [{ SHIPWHEEL_FULCIO_URL: "http://fulcio.test", SHIPWHEEL_REKOR_URL: "https://r.test" }, "not an https URL"],
  [{ SHIPWHEEL_FULCIO_URL: "fulcio", SHIPWHEEL_REKOR_URL: "https://r.test" }, "not an https URL"],
])("an identity token goes nowhere without TLS: %j", (variables, words) => {
  expect(() => sigstoreServices(variables)).toThrow(words);
});
