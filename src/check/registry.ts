import { notAnArchive } from "./rules/archive/A001-not-an-archive.ts";
import { zipAndTarAtOnce } from "./rules/archive/A002-zip-and-tar-at-once.ts";
import { zipBomb } from "./rules/archive/A003-zip-bomb.ts";
import { unsupportedCompression } from "./rules/archive/A004-unsupported-compression.ts";
import { severalTopLevelEntries } from "./rules/archive/A005-several-top-level-entries.ts";
import { pkgInfoMissing } from "./rules/archive/A006-pkg-info-missing.ts";
import { wheelFileMissing } from "./rules/archive/A007-wheel-file-missing.ts";
import { sparseTarMember } from "./rules/archive/A008-sparse-tar-member.ts";
import { duplicateZipMember } from "./rules/archive/A009-duplicate-zip-member.ts";
import { zipHeadersDisagree } from "./rules/archive/A010-zip-headers-disagree.ts";
import { zipDataDescriptor } from "./rules/archive/A011-zip-data-descriptor.ts";
import { zipMemberComment } from "./rules/archive/A012-zip-member-comment.ts";
import { zipSurroundings } from "./rules/archive/A013-zip-surroundings.ts";
import { zipNameEncoding } from "./rules/archive/A014-zip-name-encoding.ts";
import { zip64Malformed } from "./rules/archive/A015-zip64-malformed.ts";
import { pathTraversal } from "./rules/archive/A016-path-traversal.ts";
import { linkLeavesArchive } from "./rules/archive/A017-link-leaves-archive.ts";
import { specialMember } from "./rules/archive/A018-special-member.ts";
import { oddModes } from "./rules/archive/A019-odd-modes.ts";
import { archiveDamaged } from "./rules/archive/A020-archive-damaged.ts";
import { encryptedMember } from "./rules/archive/A021-encrypted-member.ts";
import { sdistFolderName } from "./rules/archive/A022-sdist-folder-name.ts";
import { gzipSurroundings } from "./rules/archive/A023-gzip-surroundings.ts";
import { duplicateTarMember } from "./rules/archive/A025-duplicate-tar-member.ts";
import { entryPointsUnreadable } from "./rules/scripts/E001-entry-points-unreadable.ts";
import { scriptNameInvalid } from "./rules/scripts/E002-script-name-invalid.ts";
import { scriptWithoutColon } from "./rules/scripts/E003-script-without-colon.ts";
import { scriptModuleMissing } from "./rules/scripts/E004-script-module-missing.ts";
import { scriptFunctionMissing } from "./rules/scripts/E005-script-function-missing.ts";
import { targetNotDottedName } from "./rules/scripts/E011-target-not-dotted-name.ts";
import { consoleScriptsTable } from "./rules/scripts/E015-console-scripts-table.ts";
import { symlinkInWheel } from "./rules/files/K037-symlink-in-wheel.ts";
import { metadataMissing } from "./rules/metadata/M001-metadata-missing.ts";
import { metadataVersionUnknown } from "./rules/metadata/M002-metadata-version-unknown.ts";
import { fieldNewerThanMetadataVersion } from "./rules/metadata/M003-field-newer-than-metadata-version.ts";
import { unknownMetadataField } from "./rules/metadata/M004-unknown-metadata-field.ts";
import { fieldTwice } from "./rules/metadata/M005-field-twice.ts";
import { requiredFieldMissing } from "./rules/metadata/M006-required-field-missing.ts";
import { summaryMultiline } from "./rules/metadata/M007-summary-multiline.ts";
import { summaryTooLong } from "./rules/metadata/M008-summary-too-long.ts";
import { emailInvalid } from "./rules/metadata/M010-email-invalid.ts";
import { authorMissing } from "./rules/metadata/M011-author-missing.ts";
import { classifierUnknown } from "./rules/metadata/M012-classifier-unknown.ts";
import { classifierDeprecated } from "./rules/metadata/M013-classifier-deprecated.ts";
import { privateClassifier } from "./rules/metadata/M014-private-classifier.ts";
import { homePageNotAUrl } from "./rules/metadata/M015-home-page-not-a-url.ts";
import { projectUrlLabel } from "./rules/metadata/M016-project-url-label.ts";
import { projectUrlScheme } from "./rules/metadata/M017-project-url-scheme.ts";
import { requiresPythonInvalid } from "./rules/metadata/M018-requires-python-invalid.ts";
import { requiresPythonMissing } from "./rules/metadata/M019-requires-python-missing.ts";
import { metadataNotUtf8 } from "./rules/metadata/M027-metadata-not-utf8.ts";
import { placeholderMetadata } from "./rules/metadata/M028-placeholder-metadata.ts";
import { pkgInfoNotAFile } from "./rules/metadata/M037-pkg-info-not-a-file.ts";
import { nameInvalid } from "./rules/names/N001-name-invalid.ts";
import { sdistNameNotNormalised } from "./rules/names/N006-sdist-name-not-normalised.ts";
import { wheelNameNotNormalised } from "./rules/names/N007-wheel-name-not-normalised.ts";
import { fileNameVersionDiffers } from "./rules/names/N008-file-name-version-differs.ts";
import { versionInvalid } from "./rules/names/N009-version-invalid.ts";
import { versionNotCanonical } from "./rules/names/N010-version-not-canonical.ts";
import { localVersion } from "./rules/names/N011-local-version.ts";
import { placeholderName } from "./rules/names/N014-placeholder-name.ts";
import { fileNameCharacters } from "./rules/names/N017-file-name-characters.ts";
import { fileTypeRefused } from "./rules/names/N018-file-type-refused.ts";
import { wheelNameUnreadable } from "./rules/names/N019-wheel-name-unreadable.ts";
import { distInfoNameDiffers } from "./rules/names/N020-dist-info-name-differs.ts";
import { directUrlDependency } from "./rules/dependencies/P001-direct-url-dependency.ts";
import { directUrlExtra } from "./rules/dependencies/P002-direct-url-extra.ts";
import { requirementInvalid } from "./rules/dependencies/P003-requirement-invalid.ts";
import { requiresItself } from "./rules/dependencies/P004-requires-itself.ts";
import { undeclaredDependency } from "./rules/dependencies/P006-undeclared-dependency.ts";
import { devToolRequired } from "./rules/dependencies/P010-dev-tool-required.ts";
import { legacySpecifier } from "./rules/dependencies/P025-legacy-specifier.ts";
import { recordMissing } from "./rules/record/R001-record-missing.ts";
import { fileNotInRecord } from "./rules/record/R002-file-not-in-record.ts";
import { recordNamesAbsentFile } from "./rules/record/R003-record-names-absent-file.ts";
import { recordHashDiffers } from "./rules/record/R004-record-hash-differs.ts";
import { recordSizeDiffers } from "./rules/record/R005-record-size-differs.ts";
import { recordRowMalformed } from "./rules/record/R006-record-row-malformed.ts";
import { severalDistInfo } from "./rules/record/R008-several-dist-info.ts";
import { wheelFileMalformed } from "./rules/record/R009-wheel-file-malformed.ts";
import { metadataFileNameDiffer } from "./rules/record/R012-metadata-file-name-differ.ts";
import { platformTagRefused } from "./rules/platform/T001-platform-tag-refused.ts";
import { macosTagRefused } from "./rules/platform/T002-macos-tag-refused.ts";
import type { Rule } from "./rule.ts";

