import type { RequestFacts } from "../facts.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { MetadataError, MetadataRule } from "./form-metadata.ts";
import { dynamic, invalidData, metadataVersion, version } from "./identity-rules.ts";
import { licenseExpression, licenseFiles } from "./license-rules.ts";
import { importNames, providesExtra, requiresDist, requiresPython } from "./requirement-rules.ts";
import { classifiers, descriptionContentType, emails, summary } from "./text-rules.ts";
import { pageUrls, projectUrls } from "./url-rules.ts";

/** Every test of the form's metadata. A new one: a generator in one of these files and a line here. */
export const METADATA_RULES: readonly MetadataRule[] = [
  classifiers,
  descriptionContentType,
  dynamic,
  emails,
  importNames,
  invalidData,
  licenseExpression,
  licenseFiles,
  metadataVersion,
  pageUrls,
  projectUrls,
  providesExtra,
  requiresDist,
  requiresPython,
  summary,
  version,
];

const FIRST = ["metadata-version", "name", "version"];
const CORE_METADATA = "https://packaging.python.org/specifications/core-metadata";
const LOCAL_VERSIONS =
  "https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers";

/** PyPI collects every error of the metadata and utters one: metadata version, name, version, then by alphabet. */
export function soundMetadata(facts: RequestFacts): Refusal | null {
  const [error] = METADATA_RULES.flatMap((rule) => [...rule(facts.fields)]).sort(byField);
  if (error === undefined) return null;
  const page = error.reason === "local-version" ? LOCAL_VERSIONS : CORE_METADATA;
  return refuse(error.reason, `${error.message}. See ${page} for more information.`);
}

function byField(a: MetadataError, b: MetadataError): number {
  return rank(a.field) - rank(b.field) || (a.field < b.field ? -1 : a.field > b.field ? 1 : 0);
}

function rank(field: string): number {
  const index = FIRST.indexOf(field);
  return index < 0 ? FIRST.length : index;
}
