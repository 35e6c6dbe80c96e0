import type { NamedTrustRoot } from "../../attest/trust-root.ts";

/** One thing that was looked at. */
export interface RecordCheck {
  /** What, in a few words. */
  readonly title: string;
  readonly outcome: "holds" | "broken" | "not-checked";
  readonly detail: string;
  /** The file that is broken; a line of it in its name. */
  readonly file?: string;
}

/** How a record is verified. */
export interface VerifyRecordRequest {
  /** Absolute path of a directory or a record, or the tag or version of a release made on this machine. */
  readonly release: string;
  /** Where else its files are; absolute. */
  readonly files: string | null;
  /** A repository whose tag is compared, too; absolute. */
  readonly repository: string | null;
  /** A file of allowed signers (SSH); absolute. */
  readonly signers: string | null;
  /** The text of a `trusted_root.json` in the place of the public one. */
  readonly trustRoot: NamedTrustRoot | null;
  /** The seal as somebody noted it. */
  readonly seal: string | null;
  /** Builds the files again from the repository with the tag; absolute. Null: they are not built. */
  readonly rebuild?: { readonly repository: string; readonly offline: boolean } | null;
}
