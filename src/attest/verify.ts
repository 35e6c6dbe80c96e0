import type { Bundle } from "@sigstore/bundle";
import { X509Certificate } from "@sigstore/core";
import { toSignedEntity, VerificationError, Verifier } from "@sigstore/verify";
import { Buffer } from "node:buffer";
import { X509Certificate as NodeCertificate } from "node:crypto";
import { parseFileName } from "../distribution/file-names.ts";
import { normalizeName } from "../version/names.ts";
import { parseVersion, formatVersion } from "../version/pep440.ts";
import type { Attestation } from "./attestation.ts";
import { toBundle } from "./bundle.ts";
import type { AttestationProblem } from "./problems.ts";
import {
  FULCIO_EXTENSIONS,
  identityMismatch,
  type AttestingPublisher,
  type CertificateIdentity,
} from "./publisher.ts";
import { readStatement, type AttestedFile } from "./statement.ts";
import type { TrustRoot } from "./trust-root.ts";

/** What was found of an attestation. */
export type AttestationVerdict =
  | {
      readonly verified: true;
      readonly predicateType: string;
      readonly identity: CertificateIdentity;
      /** When the log took the signature. */
      readonly time: Date;
      /** Position in the log. */
      readonly logIndex: string;
    }
  | { readonly verified: false; readonly problem: AttestationProblem; readonly message: string };

/** What an attestation has to satisfy. */
export interface AttestationExpectation {
  readonly file: AttestedFile;
  /** Null: whoever signed it, which is told by the verdict. */
  readonly publisher: AttestingPublisher | null;
  /** The predicate types that the index takes. */
  readonly predicateTypes: readonly string[];
}

const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const INTEGRATED = "Integrated time only supported for dsse/hashedrekord 0.0.1 types";

/**
 * Verifies an attestation without any network, as PyPI does (protocol page, section 4): the time by the log's promise,
 * the certificate's chain at that time and its entry in the certificate log, the publisher, the log's proof and what
 * is logged, the signature, and that the statement is about this very file. Never throws for a bad attestation.
 */
export function verifyAttestation(
  attestation: Attestation,
  expected: AttestationExpectation,
  trustRoot: TrustRoot,
): AttestationVerdict {
  let bundle: Bundle;
  try {
    bundle = toBundle(attestation);
  } catch (error) {
    return no("malformed", `invalid transparency log entry: ${(error as Error).message}`);
  }
  const [entry] = bundle.verificationMaterial.tlogEntries;
  if (entry === undefined) return no("malformed", "it has no entry of a transparency log");
  const { kind, version } = entry.kindVersion;
  if (kind !== "dsse" || version !== "0.0.1") return no("entry-kind", INTEGRATED);
  if (entry.inclusionPromise === undefined || Number(entry.integratedTime) === 0)
    return no("no-promise", "not enough sources of verified time");
  const trusted = trustedSigner(bundle, trustRoot);
  if (trusted !== null) return trusted;
  const der = Buffer.from(attestation.verification_material.certificate, "base64");
  const usage = usageProblem(der) ?? loggedCertificateProblem(entry.canonicalizedBody, der);
  if (usage !== null) return usage;
  const identity = certificateIdentity(der);
  const mismatch = expected.publisher === null ? null : identityMismatch(identity, expected.publisher);
  if (mismatch !== null) return no(`other-${mismatch.part}`, mismatch.message);
  const statement = statementProblem(attestation, expected);
  if (typeof statement !== "string") return statement;
  return {
    verified: true,
    predicateType: statement,
    identity,
    time: new Date(Number(entry.integratedTime) * 1000),
    logIndex: entry.logIndex,
  };
}

function no(problem: AttestationProblem, message: string): AttestationVerdict & { verified: false } {
  return { verified: false, problem, message };
}

/** Chain, certificate log, transparency log and signature, by Sigstore's own library. */
function trustedSigner(bundle: Bundle, trustRoot: TrustRoot): AttestationVerdict | null {
  try {
    new Verifier(trustRoot.material, { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 }).verify(
      toSignedEntity(bundle),
    );
    return null;
  } catch (error) {
    if (!(error instanceof VerificationError)) return no("malformed", (error as Error).message);
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return no(problemOf(error.code, error.message), `${error.message}${cause}`);
  }
}

