import { Buffer } from "node:buffer";
import { verify, X509Certificate } from "node:crypto";

/** A file of attestations beside a distribution (`name.whl.publish.attestation`, PEP 740). */
export interface AttestationFile {
  /** The base name. */
  readonly fileName: string;
  /** The base name of the distribution that it is about. */
  readonly distribution: string;
  readonly text: string;
}

/** What an attestation says, as far as it can be read. */
export interface Attestation {
  readonly predicateType: string;
  readonly subjectName: string | null;
  /** Lower-case hex. */
  readonly subjectSha256: string | null;
  /** Who issued the identity, for example GitHub's address for tokens; null when the certificate does not say. */
  readonly issuer: string | null;
  /** The identity: a workflow's or a person's address. */
  readonly identity: string | null;
  /** Whether the certificate's key made the signature. */
  readonly signed: boolean;
}

type Json = { readonly [key: string]: unknown };

/** Reads an attestation object (PEP 740, version 1); the words of what is wrong with its form otherwise. */
export function readAttestation(text: string): Attestation | string {
  const value = parse(text);
  if (typeof value === "string") return value;
  if (value["version"] !== 1) return `its version is ${JSON.stringify(value["version"] ?? null)}, not 1`;
  const envelope = object(value["envelope"]);
  const statementText = decode(envelope?.["statement"]);
  const signature = decode(envelope?.["signature"]);
  if (statementText === null || signature === null) return "it has no statement or no signature";
  const certificate = readCertificate(object(value["verification_material"])?.["certificate"]);
  if (certificate === null) return "it has no readable certificate";
  const statement = parse(statementText.toString("utf8"));
  if (typeof statement === "string") return `its statement: ${statement}`;
  const subjects = statement["subject"];
  const predicateType = statement["predicateType"];
  if (typeof predicateType !== "string" || !Array.isArray(subjects))
    return "its statement has no subject or no predicate";
  if (subjects.length !== 1) return `its statement has ${subjects.length} subjects, not one`;
  const subject = object(subjects[0]);
  return {
    predicateType,
    subjectName: string(subject?.["name"]),
    subjectSha256: string(object(subject?.["digest"])?.["sha256"]),
    issuer: issuerOf(certificate),
    identity: /(?:^|, )(?:URI|email):([^,]+)/.exec(certificate.subjectAltName ?? "")?.[1] ?? null,
    signed: isSigned(statementText, signature, certificate),
  };
}

function parse(text: string): Json | string {
  try {
    const value: unknown = JSON.parse(text);
    return object(value) ?? "it is not a JSON object";
  } catch {
    return "it is not JSON";
  }
}

function object(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function string(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function decode(value: unknown): Buffer | null {
  if (typeof value !== "string" || value === "" || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) return null;
  return Buffer.from(value, "base64");
}

function readCertificate(value: unknown): X509Certificate | null {
  const bytes = decode(value);
  try {
    return bytes === null ? null : new X509Certificate(bytes);
  } catch {
    return null;
  }
}

/** The object identifiers 1.3.6.1.4.1.57264.1.8 (issuer, as DER) and .1 (issuer, older, as plain text). */
const ISSUER = Buffer.from("060a2b0601040183bf300108", "hex");
const OLD_ISSUER = Buffer.from("060a2b0601040183bf300101", "hex");

/** The issuer in Fulcio's extensions: the octet string behind the identifier, in it a UTF-8 string. */
function issuerOf({ raw }: X509Certificate): string | null {
  for (const [identifier, header] of [
    [ISSUER, 4],
    [OLD_ISSUER, 2],
  ] as const) {
    const at = raw.indexOf(identifier);
    if (at === -1) continue;
    const start = at + identifier.length + header;
    const length = raw[start - 1] ?? 0;
    return raw.subarray(start, start + length).toString("utf8");
  }
  return null;
}

/** Whether the signature is one of the DSSE envelope (pre-authentication encoding) by the certificate's key. */
function isSigned(statement: Buffer, signature: Buffer, certificate: X509Certificate): boolean {
  const type = "application/vnd.in-toto+json";
  const head = `DSSEv1 ${type.length} ${type} ${statement.length} `;
  try {
    return verify("sha256", Buffer.concat([Buffer.from(head), statement]), certificate.publicKey, signature);
  } catch {
    return false;
  }
}