/** Every rule, sorted by code; a new one is a file and a line here. */
export const RULES: readonly Rule[] = [
  notAnArchive,
  zipAndTarAtOnce,
  zipBomb,
  unsupportedCompression,
  severalTopLevelEntries,
  pkgInfoMissing,
  wheelFileMissing,
  sparseTarMember,
  duplicateZipMember,
  zipHeadersDisagree,
  zipDataDescriptor,
  zipMemberComment,
  zipSurroundings,
  zipNameEncoding,
  zip64Malformed,
  pathTraversal,
  linkLeavesArchive,
  specialMember,
  oddModes,
  archiveDamaged,
  encryptedMember,
  sdistFolderName,
  gzipSurroundings,
  duplicateTarMember,
  entryPointsUnreadable,
  scriptNameInvalid,
  scriptWithoutColon,
  scriptModuleMissing,
  scriptFunctionMissing,
  targetNotDottedName,
  consoleScriptsTable,
  symlinkInWheel,
  metadataMissing,
  metadataVersionUnknown,
  fieldNewerThanMetadataVersion,
  unknownMetadataField,
  fieldTwice,
  requiredFieldMissing,
  summaryMultiline,
  summaryTooLong,
  emailInvalid,
  authorMissing,
  classifierUnknown,
  classifierDeprecated,
  privateClassifier,
  homePageNotAUrl,
  projectUrlLabel,
  projectUrlScheme,
  requiresPythonInvalid,
  requiresPythonMissing,
  metadataNotUtf8,
  placeholderMetadata,
  pkgInfoNotAFile,
  nameInvalid,
  sdistNameNotNormalised,
  wheelNameNotNormalised,
  fileNameVersionDiffers,
  versionInvalid,
  versionNotCanonical,
  localVersion,
  placeholderName,
  fileNameCharacters,
  fileTypeRefused,
  wheelNameUnreadable,
  distInfoNameDiffers,
  directUrlDependency,
  directUrlExtra,
  requirementInvalid,
  requiresItself,
  undeclaredDependency,
  devToolRequired,
  legacySpecifier,
  recordMissing,
  fileNotInRecord,
  recordNamesAbsentFile,
  recordHashDiffers,
  recordSizeDiffers,
  recordRowMalformed,
  severalDistInfo,
  wheelFileMalformed,
  metadataFileNameDiffer,
  platformTagRefused,
  macosTagRefused,
];
