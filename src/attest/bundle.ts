import { bundleFromJSON, bundleToJSON, toDSSEBundle, type Bundle } from "@sigstore/bundle";
import type { TransparencyLogEntry } from "@sigstore/protobuf-specs";
import type { Buffer } from "node:buffer";
import { STATEMENT_TYPE, type Attestation, type JsonObject } from "./attestation.ts";

const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** What a signature is made of. */
export interface SignedStatement {
  readonly statement: Buffer;
  readonly signature: Buffer;
  /** DER. */
  readonly certificate: Buffer;
  readonly entry: TransparencyLogEntry;
}

/** The attestation object of a signed statement: PEP 740 is a Sigstore bundle, taken apart. */
export function toAttestation({ statement, signature, certificate, entry }: SignedStatement): Attestation {
  const bundle = toDSSEBundle({ artifact: statement, artifactType: STATEMENT_TYPE, signature, certificate });
  bundle.verificationMaterial.tlogEntries = [entry as (typeof bundle.verificationMaterial.tlogEntries)[0]];
  const { verificationMaterial, dsseEnvelope } = bundleToJSON(bundle);
  return {
    version: 1,
    verification_material: {
      certificate: verificationMaterial.certificate?.rawBytes ?? "",
      transparency_entries: verificationMaterial.tlogEntries as readonly unknown[] as readonly JsonObject[],
    },
    envelope: {
      statement: dsseEnvelope?.payload ?? "",
      signature: dsseEnvelope?.signatures[0]?.sig ?? "",
    },
  };
}

/** The bundle that an attestation is a part of. Throws the library's error when a part is missing or unreadable. */
export function toBundle({ verification_material: material, envelope }: Attestation): Bundle {
  return bundleFromJSON({
    mediaType: BUNDLE_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries.slice(0, 1),
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: STATEMENT_TYPE,
      signatures: [{ sig: envelope.signature, keyid: "" }],
    },
  });
}
