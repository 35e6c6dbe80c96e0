import { json } from "@sigstore/core";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { dsse } from "@sigstore/core";
import { STATEMENT_TYPE, type Attestation, type JsonObject } from "../../src/attest/attestation.ts";
import { toAttestation } from "../../src/attest/bundle.ts";
import { LocalAuthority } from "../../src/attest/local/authority.ts";
import { certifiedIdentity, type IdentityClaims } from "../../src/attest/local/claims.ts";
import { TransparencyLog, type LogBody } from "../../src/attest/local/log.ts";
import type { AttestationProblem } from "../../src/attest/problems.ts";
import { readEntry } from "../../src/attest/rekor.ts";
import { statementText, type AttestedFile } from "../../src/attest/statement.ts";
import { PUBLISH_PREDICATE } from "../../src/index-client/endpoints.ts";
import { certificatePem } from "../../src/crypto/certificate.ts";
import { PREDICATE_TYPES, WORKFLOW_CLAIMS, type TestSigstore } from "../support/sigstore.ts";

/** An attestation that must not hold, and why. Rows of the table in docs/reference/attestations.md. */
export interface NegativeCase {
  readonly title: string;
  readonly problem: AttestationProblem;
  readonly make: (it: TestSigstore, file: AttestedFile) => Promise<Attestation>;
}

/** What differs in an attestation whose signatures are all genuine otherwise. */
interface Differences {
  readonly statement?: string;
  readonly claims?: IdentityClaims;
  readonly authority?: LocalAuthority;
  readonly log?: TransparencyLog;
  readonly certifiedAt?: Date;
  /** Whether the certificate is in the log of certificates. */
  readonly isLogged?: boolean;
  readonly loggedAt?: Date;
  readonly body?: (usual: LogBody) => LogBody;
}

const MINUTE_MS = 60_000;

function crafted(it: TestSigstore, file: AttestedFile, different: Differences): Promise<Attestation> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const now = new Date();
  const claims = { ...WORKFLOW_CLAIMS, ...different.claims };
  const identity = certifiedIdentity(claims, String(claims["iss"]));
  if (identity === null) throw new Error("no identity");
  const authority = different.authority ?? it.sigstore.authority;
  const certificate = authority.issue(identity, publicKey, {
    at: different.certifiedAt ?? now,
    isLogged: different.isLogged ?? true,
  });
  const statement = Buffer.from(different.statement ?? statementText(file, PUBLISH_PREDICATE, null));
  const signature = sign("sha256", dsse.preAuthEncoding(STATEMENT_TYPE, statement), privateKey);
  const hash = (bytes: Buffer): JsonObject => ({
    algorithm: "sha256",
    value: createHash("sha256").update(bytes).digest("hex"),
  });
  const verifier = Buffer.from(certificatePem(certificate)).toString("base64");
  const usual: LogBody = {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: hash(Buffer.from("the envelope")),
      payloadHash: hash(statement),
      signatures: [{ signature: signature.toString("base64"), verifier }],
    },
  };
  const log = different.log ?? it.sigstore.log;
  const entry = readEntry(log.add(different.body?.(usual) ?? usual, different.loggedAt ?? now));
  if (entry === null) throw new Error("no entry");
  return Promise.resolve(toAttestation({ statement, signature, certificate, entry }));
}

/** A sound attestation with its first log entry changed. */
async function withEntry(
  it: TestSigstore,
  file: AttestedFile,
  change: (entry: JsonObject) => JsonObject,
): Promise<Attestation> {
  const { attestation } = await it.sign(file);
  const material = attestation.verification_material;
  const [entry = {}] = material.transparency_entries;
  return {
    ...attestation,
    verification_material: { ...material, transparency_entries: [change(entry)] },
  };
}

function without(entry: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== key));
}

