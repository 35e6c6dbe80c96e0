import { append } from "../../text/append.ts";
import type { RecordCheck, VerifyRecordRequest } from "./check-record.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Finding } from "../../findings/finding.ts";
import type { JournalEntry } from "../../engine/journal/chain.ts";
import { attestationChecks } from "./attestation-checks.ts";
import { fileChecks } from "./file-checks.ts";
import { openRecord, type RecordPlace } from "./open-record.ts";
import { checksumChecks, tagChecks } from "./signature-checks.ts";
import { RECORD_DOES_NOT_HOLD } from "../release-rules.ts";

/** What a record is worth. */
export interface VerifiedRecord {
  /** Null when not even that could be read. */
  readonly project: string | null;
  readonly version: string | null;
  readonly tag: string | null;
  readonly commit: string | null;
  readonly sealed: string | null;
  /** Where it was read. */
  readonly path: string;
  readonly checks: readonly RecordCheck[];
  readonly findings: readonly Finding[];
  readonly entries: readonly JournalEntry[];
}

/**
 * Verifies the record of a release and everything that it names, without any network: the journal's chain and its seal,
 * the digest of each file, SHA256SUMS and its signature, the tag and its signature, the bill of materials, attestations.
 * Throws `release/not-a-release` when there is no record to be found.
 */
export async function verifyRecord(request: VerifyRecordRequest, ports: Ports): Promise<VerifiedRecord> {
  const place = await openRecord(request.release, ports);
  const checks: RecordCheck[] = [...place.checks, ...sealCheck(place, request.seal)];
  if (place.record !== null) {
    append(checks, await fileChecks(place.record, place.directory, request.files, ports));
    append(checks, await checksumChecks(place.record, place.directory, request, ports));
    append(checks, await tagChecks(place.record, request, ports));
    append(checks, await attestationChecks(place.record, place.directory, request, ports));
    if (request.rebuild != null) {
      const { rebuildChecks } = await import("./rebuild.ts");
      const { record, directory } = place;
      append(
        checks,
        await rebuildChecks({ record, directory, files: request.files, ...request.rebuild }, ports),
      );
    }
  }
  const { record } = place;
  return {
    project: record?.project ?? null,
    version: record?.version ?? null,
    tag: record?.tag ?? null,
    commit: record?.commit ?? null,
    sealed: record?.sealed ?? null,
    path: place.path,
    checks,
    findings: checks.filter((check) => check.outcome === "broken").map(broken),
    entries: record?.entries ?? [],
  };
}

function sealCheck({ record }: RecordPlace, noted: string | null): readonly RecordCheck[] {
  if (record === null || noted === null) return [];
  const title = "the noted seal";
  const wanted = noted.toLowerCase();
  const same = wanted.length >= 16 && record.sealed.startsWith(wanted);
  const outcome = same ? "holds" : "broken";
  return [{ title, outcome, detail: `it is sealed as ${record.sealed.slice(0, 16)}`, file: "record.json" }];
}

function broken({ title, detail, file }: RecordCheck): Finding {
  return RECORD_DOES_NOT_HOLD.finding({
    message: file === undefined ? `${title}: ${detail}` : `${file}: ${detail}`,
    why: "it does not match the release or the record",
    help: "download it again from the release; if the record itself is wrong, use another copy of it",
    subject: file ?? title,
  });
}
