import type { TransparencyLogEntry } from "@sigstore/protobuf-specs";
import { Buffer } from "node:buffer";
import { fault } from "../findings/fault.ts";
import { certificatePem } from "../crypto/certificate.ts";
import { askService, type AttestPorts } from "./ask-service.ts";
import { STATEMENT_TYPE } from "./attestation.ts";
import type { SignedStatement } from "./bundle.ts";
import type { SigstoreServices } from "./services.ts";

/** An entry as Rekor's version 1 tells it. */
export interface RekorEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification?: {
    readonly signedEntryTimestamp?: string;
    readonly inclusionProof?: {
      readonly logIndex: number;
      readonly treeSize: number;
      readonly rootHash: string;
      readonly hashes: readonly string[];
      readonly checkpoint: string;
    };
  };
}

/** Logs a signature as a `dsse` 0.0.1 entry, the kind whose time PEP 740 can vouch for. Throws `attest/…`. */
export async function logStatement(
  { statement, signature, certificate }: Omit<SignedStatement, "entry">,
  services: SigstoreServices,
  ports: AttestPorts,
): Promise<TransparencyLogEntry> {
  const request = {
    service: `${services.title}'s transparency log`,
    action: "log a signature",
    url: `${services.rekorUrl}/api/v1/log/entries`,
    body: {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: {
        proposedContent: {
          envelope: JSON.stringify({
            payloadType: STATEMENT_TYPE,
            payload: statement.toString("base64"),
            signatures: [{ sig: signature.toString("base64") }],
          }),
          verifiers: [Buffer.from(certificatePem(certificate)).toString("base64")],
        },
      },
    },
  };
  const posted = await askService(request, ports);
  // It has the entry when the answer to an earlier attempt was lost: then it says where.
  const { value } =
    posted.status === 409
      ? await askService(
          { ...request, url: entryUrl(posted.headers["location"], services), body: undefined },
          ports,
        )
      : posted;
  const [entry] = Object.values((value ?? {}) as Readonly<Record<string, RekorEntry>>);
  const read = entry === undefined ? null : readEntry(entry);
  if (read !== null) return read;
  const words = "its response has no promise and no proof";
  throw fault("attest/refused", { service: request.service, action: request.action, words });
}

/** Where an entry is read, by its id alone: nobody is followed to another place. */
function entryUrl(location: string | undefined, { rekorUrl }: SigstoreServices): string {
  const id = /([0-9a-f]{64,80})\/?$/.exec(location ?? "")?.[1] ?? "";
  return `${rekorUrl}/api/v1/log/entries/${id}`;
}

/** An entry in the form of bundles; null without a promise or a proof. */
export function readEntry(entry: RekorEntry): TransparencyLogEntry | null {
  const { signedEntryTimestamp: promise, inclusionProof: proof } = entry.verification ?? {};
  if (promise === undefined || proof === undefined) return null;
  const body = Buffer.from(entry.body, "base64");
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, "hex") },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(promise, "base64") },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      treeSize: String(proof.treeSize),
      rootHash: Buffer.from(proof.rootHash, "hex"),
      hashes: proof.hashes.map((hash) => Buffer.from(hash, "hex")),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: body,
  };
}