/** Every way in which an attestation may be wrong that we could think of. */
export const NEGATIVE_CASES: readonly NegativeCase[] = [
  {
    title: "made for a file with other bytes (or the file was changed afterwards)",
    problem: "other-digest",
    make: async (it, file) => (await it.sign({ ...file, sha256: "0".repeat(64) })).attestation,
  },
  {
    title: "made for a file of another name",
    problem: "other-name",
    make: async (it, file) =>
      (await it.sign({ ...file, fileName: file.fileName.replace("1.0.0", "1.0.1") })).attestation,
  },
  {
    title: "signed by another workflow of the repository",
    problem: "other-workflow",
    make: async (it, file) => {
      const workflow = "octo-org/sampleproject/.github/workflows/ci.yml@refs/tags/v1.0.0";
      const claims = { workflow_ref: workflow, job_workflow_ref: workflow };
      return (await it.sign(file, { claims })).attestation;
    },
  },
  {
    title: "signed by a workflow that another repository's workflow called",
    problem: "other-workflow",
    make: async (it, file) => {
      const claims = { workflow_ref: "octo-org/shared/.github/workflows/release.yml@refs/heads/main" };
      return (await it.sign(file, { claims })).attestation;
    },
  },
  {
    title: "signed in another repository",
    problem: "other-repository",
    make: async (it, file) => (await it.sign(file, { claims: { repository: "evil/fork" } })).attestation,
  },
  {
    title: "signed by an identity of another issuer",
    problem: "other-issuer",
    make: async (it, file) => (await it.sign(file, { claims: { iss: "https://issuer.test" } })).attestation,
  },
  {
    title: "a predicate that the index does not take",
    problem: "predicate",
    make: async (it, file) => (await it.sign(file, { predicateType: "https://example.test/v1" })).attestation,
  },
  {
    title: "the statement was changed after it was signed",
    problem: "other-entry",
    make: async (it, file) => {
      const { attestation } = await it.sign(file);
      const statement = Buffer.from(statementText(file, PREDICATE_TYPES[1] ?? "", null)).toString("base64");
      return { ...attestation, envelope: { ...attestation.envelope, statement } };
    },
  },
  {
    title: "a signature of another key, logged as it is",
    problem: "signature",
    make: (it, file) => {
      // The log's entry agrees with the envelope; only the certificate's key does not.
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const statement = Buffer.from(statementText(file, PUBLISH_PREDICATE, null));
      const signature = sign("sha256", dsse.preAuthEncoding(STATEMENT_TYPE, statement), privateKey);
      return crafted(it, file, {
        body: (usual) => {
          const spec = usual.spec as { readonly signatures: readonly JsonObject[] };
          const signatures = [{ ...spec.signatures[0], signature: signature.toString("base64") }];
          return { ...usual, spec: { ...spec, signatures } };
        },
      }).then((made) => ({
        ...made,
        envelope: { ...made.envelope, signature: signature.toString("base64") },
      }));
    },
  },
  {
    title: "the signature and the log's entry differ",
    problem: "other-entry",
    make: async (it, file) => {
      const [one, two] = [await it.sign(file), await it.sign(file)];
      const { signature } = two.attestation.envelope;
      return { ...one.attestation, envelope: { ...one.attestation.envelope, signature } };
    },
  },
  {
    title: "another certificate than the logged one",
    problem: "signature",
    make: async (it, file) => {
      const [one, two] = [await it.sign(file), await it.sign(file)];
      const { certificate } = two.attestation.verification_material;
      const material = { ...one.attestation.verification_material, certificate };
      return { ...one.attestation, verification_material: material };
    },
  },
  {
    title: "the log names another certificate of the same key",
    problem: "other-entry",
    make: (it, file) =>
      crafted(it, file, {
        body: (usual) => {
          const spec = usual.spec as { readonly signatures: readonly JsonObject[] };
          const verifier = Buffer.from(certificatePem(it.sigstore.authority.root)).toString("base64");
          return { ...usual, spec: { ...spec, signatures: [{ ...spec.signatures[0], verifier }] } };
        },
      }),
  },
  {
    title: "the certificate had expired when it was logged",
    problem: "certificate",
    make: (it, file) => crafted(it, file, { certifiedAt: new Date(Date.now() - 20 * MINUTE_MS) }),
  },
  {
    title: "the certificate was not valid yet when it was logged",
    problem: "certificate",
    make: (it, file) => crafted(it, file, { loggedAt: new Date(Date.now() - 5 * MINUTE_MS) }),
  },
  {
    title: "a certificate of an authority that nobody trusts",
    problem: "certificate",
    make: (it, file) => crafted(it, file, { authority: new LocalAuthority(it.ports) }),
  },
  {
    title: "a certificate that is in no log of certificates",
    problem: "not-in-certificate-log",
    make: (it, file) => crafted(it, file, { isLogged: false }),
  },
  {
    title: "no promise of the log",
    problem: "no-promise",
    make: (it, file) => withEntry(it, file, (entry) => without(entry, "inclusionPromise")),
  },
  {
    title: "a promise that the log did not make",
    problem: "not-in-log",
    make: (it, file) =>
      withEntry(it, file, (entry) => ({
        ...entry,
        inclusionPromise: { signedEntryTimestamp: Buffer.from("no signature").toString("base64") },
      })),
  },
  {
    title: "a time that the log did not promise",
    problem: "not-in-log",
    make: (it, file) =>
      withEntry(it, file, (entry) => ({
        ...entry,
        integratedTime: String(Number(entry["integratedTime"]) + 60),
      })),
  },
  {
    title: "no proof that the log has it",
    problem: "malformed",
    make: (it, file) => withEntry(it, file, (entry) => without(entry, "inclusionProof")),
  },
  {
    title: "a proof of another entry",
    problem: "not-in-log",
    make: async (it, file) => {
      const other = await it.sign(file);
      const [foreign] = other.attestation.verification_material.transparency_entries;
      return withEntry(it, file, (entry) => ({ ...entry, inclusionProof: foreign?.["inclusionProof"] }));
    },
  },
  {
    title: "logged in a log that nobody trusts",
    problem: "not-in-log",
    make: (it, file) => crafted(it, file, { log: new TransparencyLog("log.example.test") }),
  },
  {
    title: "logged as an `intoto` entry",
    problem: "entry-kind",
    make: (it, file) =>
      crafted(it, file, {
        body: ({ spec }) => ({ apiVersion: "0.0.2", kind: "intoto", spec: { content: spec } }),
      }).then((made) => {
        const material = made.verification_material;
        const [entry = {}] = material.transparency_entries;
        const kindVersion = { kind: "intoto", version: "0.0.2" };
        return {
          ...made,
          verification_material: { ...material, transparency_entries: [{ ...entry, kindVersion }] },
        };
      }),
  },
  {
    title: "a statement about two files",
    problem: "subjects",
    make: (it, file) => {
      const statement = JSON.parse(statementText(file, PUBLISH_PREDICATE, null)) as {
        subject: readonly unknown[];
      };
      const two = { ...statement, subject: [...statement.subject, ...statement.subject] };
      return crafted(it, file, { statement: json.canonicalize(two) });
    },
  },
  {
    title: "a statement about no file",
    problem: "subjects",
    make: (it, file) => {
      const statement = JSON.parse(statementText(file, PUBLISH_PREDICATE, null)) as JsonObject;
      return crafted(it, file, { statement: json.canonicalize({ ...statement, subject: [] }) });
    },
  },
  {
    title: "a signed text that is no statement",
    problem: "malformed",
    make: (it, file) => crafted(it, file, { statement: "{}" }),
  },
];
