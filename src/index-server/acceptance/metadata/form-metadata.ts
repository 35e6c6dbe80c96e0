import type { FormFields } from "../../upload/form-fields.ts";
import type { RefusalReason } from "../../../values/refusal-reason.ts";

/** One thing wrong with the metadata of a form. */
export interface MetadataError {
  /** The field's header name, lower case: errors are told in its order. */
  readonly field: string;
  readonly reason: RefusalReason;
  /** PyPI's words, without the link behind them. */
  readonly message: string;
}

/** A test of the form's metadata. PyPI collects all errors and tells the first by field. */
export type MetadataRule = (fields: FormFields) => Iterable<MetadataError>;

/** The value of a single-use field; null when absent or empty. */
export function single(fields: FormFields, form: string): string | null {
  return fields.meaningful(form)[0] ?? null;
}
