import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Clock, Random } from "../../ports/ports.ts";
import {
  certificate,
  certificateBody,
  distinguishedName,
  extension,
  keyId,
  publicKeyInfo,
  type CertificateInput,
} from "../../crypto/certificate.ts";
import { bits, context, integer, isTrue, octets, oid, sequence, utf8 } from "../../crypto/der.ts";
import type { CertifiedIdentity } from "./claims.ts";

const FULCIO = "1.3.6.1.4.1.57264.1";
const DAY_MS = 86_400_000;
/** Fulcio's certificates live ten minutes. */
const VALID_MS = 600_000;

/** A certificate authority as Fulcio is one, with the log of certificates that it enters each into. Keys are made when first needed. */
export class LocalAuthority {
  readonly #clock: Clock;
  readonly #random: Random;
  #made: { readonly root: Buffer; readonly key: KeyObject; readonly publicKey: KeyObject } | null = null;
  #logKeys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null = null;

  constructor(ports: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = ports.clock;
    this.#random = ports.random;
  }

  /** The authority's own certificate, DER. */
  get root(): Buffer {
    return this.#authority.root;
  }

  /** The public key of the log of certificates. */
  get logKey(): KeyObject {
    return this.#log.publicKey;
  }

  /** A certificate for ten minutes from `at` on, entered into the log of certificates unless a test wants none. DER. */
  issue(
    identity: CertifiedIdentity,
    publicKey: KeyObject,
    { at = this.#clock.now(), isLogged = true }: { readonly at?: Date; readonly isLogged?: boolean } = {},
  ): Buffer {
    const { key, publicKey: authority } = this.#authority;
    const input: CertificateInput = {
      serial: this.#random.bytes(16),
      issuer: distinguishedName(NAME),
      subject: sequence(),
      publicKey,
      notBefore: at,
      notAfter: new Date(at.getTime() + VALID_MS),
      extensions: [
        extension("2.5.29.15", true, bits(Buffer.from([0b1000_0000]), 7)),
        extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.3"))),
        extension("2.5.29.14", false, octets(keyId(publicKey))),
        extension("2.5.29.35", false, sequence(context(0, false, keyId(authority)))),
        extension("2.5.29.17", true, alternativeName(identity.subject)),
        extension(`${FULCIO}.1`, false, Buffer.from(identity.issuer)),
        ...Object.entries(identity.extensions).map(([number, value]) =>
          extension(`${FULCIO}.${number}`, false, utf8(value)),
        ),
      ],
    };
    if (!isLogged) return certificate(input, key);
    const stamp = this.#timestamp(certificateBody(input), authority, at);
    const logged = extension("1.3.6.1.4.1.11129.2.4.2", false, octets(stamp));
    return certificate({ ...input, extensions: [...input.extensions, logged] }, key);
  }

  get #authority(): { readonly root: Buffer; readonly key: KeyObject; readonly publicKey: KeyObject } {
    if (this.#made !== null) return this.#made;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const now = this.#clock.now().getTime();
    const root = certificate(
      {
        serial: this.#random.bytes(16),
        issuer: distinguishedName(NAME),
        subject: distinguishedName(NAME),
        publicKey,
        notBefore: new Date(now - 30 * DAY_MS),
        notAfter: new Date(now + 30 * DAY_MS),
        extensions: [
          extension("2.5.29.19", true, sequence(isTrue(), integer(Buffer.from([0])))),
          extension("2.5.29.15", true, bits(Buffer.from([0b0000_0110]), 1)),
          extension("2.5.29.14", false, octets(keyId(publicKey))),
        ],
      },
      privateKey,
    );
    this.#made = { root, key: privateKey, publicKey };
    return this.#made;
  }

  get #log(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    this.#logKeys ??= generateKeyPairSync("ec", { namedCurve: "P-256" });
    return this.#logKeys;
  }

  /** A list of one signed certificate timestamp over what will be the certificate (RFC 6962, section 3.2). */
  #timestamp(body: Buffer, authority: KeyObject, at: Date): Buffer {
    const { privateKey, publicKey } = this.#log;
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(at.getTime()));
    const issuerKeyHash = createHash("sha256").update(publicKeyInfo(authority)).digest();
    const noExtensions = Buffer.alloc(2);
    const signed = Buffer.concat([
      Buffer.from([0, 0]),
      time,
      Buffer.from([0, 1]),
      issuerKeyHash,
      prefixed(body, 3),
      noExtensions,
    ]);
    const logId = createHash("sha256").update(publicKeyInfo(publicKey)).digest();
    const signature = sign("sha256", signed, privateKey);
    const sha256AndEcdsa = Buffer.from([4, 3]);
    const stamp = Buffer.concat([
      Buffer.from([0]),
      logId,
      time,
      noExtensions,
      sha256AndEcdsa,
      prefixed(signature, 2),
    ]);
    return prefixed(prefixed(stamp, 2), 2);
  }
}

const NAME = "shipwheel local sigstore";

/** Bytes behind their length, which takes `width` bytes. */
function prefixed(content: Buffer, width: number): Buffer {
  const length = Buffer.alloc(width);
  length.writeUIntBE(content.length, 0, width);
  return Buffer.concat([length, content]);
}

function alternativeName(subject: CertifiedIdentity["subject"]): Buffer {
  return sequence(context(subject.kind === "uri" ? 6 : 1, false, Buffer.from(subject.value, "latin1")));
}
