import type { Publisher } from "../oidc/publishers.ts";

/** A stored distribution. */
export interface StoredFile {
  readonly fileName: string;
  /** As the upload spelled it. */
  readonly version: string;
  readonly packageType: "sdist" | "bdist_wheel";
  readonly pythonVersion: string;
  readonly comment: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Lower-case hex, 32 byte digest. */
  readonly blake2b256: string;
  readonly md5: string;
  /** ISO 8601 with microseconds. */
  readonly uploadTime: string;
  /** Of the METADATA that is served beside a wheel. */
  readonly metadataSha256: string | null;
  /** Attestation objects with the publisher that made them (PEP 740); null without. */
  readonly provenance: unknown;
}

/** What the first upload of a release says about it, for the JSON API; keys are the form's. */
export type ReleaseInfo = Readonly<Record<string, string | readonly string[] | null>>;

/** Project status markers of PEP 792. */
export type ProjectStatus = "active" | "archived" | "quarantined" | "deprecated";

/** A file became part of the index. */
export interface FileEvent {
  readonly type: "file";
  readonly project: string;
  readonly owner: string | null;
  readonly info: ReleaseInfo;
  readonly file: StoredFile;
}

/** What happened to the index: a line of its journal. The state is what these add up to. */
export type IndexEvent =
  | { readonly type: "project"; readonly name: string; readonly owner: string | null; readonly time: string }
  | FileEvent
  /** A staged release became public: all of its files in one line, so that no end of the process parts them. */
  | { readonly type: "publication"; readonly files: readonly FileEvent[] }
  | { readonly type: "delete"; readonly project: string; readonly fileName: string; readonly time: string }
  | {
      readonly type: "yank";
      readonly project: string;
      readonly version: string;
      readonly reason: string | null;
      readonly yanked: boolean;
    }
  | {
      readonly type: "status";
      readonly project: string;
      readonly status: ProjectStatus;
      readonly reason: string | null;
    }
  | { readonly type: "publisher"; readonly publisher: Publisher }
  | {
      readonly type: "provenance";
      readonly project: string;
      readonly fileName: string;
      readonly provenance: unknown;
    };
