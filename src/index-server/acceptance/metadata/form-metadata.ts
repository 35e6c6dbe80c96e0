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

/** Form names of the core metadata fields: name, header in lower case, and whether several values are allowed. */
export const FORM_FIELDS: readonly (readonly [form: string, header: string, multiple: boolean])[] = [
  ["metadata_version", "metadata-version", false],
  ["name", "name", false],
  ["version", "version", false],
  ["author", "author", false],
  ["author_email", "author-email", false],
  ["classifiers", "classifier", true],
  ["description", "description", false],
  ["description_content_type", "description-content-type", false],
  ["download_url", "download-url", false],
  ["dynamic", "dynamic", true],
  ["home_page", "home-page", false],
  ["import_name", "import-name", true],
  ["import_namespace", "import-namespace", true],
  ["keywords", "keywords", false],
  ["license", "license", false],
  ["license_expression", "license-expression", false],
  ["license_file", "license-file", true],
  ["maintainer", "maintainer", false],
  ["maintainer_email", "maintainer-email", false],
  ["obsoletes", "obsoletes", true],
  ["obsoletes_dist", "obsoletes-dist", true],
  ["platform", "platform", true],
  ["project_urls", "project-url", true],
  ["provides", "provides", true],
  ["provides_dist", "provides-dist", true],
  ["provides_extra", "provides-extra", true],
  ["requires", "requires", true],
  ["requires_dist", "requires-dist", true],
  ["requires_external", "requires-external", true],
  ["requires_python", "requires-python", false],
  ["summary", "summary", false],
  ["supported_platform", "supported-platform", true],
];

/** The value of a single-use field; null when absent or empty. */
export function single(fields: FormFields, form: string): string | null {
  return fields.meaningful(form)[0] ?? null;
}
