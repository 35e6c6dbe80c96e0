import type { MetadataError, MetadataRule, UploadFields } from "./form-metadata.ts";
import {
  dynamic,
  dynamicItself,
  invalidData,
  localVersion,
  metadataVersion,
  version,
} from "./identity-rules.ts";
import { licenseExpression, licenseFiles, licenseTwice } from "./license-rules.ts";
import {
  directDependencies,
  importNames,
  otherDists,
  providesExtra,
  requiresDist,
  requiresPython,
} from "./requirement-rules.ts";
import { classifiers, descriptionContentType, emails, summaryLength, summaryLine } from "./text-rules.ts";
import { pageUrls, projectUrls } from "./url-rules.ts";

/**
 * Every test of the form's metadata, in the three passes in which PyPI makes them: can the form be read, does it keep to
 * the specification, does it keep to PyPI's own rules. The next pass is made only when the one before found nothing. A new
 * test: a generator in one of these files and a line here.
 */
const PASSES: readonly (readonly MetadataRule[])[] = [
  [invalidData],
  [
    metadataVersion,
    version,
    descriptionContentType,
    dynamic,
    importNames,
    licenseExpression,
    licenseFiles,
    providesExtra,
    requiresDist,
    requiresPython,
    summaryLine,
  ],
  [
    localVersion,
    summaryLength,
    emails,
    classifiers,
    pageUrls,
    projectUrls,
    otherDists,
    directDependencies,
    dynamicItself,
    licenseTwice,
  ],
];

const FIRST = ["metadata-version", "name", "version"];

/**
 * Every error of the metadata of an upload, in the order in which PyPI tells them (it utters the first): by pass, and in
 * each metadata version, name, version, then by alphabet. The index refuses by it, and the rules of the check predict by it.
 */
export function judgeMetadata(fields: UploadFields): readonly MetadataError[] {
  return PASSES.flatMap((rules) => rules.flatMap((rule) => [...rule(fields)]).sort(byField));
}

function byField(a: MetadataError, b: MetadataError): number {
  return rank(a.field) - rank(b.field) || (a.field < b.field ? -1 : a.field > b.field ? 1 : 0);
}

function rank(field: string): number {
  const index = FIRST.indexOf(field);
  return index < 0 ? FIRST.length : index;
}
