import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Random } from "../../ports/ports.ts";
import { bits, context, integer, isTrue, octets, oid, sequence, set, time, utf8 } from "./der.ts";

/** A throw-away authority and the server certificate that it signed; PEM. */
export interface ServerIdentity {
  /** The authority's certificate: what clients have to trust. Its key is forgotten at once. */
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
const HOUR_MS = 3_600_000;
const VALID_DAYS = 30;

/**
 * A certificate for localhost, 127.0.0.1 and ::1 from an authority of its own. The two are separate, for some
 * clients refuse an authority that serves as the server itself; both carry what strict verifiers ask for (RFC 5280).
 */
export function makeServerIdentity(now: Date, random: Random): ServerIdentity {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const caName = distinguishedName(`shipwheel rehearsal ${Buffer.from(random.bytes(4)).toString("hex")}`);
  const caKeyId = keyId(authority.publicKey);
  const common = { issuer: caName, signer: authority.privateKey, now };
  const ca = certificate({
    ...common,
    serial: random.bytes(16),
    subject: caName,
    publicKey: authority.publicKey,
    extensions: [
      extension("2.5.29.19", true, sequence(isTrue(), integer(Buffer.from([0])))),
      extension("2.5.29.15", true, bits(Buffer.from([0b0000_0110]), 1)),
      extension("2.5.29.14", false, octets(caKeyId)),
    ],
  });
  const leaf = certificate({
    ...common,
    serial: random.bytes(16),
    subject: distinguishedName("localhost"),
    publicKey: server.publicKey,
    extensions: [
      extension("2.5.29.19", true, sequence()),
      extension("2.5.29.15", true, bits(Buffer.from([0b1000_0000]), 7)),
      extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1"))),
      extension("2.5.29.14", false, octets(keyId(server.publicKey))),
      extension("2.5.29.35", false, sequence(context(0, false, caKeyId))),
      extension("2.5.29.17", false, alternativeNames()),
    ],
  });
  return {
    caPem: pem(ca),
    certificatePem: pem(leaf),
    keyPem: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

interface CertificateInput {
  readonly serial: Uint8Array;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly now: Date;
  readonly extensions: readonly Buffer[];
}

function certificate(input: CertificateInput): Buffer {
  const start = new Date(input.now.getTime() - HOUR_MS);
  const end = new Date(input.now.getTime() + VALID_DAYS * 24 * HOUR_MS);
  const positive = Buffer.from(input.serial);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    context(0, true, integer(Buffer.from([2]))),
    integer(positive),
    ECDSA_SHA256,
    input.issuer,
    sequence(time(start), time(end)),
    input.subject,
    publicKeyInfo(input.publicKey),
    context(3, true, sequence(...input.extensions)),
  );
  return sequence(body, ECDSA_SHA256, bits(sign("sha256", body, input.signer)));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [isTrue()] : []), octets(value));
}

function alternativeNames(): Buffer {
  const dns = context(2, false, Buffer.from("localhost", "latin1"));
  const v4 = context(7, false, Buffer.from([127, 0, 0, 1]));
  const v6 = context(7, false, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
  return sequence(dns, v4, v6);
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(oid("2.5.4.3"), utf8(commonName))));
}

function publicKeyInfo(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

/** Any stable id will do (RFC 5280, 4.2.1.2). */
function keyId(key: KeyObject): Buffer {
  return createHash("sha256").update(publicKeyInfo(key)).digest().subarray(0, 20);
}

function pem(certificateBytes: Buffer): string {
  const lines = certificateBytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
