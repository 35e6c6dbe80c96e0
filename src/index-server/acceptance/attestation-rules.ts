import { attestedPublisher } from "../upload/provenance.ts";
import type { ArchiveFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const INTRO = "Invalid attestations supplied during upload: ";
const UNVERIFIED =
  "Could not verify the uploaded artifact using the included attestation: Verification failed: ";
const MOST = 2;

/**
 * Attestations are taken from trusted publishers, one or two, each of another kind, and only when the publisher's
 * workflow signed them for this very file (protocol page, section 4).
 */
export async function attestations(facts: ArchiveFacts): Promise<Refusal | null> {
  const sent = facts.fields.first("attestations");
  if (sent === "") return null;
  const publisher = attestedPublisher(facts);
  if (publisher === null) {
    const message = `${INTRO}Attestations are only supported when using Trusted Publishing`;
    return refuse("attestations-without-publisher", message);
  }
  const list = parseList(sent);
  if (list === null) return malformed("not a list of attestation objects");
  if (list.length === 0) return malformed("an empty attestation set is not permitted");
  if (list.length > MOST) {
    const message = `${INTRO}A maximum of ${MOST} attestations per file are supported`;
    return refuse("attestations-too-many", message);
  }
  if (facts.attestations === null) return invalid("this index does not examine signatures");
  const { fileName, sha256 } = facts.content;
  const types = new Set<string>();
  for (const attestation of list) {
    const answer = await facts.attestations.verify(attestation, { fileName, sha256 }, publisher);
    if (answer.kind === "malformed") return malformed(answer.words);
    if (answer.kind === "refused") return invalid(answer.words);
    if (types.has(answer.predicateType)) {
      const message = `${INTRO}Multiple attestations for the same file with the same predicate type (${answer.predicateType}) are not supported`;
      return refuse("attestations-invalid", message);
    }
    types.add(answer.predicateType);
  }
  return null;
}

function invalid(why: string): Refusal {
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
