import { dsse } from "@sigstore/core";
import { Buffer } from "node:buffer";
import { createHash, verify, X509Certificate, type KeyObject } from "node:crypto";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import type { Ports } from "../../ports/ports.ts";
import { certificatePem, publicKeyInfo } from "../../crypto/certificate.ts";
import type { SigstoreServices } from "../services.ts";
import { LocalAuthority } from "./authority.ts";
import { certifiedIdentity, type IdentityClaims } from "./claims.ts";
import { entryId, TransparencyLog, type LogBody } from "./log.ts";
import { readCertificateRequest } from "./signing-request.ts";

/** Whom a local Sigstore believes. */
export interface LocalSigstoreOptions {
  /** The claims of a genuine identity token for the audience `sigstore`; null for every other. */
  readonly verifyToken: (token: string) => Promise<IdentityClaims | null>;
  /** The issuer that certificates name; default: the token's own. A rehearsal's issuer plays GitHub's. */
  readonly issuer?: string;
}

/** A Sigstore of one's own: its certificate authority and its log answer requests until it is closed. */
export interface LocalSigstore extends AsyncDisposable {
  readonly services: SigstoreServices;
  /** The text of its `trusted_root.json`. */
  readonly trustRoot: string;
  readonly authority: LocalAuthority;
  readonly log: TransparencyLog;
  /** Method and path of each request so far. */
  readonly requests: readonly string[];
}

const MAX_BYTES = 2 ** 20;
const ENTRIES = "/api/v1/log/entries";
const HOUR_MS = 3_600_000;

/**
 * Starts the part of Sigstore that attestations need on the loopback interface: Fulcio (version 2 of its interface)
 * and Rekor (version 1, `dsse` 0.0.1), with keys of their own. What is signed here is believed by nobody who was not
 * given its trust root.
 */
