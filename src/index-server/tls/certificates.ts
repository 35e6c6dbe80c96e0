import { Buffer } from "node:buffer";
import { generateKeyPairSync } from "node:crypto";
import type { Random } from "../../ports/ports.ts";
import {
  certificate,
  certificatePem,
  distinguishedName,
  extension,
  keyId,
} from "../../crypto/certificate.ts";
import { bits, context, integer, isTrue, octets, oid, sequence } from "../../crypto/der.ts";

/** A throw-away authority and the server certificate that it signed; PEM. */
export interface ServerIdentity {
  /** The authority's certificate: what clients have to trust. Its key is forgotten at once. */
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

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
  const common = {
    issuer: caName,
    notBefore: new Date(now.getTime() - HOUR_MS),
    notAfter: new Date(now.getTime() + VALID_DAYS * 24 * HOUR_MS),
  };
  const ca = {
    ...common,
    serial: random.bytes(16),
    subject: caName,
    publicKey: authority.publicKey,
    extensions: [
      extension("2.5.29.19", true, sequence(isTrue(), integer(Buffer.from([0])))),
      extension("2.5.29.15", true, bits(Buffer.from([0b0000_0110]), 1)),
      extension("2.5.29.14", false, octets(caKeyId)),
    ],
  };
  const leaf = {
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
  };
  return {
    caPem: certificatePem(certificate(ca, authority.privateKey)),
    certificatePem: certificatePem(certificate(leaf, authority.privateKey)),
    keyPem: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function alternativeNames(): Buffer {
  const dns = context(2, false, Buffer.from("localhost", "latin1"));
  const v4 = context(7, false, Buffer.from([127, 0, 0, 1]));
  const v6 = context(7, false, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
  return sequence(dns, v4, v6);
}
