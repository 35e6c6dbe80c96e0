/** A value of JSON, not looked into. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An attestation object (PEP 740, version 1): a signed statement about one file, and what it takes to verify it. */
export interface Attestation {
  readonly version: 1;
  readonly verification_material: {
    /** The signer's certificate: DER in base64. */
    readonly certificate: string;
    /** Entries of the transparency log, the first of which counts. */
    readonly transparency_entries: readonly JsonObject[];
  };
  readonly envelope: {
    /** The in-toto statement in base64. */
    readonly statement: string;
    /** Over the statement in DSSE's encoding; base64. */
    readonly signature: string;
  };
}

/** The kinds of attestations that indexes take. */
export type AttestationKind = "publish" | "slsa";

/** The file name of an attestation beside its distribution. */
export function attestationFileName(distribution: string, kind: AttestationKind): string {
  return `${distribution}.${kind}.attestation`;
}

/** The media type of what is signed. */
export const STATEMENT_TYPE = "application/vnd.in-toto+json";

/** Reads an attestation object; the words of what is wrong with its form otherwise. */
export function parseAttestation(value: unknown): Attestation | string {
  const whole = object(value);
  if (whole === null) return "it is not a JSON object";
  if (whole["version"] !== 1) return `its version is ${JSON.stringify(whole["version"] ?? null)}, not 1`;
  const material = object(whole["verification_material"]);
  const envelope = object(whole["envelope"]);
  const { certificate, transparency_entries: entries } = material ?? {};
  const { statement, signature } = envelope ?? {};
  if (!isBase64(certificate)) return "it has no certificate";
  if (!isBase64(statement) || !isBase64(signature)) return "it has no statement or no signature";
  if (!Array.isArray(entries)) return "it has no transparency entries";
  const logged = entries.map(object);
  if (logged.length === 0 || logged.includes(null)) return "it has no entry of a transparency log";
  return {
    version: 1,
    verification_material: { certificate, transparency_entries: logged.filter((each) => each !== null) },
    envelope: { statement, signature },
  };
}

/** As {@link parseAttestation}, from the text of a file. */
export function parseAttestationText(text: string): Attestation | string {
  try {
    return parseAttestation(JSON.parse(text));
  } catch {
    return "it is not JSON";
  }
}

function object(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function isBase64(value: unknown): value is string {
  return typeof value === "string" && value !== "" && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value);
}