function problemOf(code: string, message: string): AttestationProblem {
  if (code === "CERTIFICATE_ERROR") return /SCT/.test(message) ? "not-in-certificate-log" : "certificate";
  if (code === "SIGNATURE_ERROR") return "signature";
  if (code === "TLOG_BODY_ERROR") return "other-entry";
  return code === "TIMESTAMP_ERROR" ? "no-promise" : "not-in-log";
}

/** Sigstore's profile of certificates, which its JavaScript library leaves to its callers. */
function usageProblem(der: Buffer): AttestationVerdict | null {
  const certificate = X509Certificate.parse(der as Buffer<ArrayBuffer>);
  if (certificate.extKeyUsage?.digitalSignature !== true)
    return no("certificate", "Key usage is not of type `digital signature`");
  // Without the extension there is none, whatever the types say.
  const usages = new NodeCertificate(der).keyUsage as readonly string[] | undefined;
  return usages?.includes(CODE_SIGNING) === true
    ? null
    : no("certificate", "Extended usage does not contain `code signing`");
}

/** The log has the signature of this certificate's holder, not only the same signature. */
function loggedCertificateProblem(body: Buffer, der: Buffer): AttestationVerdict | null {
  try {
    const { spec } = JSON.parse(body.toString("utf8")) as {
      readonly spec: { readonly signatures: readonly { readonly verifier: string }[] };
    };
    const pem = Buffer.from(spec.signatures[0]?.verifier ?? "", "base64");
    if (new NodeCertificate(pem).raw.equals(der)) return null;
  } catch {
    // Told below.
  }
  return no("other-entry", "the log's entry was made with another certificate");
}

/** What a certificate says of its holder. */
function certificateIdentity(der: Buffer): CertificateIdentity {
  const certificate = X509Certificate.parse(der as Buffer<ArrayBuffer>);
  const text = (id: string): string | null =>
    certificate.extension(id)?.valueObj.subs[0]?.value.toString("utf8") ?? null;
  return {
    subject: certificate.subjectAltName ?? null,
    issuer: text(FULCIO_EXTENSIONS.issuer),
    sourceRepository: text(FULCIO_EXTENSIONS.sourceRepository),
    sourceDigest: text(FULCIO_EXTENSIONS.sourceDigest),
    sourceRef: text(FULCIO_EXTENSIONS.sourceRef),
    buildConfig: text(FULCIO_EXTENSIONS.buildConfig),
    run: text(FULCIO_EXTENSIONS.run),
  };
}

/** The predicate type, or why the statement is not about this file. */
function statementProblem(
  { envelope }: Attestation,
  { file, predicateTypes }: AttestationExpectation,
): string | (AttestationVerdict & { verified: false }) {
  const statement = readStatement(Buffer.from(envelope.statement, "base64").toString("utf8"));
  if (statement === null) return no("malformed", "invalid statement");
  const [subject, ...others] = statement.subjects;
  if (subject === undefined) return no("subjects", "no subject in statement (must be exactly one)");
  if (others.length > 0) return no("subjects", "too many subjects in statement (must be exactly one)");
  if (subject.name === null) return no("other-name", "invalid subject: missing name");
  if (nameKey(subject.name) !== nameKey(file.fileName)) {
    const message = `subject does not match distribution name: ${subject.name} != ${file.fileName}`;
    return no("other-name", message);
  }
  if (subject.sha256 !== file.sha256) return no("other-digest", "subject does not match distribution digest");
  return predicateTypes.includes(statement.predicateType)
    ? statement.predicateType
    : no("predicate", `unknown attestation type: ${statement.predicateType}`);
}

/** Names are compared as they are read: `Demo_Pkg-1.0.tar.gz` is `demo-pkg-1.0.tar.gz`. */
function nameKey(fileName: string): string {
  const parsed = parseFileName(fileName);
  if (parsed.kind === "invalid") return `invalid ${fileName}`;
  const version = parseVersion(parsed.version);
  const shared = [
    parsed.kind,
    normalizeName(parsed.name),
    version === null ? parsed.version : formatVersion(version),
  ];
  return (parsed.kind === "wheel" ? [...shared, parsed.build ?? "", ...parsed.tags.toSorted()] : shared).join(
    " ",
  );
}
