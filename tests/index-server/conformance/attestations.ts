import { expect } from "vitest";
import type { Attestation } from "../../../src/attest/attestation.ts";
import type { AttestationVerifier } from "../../../src/distribution/attestation-verifying.ts";
import { attestationVerifier } from "../../../src/rehearse/attestations/attestation-verifier.ts";
import { SLSA_PREDICATE } from "../../../src/index-client/endpoints.ts";
import { demoSdist, demoWheel, type DemoFile } from "../../support/demo-files.ts";
import type { Answer, TestIndex } from "../../support/index.ts";
import { sha256Of, testSigstore, type SignOptions, type TestSigstore } from "../../support/sigstore.ts";
import { tokenHeader } from "../../support/upload-form.ts";
import { publisherOf, publisherToken, type ConformanceCase } from "./case.ts";

const JSON_TYPE = "application/vnd.pypi.simple.v1+json";
const INTRO = "Invalid attestations supplied during upload: ";
const CLAIMS = {
  repository: "rehearsal/project",
  workflow_ref: "rehearsal/project/.github/workflows/release.yml@refs/tags/v1.0.0",
};

/** The Sigstore that the indexes of this file believe: each case starts its own, when the index runs already. */
let believed: TestSigstore | null = null;
const verifier: AttestationVerifier = {
  verify: (...asked) => attestationVerifier(() => believed?.sigstore.trustRoot ?? "").verify(...asked),
};
const OPTIONS = { publishers: [publisherOf("demo-pkg")], attestations: verifier };

/** What a case does with attestations. */
interface Bench {
  readonly sign: (file: DemoFile, options?: SignOptions) => Promise<Attestation>;
  readonly upload: (file: DemoFile, attestations: readonly Attestation[]) => Promise<Answer>;
}

async function withSigstore(it: TestIndex, use: (bench: Bench) => Promise<void>): Promise<void> {
  await using sigstore = await testSigstore();
  believed = sigstore;
  // A project has to be there before a publisher may upload to it.
  expect((await it.upload(demoSdist())).status).toBe(200);
  const authorization = tokenHeader(await publisherToken(it));
  await use({
    async sign(file, { claims, ...options } = {}) {
      const asked = { ...options, claims: { ...CLAIMS, ...claims } };
      const about = { fileName: file.fileName, sha256: sha256Of(file.bytes) };
      return (await sigstore.sign(about, asked)).attestation;
    },
    upload: (file, attestations) =>
      it.upload(file, { authorization, fields: { attestations: JSON.stringify(attestations) } }),
  });
}

export const ATTESTATIONS: readonly ConformanceCase[] = [
  {
    id: 56,
    title: "an attestation for another digest, workflow or predicate: 400",
    options: OPTIONS,
    run: (it) =>
      withSigstore(it, async ({ sign, upload }) => {
        const wheel = demoWheel();
        const refused = async (attestation: Attestation): Promise<string> => {
          const answer = await upload(wheel, [attestation]);
          expect(answer.status).toBe(400);
          return answer.message;
        };
        const unverified = `${INTRO}Could not verify the uploaded artifact using the included attestation: Verification failed: `;
        const elsewhere = "rehearsal/project/.github/workflows/ci.yml@refs/tags/v1.0.0";
        expect([
          await refused(await sign(demoWheel({ salt: "other" }))),
          await refused(await sign(wheel, { claims: { workflow_ref: elsewhere } })),
          await refused(await sign(wheel, { predicateType: "https://example.test/v1" })),
        ]).toEqual([
          `${unverified}subject does not match distribution digest`,
          `${unverified}Certificate's Build Config URI (https://github.com/${elsewhere}) does not match expected Trusted Publisher (release.yml @ rehearsal/project)`,
          `${unverified}unknown attestation type: https://example.test/v1`,
        ]);
        const twice = await upload(wheel, [await sign(wheel), await sign(wheel)]);
        expect(twice.message).toMatch(
          /Multiple attestations for the same file with the same predicate type \(.+\) are not supported$/,
        );
        const formless = await it.upload(wheel, { fields: { attestations: "[{}]" }, authorization: null });
        expect(formless.status).toBe(403);
        expect((await it.get(`/integrity/demo-pkg/1.0.0/${wheel.fileName}/provenance`)).status).toBe(404);
      }),
  },
  {
    id: 57,
    title: "a valid attestation with a publisher token: 200; the provenance appears",
    options: OPTIONS,
    run: (it) =>
      withSigstore(it, async ({ sign, upload }) => {
        const wheel = demoWheel();
        const both = [await sign(wheel), await sign(wheel, { predicateType: SLSA_PREDICATE })];
        expect((await upload(wheel, both)).status).toBe(200);
        const { files } = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
          files: { filename: string; provenance: string | null }[];
        };
        const url = `${it.index.httpOrigin}/integrity/demo-pkg/1.0.0/${wheel.fileName}/provenance`;
        expect(files.map((file) => [file.filename, file.provenance])).toEqual([
          [wheel.fileName, url],
          [demoSdist().fileName, null],
        ]);
        expect((await it.get("/simple/demo-pkg/")).text).toContain(`data-provenance="${url}"`);
        // An identical upload changes nothing.
        expect((await upload(wheel, [])).status).toBe(200);
        expect((await it.get(url)).status).toBe(200);
      }),
  },
  {
    id: 78,
    title: "provenance: none 404; Accept text/html 406; an object 200",
    options: OPTIONS,
    run: (it) =>
      withSigstore(it, async ({ sign, upload }) => {
        const wheel = demoWheel();
        const path = `/integrity/demo-pkg/1.0.0/${wheel.fileName}/provenance`;
        const none = await it.get(path);
        expect([none.status, JSON.parse(none.text)]).toEqual([
          404,
          { message: `No provenance available for ${wheel.fileName}` },
        ]);
        const html = await it.get(path, { accept: "text/html" });
        expect([html.status, JSON.parse(html.text)]).toEqual([406, { message: "Request not acceptable" }]);
        const attestation = await sign(wheel);
        expect((await upload(wheel, [attestation])).status).toBe(200);
        const answer = await it.get(path, { accept: "application/vnd.pypi.integrity.v1+json" });
        expect([answer.status, answer.headers.get("content-type")]).toEqual([
          200,
          "application/vnd.pypi.integrity.v1+json",
        ]);
        const publisher = {
          kind: "GitHub",
          repository: "rehearsal/project",
          workflow: "release.yml",
          environment: "pypi",
          claims: null,
        };
        expect(JSON.parse(answer.text)).toEqual({
          version: 1,
          attestation_bundles: [{ publisher, attestations: [attestation] }],
        });
      }),
  },
];
