import { ASN1Obj } from "@sigstore/core";
import { Buffer } from "node:buffer";
import { createPublicKey, verify, type KeyObject } from "node:crypto";

/** The key that asks to be certified, and the proof that its holder asks. */
export interface CertificateRequest {
  readonly publicKey: KeyObject;
  /** Whether the holder of the key made the request for this subject. */
  readonly isProven: (subject: string) => boolean;
}

/**
 * Reads what clients send to Fulcio: a key with a signature over the subject, or a certification request (PKCS #10),
 * as sigstore-python does. Null: it is neither.
 */
export function readCertificateRequest(body: Readonly<Record<string, unknown>>): CertificateRequest | null {
  const { publicKeyRequest, certificateSigningRequest: request } = body as {
    readonly publicKeyRequest?: {
      readonly publicKey?: { readonly content?: unknown };
      readonly proofOfPossession?: unknown;
    };
    readonly certificateSigningRequest?: unknown;
  };
  try {
    if (typeof request === "string")
      return fromSigningRequest(Buffer.from(request, "base64").toString("latin1"));
    const content = publicKeyRequest?.publicKey?.content;
    const proof = publicKeyRequest?.proofOfPossession;
    if (typeof content !== "string" || typeof proof !== "string") return null;
    const publicKey = createPublicKey(content);
    const signature = Buffer.from(proof, "base64");
    return { publicKey, isProven: (subject) => verify("sha256", Buffer.from(subject), publicKey, signature) };
  } catch {
    return null;
  }
}

/** RFC 2986: the body holds version, subject, key and attributes; the key itself signs it. */
function fromSigningRequest(pem: string): CertificateRequest | null {
  const base64 = pem.replaceAll(/-----[^-]+-----|\s/g, "");
  const [body, , signature] = ASN1Obj.parseBuffer(Buffer.from(base64, "base64")).subs;
  const key = body?.subs[2];
  if (body === undefined || key === undefined || signature === undefined) return null;
  const publicKey = createPublicKey({ key: key.toDER(), format: "der", type: "spki" });
  // A bit string begins with the number of its unused bits, which is none.
  const isProven = verify("sha256", body.toDER(), publicKey, signature.value.subarray(1));
  return { publicKey, isProven: () => isProven };
}
