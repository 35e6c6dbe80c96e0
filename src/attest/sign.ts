import { dsse } from "@sigstore/core";
import { Buffer } from "node:buffer";
import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from "node:crypto";
import { fault } from "../findings/fault.ts";
import type { Secret } from "../ports/secret.ts";
import { askService, type AttestPorts } from "./ask-service.ts";
import {
  attestationFileName,
  STATEMENT_TYPE,
  type Attestation,
  type AttestationKind,
  type JsonObject,
} from "./attestation.ts";
import { toAttestation } from "./bundle.ts";
import { logStatement } from "./rekor.ts";
import type { SigstoreServices } from "./services.ts";
import { statementText, type AttestedFile } from "./statement.ts";

/** One thing to be said of every file. */
export interface AttestedPredicate {
  readonly kind: AttestationKind;
  readonly type: string;
  /** What it says, by the claims of the identity; absent: no more than that it is so. Null: it cannot be said. */
  readonly predicate?: (claims: JsonObject) => JsonObject | null;
}

/** What to sign, as whom, and where. */
export interface SigningRequest {
  readonly files: readonly AttestedFile[];
  readonly predicates: readonly AttestedPredicate[];
  /** Gives a fresh identity token; called once, for the audience `sigstore`. */
  readonly identity: () => Promise<Secret>;
  readonly services: SigstoreServices;
}

/** An attestation that was made. */
export interface MadeAttestation {
  /** The base name of the file that it is about. */
  readonly distribution: string;
  readonly kind: AttestationKind;
  /** The base name under which it lies beside that file. */
  readonly fileName: string;
  readonly attestation: Attestation;
}

/** The audience of identity tokens for Sigstore. */
export const SIGSTORE_AUDIENCE = "sigstore";

/** Entries that are logged at a time. */
const AT_A_TIME = 4;

/**
 * Signs a statement about every file: a key that is used for this only and forgotten, a certificate for the workflow's
 * identity, an entry in the transparency log for each statement. Throws `attest/…` and `auth/…`.
 */
export async function signAttestations(
  { files, predicates, identity, services }: SigningRequest,
  ports: AttestPorts,
): Promise<readonly MadeAttestation[]> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const token = await identity();
  const claims = claimsOf(token);
  const certificate = await certify(token, claims, { privateKey, publicKey }, services, ports);
  const said = predicates.flatMap(({ kind, type, predicate }) => {
    const content = predicate?.(claims);
    return content === null ? [] : [{ kind, type, content: content ?? null }];
  });
  const wanted = files.flatMap((file) => said.map((predicate) => ({ file, predicate })));
  const made: MadeAttestation[] = [];
  const open = [...wanted.entries()];
  async function lane(): Promise<void> {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [position, { file, predicate }] = next;
      const statement = Buffer.from(statementText(file, predicate.type, predicate.content));
      const signature = sign("sha256", dsse.preAuthEncoding(STATEMENT_TYPE, statement), privateKey);
      const entry = await logStatement({ statement, signature, certificate }, services, ports);
      made[position] = {
        distribution: file.fileName,
        kind: predicate.kind,
        fileName: attestationFileName(file.fileName, predicate.kind),
        attestation: toAttestation({ statement, signature, certificate, entry }),
      };
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return made;
}

/** A certificate for the identity and this key (Fulcio, version 2 of its interface); DER. */
async function certify(
  token: Secret,
  claims: JsonObject,
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  services: SigstoreServices,
  ports: AttestPorts,
): Promise<Buffer> {
  const service = `${services.title}'s certificate authority`;
  const action = "certify the workflow's identity";
  // What Fulcio wants signed as proof of the key: the identity's e-mail address where it has one, else its subject.
  const { email, sub } = claims;
  const subject = typeof email === "string" ? email : typeof sub === "string" ? sub : "";
  const challenge = sign("sha256", Buffer.from(subject), privateKey);
  const { value } = await askService(
    {
      service,
      action,
      url: `${services.fulcioUrl}/api/v2/signingCert`,
      body: {
        credentials: { oidcIdentityToken: token.reveal() },
        publicKeyRequest: {
          publicKey: {
            algorithm: "ECDSA",
            content: publicKey.export({ type: "spki", format: "pem" }).toString(),
          },
          proofOfPossession: challenge.toString("base64"),
        },
      },
    },
    ports,
  );
  const answer = (value ?? {}) as Readonly<
    Record<string, { readonly chain?: { readonly certificates?: readonly string[] } }>
  >;
  const chain = answer["signedCertificateEmbeddedSct"]?.chain?.certificates;
  try {
    return new X509Certificate(chain?.[0] ?? "").raw;
  } catch (error) {
    throw fault(
      "attest/refused",
      { service, action, words: "its response has no certificate with an embedded log timestamp" },
      { cause: error },
    );
  }
}

function claimsOf(token: Secret): JsonObject {
  try {
    const payload = Buffer.from(token.reveal().split(".")[1] ?? "", "base64url").toString("utf8");
    return JSON.parse(payload) as JsonObject;
  } catch (error) {
    throw fault(
      "auth/no-identity",
      { words: "the identity token is not a JSON web token" },
      { cause: error },
    );
  }
}
