import { Buffer } from "node:buffer";
import type { ArchiveFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const INTRO = "Invalid attestations supplied during upload: ";
const UNVERIFIED =
  "Could not verify the uploaded artifact using the included attestation: Verification failed: ";

/**
 * Attestations are taken from trusted publishers, one or two, and only when they are about this file. The signature
 * is not examined here yet, and what was not verified is not accepted.
 */
export function attestations(facts: ArchiveFacts): Refusal | null {
  const sent = facts.fields.first("attestations");
  if (sent === "") return null;
  if (facts.identity.kind !== "publisher") {
    const message = `${INTRO}Attestations are only supported when using Trusted Publishing`;
    return refuse("attestations-without-publisher", message);
  }
  const list = parseList(sent);
  if (list === null) return malformed("not a list of attestation objects");
  if (list.length === 0) return malformed("an empty attestation set is not permitted");
  if (list.length > 2) {
    const message = `${INTRO}A maximum of 2 attestations per file are supported`;
    return refuse("attestations-too-many", message);
  }
  const digests = list.map(subjectDigest);
  if (digests.includes(null)) return malformed("an attestation has no statement");
  const foreign = digests.some((digest) => digest !== facts.content.sha256);
  const why = foreign
    ? "subject does not match distribution digest"
    : "this index does not examine signatures yet";
  return refuse("attestations-invalid", INTRO + UNVERIFIED + why);
}

function malformed(why: string): Refusal {
  return refuse("attestations-malformed", `${INTRO}Malformed attestations: ${why}`);
}

function parseList(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function subjectDigest(attestation: unknown): string | null {
  try {
    const { envelope } = attestation as { envelope: { statement: string } };
    const statement = JSON.parse(Buffer.from(envelope.statement, "base64").toString("utf8")) as {
      subject: readonly { digest: { sha256: string } }[];
    };
    return statement.subject[0]?.digest.sha256 ?? null;
  } catch {
    return null;
  }
}
