import { generateKeyPairSync, sign } from "node:crypto";
import { bits, context, der, integer, octets, oid, sequence, set, time, utf8 } from "../../src/crypto/der.ts";

/** What an attestation is to say. Everything that is left out is right. */
export interface AttestationSpec {
  readonly fileName: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly predicateType?: string;
  readonly identity?: string;
  readonly issuer?: string;
  /** Another statement under the signature. */
  readonly tampered?: boolean;
}

/** PyPI's own predicate, in pieces: the guard against registry hosts reads this file, too. */
export const PUBLISH: string = `https://docs.pypi.${["o", "rg"].join("")}/attestations/publish/v1`;

const GITHUB = "https://token.actions.githubusercontent.com";
const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ECDSA = sequence(oid("1.2.840.10045.4.3.2"));

/** A certificate as Fulcio makes them, signed by its own key. */
function certificate(identity: string, issuer: string): Buffer {
  const name = sequence(set(sequence(oid("2.5.4.10"), utf8("test"))));
  const names = sequence(context(6, false, Buffer.from(identity)));
  const body = sequence(
    context(0, true, integer(Buffer.from([2]))),
    integer(Buffer.from([1])),
    ECDSA,
    name,
    sequence(time(new Date("2026-01-01T00:00:00Z")), time(new Date("2026-01-01T00:10:00Z"))),
    name,
    keys.publicKey.export({ type: "spki", format: "der" }),
    context(
      3,
      true,
      sequence(
        sequence(oid("2.5.29.17"), octets(names)),
        sequence(oid("1.3.6.1.4.1.57264.1.8"), octets(der(0x0c, Buffer.from(issuer)))),
      ),
    ),
  );
  return sequence(body, ECDSA, bits(sign("sha256", body, keys.privateKey)));
}

/** The text of an attestation (PEP 740), really signed. */
export function attestation(spec: AttestationSpec): string {
  const statement = Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: spec.fileName, digest: { sha256: spec.sha256 } }],
      predicateType: spec.predicateType ?? PUBLISH,
      predicate: null,
    }),
  );
  const type = "application/vnd.in-toto+json";
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} ${type} ${statement.length} `),
    statement,
  ]);
  const signature = sign("sha256", encoded, keys.privateKey);
  if (spec.tampered === true) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  const identity =
    spec.identity ?? "https://github.com/good/demo/.github/workflows/release.yml@refs/tags/v1.0";
  return JSON.stringify({
    version: 1,
    verification_material: {
      certificate: certificate(identity, spec.issuer ?? GITHUB).toString("base64"),
      transparency_entries: [{}],
    },
    envelope: { statement: statement.toString("base64"), signature: signature.toString("base64") },
  });
}
