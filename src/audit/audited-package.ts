import type { Package } from "../advisories/match.ts";

/** A package to which a requirement of the release is resolved. */
export interface AuditedPackage extends Package {
  /** The extras without which it does not come; empty: it comes with every installation. */
  readonly extras: readonly string[];
}

/** What is audited, read from what the user named. */
export interface AuditInput {
  /** For people: the project, the file, `demo==1.0`. */
  readonly label: string;
  /** Root of the project's tree; null: a file or a release of an index. */
  readonly root: string | null;
  /** What is resolved; null: `packages` are pinned already. */
  readonly requirements: readonly string[] | null;
  /** By extra. */
  readonly extras: ReadonlyMap<string, readonly string[]>;
  readonly packages: readonly AuditedPackage[];
  /** The file or table that declares them, for locations. */
  readonly file: string | null;
  readonly requiresPython: string | null;
}
