import type { JsonObject } from "./attestation.ts";

/** The part of a distribution that an attestation speaks of. */
export interface AttestedFile {
  /** The base name. */
  readonly fileName: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** An in-toto statement (version 1), as far as attestations of PEP 740 go. */
export interface Statement {
  readonly subjects: readonly { readonly name: string | null; readonly sha256: string | null }[];
  readonly predicateType: string;
}

const STATEMENT = "https://in-toto.io/Statement/v1";

/** The text of a statement about one file. */
export function statementText(
  file: AttestedFile,
  predicateType: string,
  predicate: JsonObject | null,
): string {
  return JSON.stringify({
    _type: STATEMENT,
    subject: [{ name: file.fileName, digest: { sha256: file.sha256 } }],
    predicateType,
    predicate,
  });
}

/** Reads a statement; null when it is none. */
export function readStatement(text: string): Statement | null {
  let value: {
    readonly _type?: unknown;
    readonly subject?: unknown;
    readonly predicateType?: unknown;
  } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return null;
  }
  const { _type: type, subject, predicateType } = value ?? {};
  if (type !== STATEMENT || !Array.isArray(subject) || typeof predicateType !== "string") return null;
  const subjects = (subject as readonly { readonly name?: unknown; readonly digest?: JsonObject }[]).map(
    (each) => ({ name: textOf(each?.name), sha256: textOf(each?.digest?.["sha256"]) }),
  );
  return { subjects, predicateType };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
