/** A file of a project, as the index's page tells it. */
export interface IndexFile {
  readonly fileName: string;
  /** As the file's name spells it; null when it cannot be told. */
  readonly version: string | null;
  /** Lower-case hex; empty when the page tells none. */
  readonly sha256: string;
  /** Bytes; null when untold. */
  readonly size: number | null;
  readonly uploadTime: Date | null;
  readonly yanked: boolean;
  /** Address of its attestations; null or absent without any. */
  readonly provenance?: string | null;
}

/** A project of an index. */
export interface IndexProject {
  /** Normalised. */
  readonly name: string;
  /** `active`, `archived`, `deprecated` or `quarantined` (PEP 792). */
  readonly status: string;
  readonly statusReason: string | null;
  readonly files: readonly IndexFile[];
}

/** What the user's own index said before the rules ran. */
export interface IndexFacts {
  /** Where they come from, for messages; without credentials. */
  readonly address: string;
  /** By normalised name; null: the index has no such project. A name that was not asked about is not here. */
  readonly projects: ReadonlyMap<string, IndexProject | null>;
  /** Of a name that is new: existing names that PyPI holds for the same. */
  readonly lookalikes: ReadonlyMap<string, readonly string[]>;
}