export async function startLocalSigstore(
  options: LocalSigstoreOptions,
  ports: Pick<Ports, "servers" | "clock" | "random">,
): Promise<LocalSigstore> {
  const authority = new LocalAuthority(ports);
  const requests: string[] = [];
  let log: TransparencyLog | null = null;
  const listening = await ports.servers.listen(async (request) => {
    requests.push(`${request.method} ${request.url}`);
    if (log === null) return failure(503, "not ready yet");
    if (request.method === "GET") return read(request.url, log);
    const body = await readJson(request);
    if (body === null) return failure(400, "the body is not JSON");
    if (request.url === "/api/v2/signingCert")
      return certify(body, request.headers["authorization"] ?? "", authority, options);
    if (request.url === ENTRIES) return enter(body, log, ports.clock.now());
    return failure(404, "not found");
  });
  const { origin } = listening;
  log = new TransparencyLog(new URL(origin).host);
  const entered = log;
  let trustRoot: string | null = null;
  return {
    services: { title: "the local Sigstore", fulcioUrl: origin, rekorUrl: origin },
    get trustRoot() {
      trustRoot ??= trustRootText(origin, authority, entered, ports.clock.now());
      return trustRoot;
    },
    authority,
    log: entered,
    requests,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

/** `POST /api/v2/signingCert`. */
async function certify(
  body: Json,
  authorization: string,
  authority: LocalAuthority,
  { verifyToken, issuer }: LocalSigstoreOptions,
): Promise<ServerReply> {
  const { credentials } = body as { readonly credentials?: { readonly oidcIdentityToken?: unknown } };
  const token = credentials?.oidcIdentityToken ?? /^bearer (.+)$/i.exec(authorization)?.[1];
  const claims = typeof token === "string" ? await verifyToken(token) : null;
  if (claims === null) return failure(401, "There was an error processing the credentials for this request");
  const request = readCertificateRequest(body);
  if (request === null) return failure(400, "The public key supplied in the request could not be parsed");
  const proven = claims["email"] ?? claims["sub"];
  if (typeof proven !== "string" || !request.isProven(proven))
    return failure(400, "The signature supplied in the request could not be verified");
  const own = claims["iss"];
  const identity = certifiedIdentity(claims, issuer ?? (typeof own === "string" ? own : ""));
  if (identity === null)
    return failure(401, "There was an error processing the credentials for this request");
  const leaf = authority.issue(identity, request.publicKey);
  const certificates = [leaf, authority.root].map((der) => certificatePem(der));
  return reply(200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
}

/** `POST /api/v1/log/entries`. */
function enter(proposed: Json, log: TransparencyLog, now: Date): ServerReply {
  const body = dsseBody(proposed);
  if (typeof body === "string") return failure(400, body);
  const id = entryId(body);
  if (log.find(id) !== null) {
    const known = failure(409, "an equivalent entry already exists in the transparency log");
    return { ...known, headers: { ...known.headers, location: `${ENTRIES}/${id}` } };
  }
  return reply(201, { [id]: log.add(body, now) });
}

/** `GET /api/v1/log/entries/<id>`. */
function read(url: string, log: TransparencyLog): ServerReply {
  const id = url.startsWith(`${ENTRIES}/`) ? url.slice(ENTRIES.length + 1) : "";
  const entry = log.find(id);
  return entry === null ? failure(404, "not found") : reply(200, { [id]: entry });
}

/** What Rekor makes of a proposed `dsse` entry: hashes and the signature, with its verifier; or what is wrong with it. */
function dsseBody(proposed: Json): LogBody | string {
  try {
    const { kind, apiVersion, spec } = proposed as {
      readonly kind: string;
      readonly apiVersion: string;
      readonly spec: {
        readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] };
      };
    };
    if (kind !== "dsse" || apiVersion !== "0.0.1") return `entry kind '${kind}' is not supported`;
    const text = spec.proposedContent.envelope;
    const [verifier = ""] = spec.proposedContent.verifiers;
    const envelope = JSON.parse(text) as {
      readonly payloadType: string;
      readonly payload: string;
      readonly signatures: readonly { readonly sig: string }[];
    };
    const payload = Buffer.from(envelope.payload, "base64");
    const sig = envelope.signatures[0]?.sig ?? "";
    const certificate = new X509Certificate(Buffer.from(verifier, "base64"));
    const signed = dsse.preAuthEncoding(envelope.payloadType, payload);
    if (!verify("sha256", signed, certificate.publicKey, Buffer.from(sig, "base64")))
      return "could not verify envelope";
    const signature = {
      signature: sig,
      // As Rekor writes it, whatever was sent: lines of 64 columns.
      verifier: Buffer.from(certificatePem(certificate.raw)).toString("base64"),
    };
    return {
      apiVersion,
      kind,
      spec: {
        envelopeHash: { algorithm: "sha256", value: hex(Buffer.from(text)) },
        payloadHash: { algorithm: "sha256", value: hex(payload) },
        signatures: [signature],
      },
    };
  } catch (error) {
    return `error processing entry: ${(error as Error).message}`;
  }
}

function trustRootText(origin: string, authority: LocalAuthority, log: TransparencyLog, now: Date): string {
  const validFor = { start: new Date(now.getTime() - 24 * HOUR_MS).toISOString() };
  const key = (publicKey: KeyObject): unknown => {
    const bytes = publicKeyInfo(publicKey);
    return {
      baseUrl: origin,
      hashAlgorithm: "SHA2_256",
      publicKey: { rawBytes: bytes.toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
      logId: { keyId: createHash("sha256").update(bytes).digest("base64") },
    };
  };
  return JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [key(log.publicKey)],
    certificateAuthorities: [
      {
        subject: { organization: "shipwheel", commonName: "local" },
        uri: origin,
        certChain: { certificates: [{ rawBytes: authority.root.toString("base64") }] },
        validFor,
      },
    ],
    ctlogs: [key(authority.logKey)],
    timestampAuthorities: [],
  });
}

type Json = Readonly<Record<string, unknown>>;

async function readJson(request: ServerRequest): Promise<Json | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}

function hex(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function reply(status: number, value: unknown): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function failure(code: number, message: string): ServerReply {
  return reply(code, { code, message });
}
