import type { RefusalReason } from "../../findings/refusal-reason.ts";

/** The values of an upload form by field name; a server has them from a request, a rule from a file's metadata. */
export interface UploadFields {
  /** Values that say something: a lone empty value counts as absent. */
  meaningful(form: string): readonly string[];
}

/** One thing wrong with the metadata of a form. */
export interface MetadataError {
  /** The field's header name, lower case: errors are told in its order. */
  readonly field: string;
  readonly reason: RefusalReason;
  /** The value that is wrong; empty for one that is missing. */
  readonly value: string;
  /** PyPI's words, without the link behind them. */
  readonly message: string;
}

/** A test of the form's metadata. PyPI collects all errors and tells the first by field. */
export type MetadataRule = (fields: UploadFields) => Iterable<MetadataError>;

/** The value of a single-use field; null when absent or empty. */
export function single(fields: UploadFields, form: string): string | null {
  return fields.meaningful(form)[0] ?? null;
}
