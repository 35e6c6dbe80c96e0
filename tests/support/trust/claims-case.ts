import type { RecordedPublisher } from "../../../src/config/sections/publishers.ts";

/** A row of the claims table: the files of a repository, the publisher at the index, and what PyPI's rules answer. */
export interface ClaimsCase {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly remote: string | null;
  readonly publisher: RecordedPublisher;
  /** The index's words; null: the exchange succeeds. */
  readonly words: string | null;
  /** The fields that differ. */
  readonly fields: readonly string[];
  /** The fields of which nothing is known before the run. */
  readonly unknown?: readonly string[];
}

/** What PyPI says of claims that no publisher has. */
export const NOT_FOUND =
  "invalid-publisher: valid token, but no corresponding publisher (Publisher with matching claims was not found)";
