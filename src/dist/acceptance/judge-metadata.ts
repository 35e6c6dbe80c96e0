import type { MetadataError, MetadataRule, UploadFields } from "./form-metadata.ts";
import { dynamic, invalidData, metadataVersion, version } from "./identity-rules.ts";
import { licenseExpression, licenseFiles } from "./license-rules.ts";
import { importNames, otherDists, providesExtra, requiresDist, requiresPython } from "./requirement-rules.ts";
import { classifiers, descriptionContentType, emails, summary } from "./text-rules.ts";
import { pageUrls, projectUrls } from "./url-rules.ts";

/** Every test of the form's metadata. A new one: a generator in one of these files and a line here. */
const METADATA_RULES: readonly MetadataRule[] = [
  classifiers,
  descriptionContentType,
  dynamic,
  emails,
  importNames,
  invalidData,
  licenseExpression,
  licenseFiles,
  metadataVersion,
  otherDists,
  pageUrls,
  projectUrls,
  providesExtra,
  requiresDist,
  requiresPython,
  summary,
  version,
];

const FIRST = ["metadata-version", "name", "version"];

/**
 * Every error of the metadata of an upload, in the order in which PyPI tells them (it utters the first): metadata version,
 * name, version, then by alphabet. The index refuses by it, and the rules of the check predict by it.
 */
export function judgeMetadata(fields: UploadFields): readonly MetadataError[] {
  return METADATA_RULES.flatMap((rule) => [...rule(fields)]).sort(byField);
}

function byField(a: MetadataError, b: MetadataError): number {
  return rank(a.field) - rank(b.field) || (a.field < b.field ? -1 : a.field > b.field ? 1 : 0);
}

function rank(field: string): number {
  const index = FIRST.indexOf(field);
  return index < 0 ? FIRST.length : index;
}
