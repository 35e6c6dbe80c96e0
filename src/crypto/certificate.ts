import { Buffer } from "node:buffer";
import { createHash, sign, type KeyObject } from "node:crypto";
import { bits, context, integer, isTrue, octets, oid, sequence, set, time, utf8 } from "./der.ts";

/** What a certificate is to say. */
export interface CertificateInput {
  /** Random bytes; made positive. */
  readonly serial: Uint8Array;
  /** {@link distinguishedName}. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** {@link extension}. */
  readonly extensions: readonly Buffer[];
}

const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** An X.509 v3 certificate (RFC 5280) signed by a P-256 key, as DER. */
export function certificate(input: CertificateInput, signer: KeyObject): Buffer {
  const body = certificateBody(input);
  return sequence(body, ECDSA_SHA256, bits(sign("sha256", body, signer)));
}

/** The part of a certificate that is signed: what a transparency log signs, too, before there is a certificate. */
export function certificateBody(input: CertificateInput): Buffer {
  const positive = Buffer.from(input.serial);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40;
  return sequence(
    context(0, true, integer(Buffer.from([2]))),
    integer(positive),
    ECDSA_SHA256,
    input.issuer,
    sequence(time(input.notBefore), time(input.notAfter)),
    input.subject,
    publicKeyInfo(input.publicKey),
    context(3, true, sequence(...input.extensions)),
  );
}

/** One extension, its value in DER. */
export function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [isTrue()] : []), octets(value));
}

/** A name of one part: the common name. */
export function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(oid("2.5.4.3"), utf8(commonName))));
}

/** A public key as SubjectPublicKeyInfo, DER. */
export function publicKeyInfo(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

/** An identifier of a key: any stable one will do (RFC 5280, 4.2.1.2). */
export function keyId(key: KeyObject): Buffer {
  return createHash("sha256").update(publicKeyInfo(key)).digest().subarray(0, 20);
}

/** A certificate as text, 64 columns. */
export function certificatePem(certificateBytes: Uint8Array): string {
  const lines =
    Buffer.from(certificateBytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
