import { notAnArchive } from "../rules/archive/A001-not-an-archive.ts";
import { zipAndTarAtOnce } from "../rules/archive/A002-zip-and-tar-at-once.ts";
import { zipBomb } from "../rules/archive/A003-zip-bomb.ts";
import { unsupportedCompression } from "../rules/archive/A004-unsupported-compression.ts";
import { severalTopLevelEntries } from "../rules/archive/A005-several-top-level-entries.ts";
import { pkgInfoMissing } from "../rules/archive/A006-pkg-info-missing.ts";
import { wheelFileMissing } from "../rules/archive/A007-wheel-file-missing.ts";
import { sparseTarMember } from "../rules/archive/A008-sparse-tar-member.ts";
import { duplicateZipMember } from "../rules/archive/A009-duplicate-zip-member.ts";
import { zipHeadersDisagree } from "../rules/archive/A010-zip-headers-disagree.ts";
import { zipDataDescriptor } from "../rules/archive/A011-zip-data-descriptor.ts";
import { zipMemberComment } from "../rules/archive/A012-zip-member-comment.ts";
import { zipSurroundings } from "../rules/archive/A013-zip-surroundings.ts";
import { zipNameEncoding } from "../rules/archive/A014-zip-name-encoding.ts";
import { zip64Malformed } from "../rules/archive/A015-zip64-malformed.ts";
import { pathTraversal } from "../rules/archive/members/A016-path-traversal.ts";
import { linkLeavesArchive } from "../rules/archive/members/A017-link-leaves-archive.ts";
import { specialMember } from "../rules/archive/members/A018-special-member.ts";
import { oddModes } from "../rules/archive/A019-odd-modes.ts";
import { archiveDamaged } from "../rules/archive/A020-archive-damaged.ts";
import { encryptedMember } from "../rules/archive/A021-encrypted-member.ts";
import { sdistFolderName } from "../rules/archive/A022-sdist-folder-name.ts";
import { gzipSurroundings } from "../rules/archive/A023-gzip-surroundings.ts";
import { distInfoNotLast } from "../rules/archive/A024-dist-info-not-last.ts";
import { duplicateTarMember } from "../rules/archive/A025-duplicate-tar-member.ts";
import { descriptionDoesNotRender } from "../rules/description/D001-description-does-not-render.ts";
import { contentTypeMissing } from "../rules/description/D002-content-type-missing.ts";
import { otherMarkup } from "../rules/description/D005-other-markup.ts";
import { htmlDropped } from "../rules/description/D008-html-dropped.ts";
import { githubOnlyMarkup } from "../rules/description/D010-github-only-markup.ts";
import { anchorMissing } from "../rules/description/D011-anchor-missing.ts";
import { sphinxMarkup } from "../rules/description/D012-sphinx-markup.ts";
import { disabledDirective } from "../rules/description/D013-disabled-directive.ts";
import { readmeEncoding } from "../rules/description/D014-readme-encoding.ts";
import { insecureImage } from "../rules/description/D015-insecure-image.ts";
import { licenseMissing } from "../rules/licences/C001-license-missing.ts";
import { licenseFileNotShipped } from "../rules/licences/C002-license-file-not-shipped.ts";
import { licenseAndExpression } from "../rules/licences/C003-license-and-expression.ts";
import { licenseExpressionInvalid } from "../rules/licences/C004-license-expression-invalid.ts";
import { licenseClassifierAndExpression } from "../rules/licences/C005-license-classifier-and-expression.ts";
import { contentTypeInvalid } from "../rules/description/D003-content-type-invalid.ts";
import { descriptionMissing } from "../rules/description/D004-description-missing.ts";
import { relativeLink } from "../rules/description/D006-relative-link.ts";
import { relativeImage } from "../rules/description/D007-relative-image.ts";
import { readmeMissing } from "../rules/description/D009-readme-missing.ts";
import { licenseOnlyOldForm } from "../rules/licences/C006-license-only-old-form.ts";
import { licenseTextMissing } from "../rules/licences/C007-license-text-missing.ts";
import { licenseTextDiffers } from "../rules/licences/C008-license-text-differs.ts";
import { licenseFilePath } from "../rules/licences/C009-license-file-path.ts";
import { licenseTable } from "../rules/licences/C010-license-table.ts";
import { vendoredWithoutLicense } from "../rules/licences/C011-vendored-without-license.ts";
import { licenseExpressionNotCanonical } from "../rules/licences/C012-license-expression-not-canonical.ts";
import { licensePlaceholder } from "../rules/licences/C013-license-placeholder.ts";
import { summaryTooShort } from "../rules/metadata/content/M009-summary-too-short.ts";
import { pythonUpperCap } from "../rules/metadata/content/M020-python-upper-cap.ts";
import { classifiersAgainstRequiresPython } from "../rules/metadata/content/M021-classifiers-against-requires-python.ts";
import { dynamicInvalid } from "../rules/metadata/form/M022-dynamic-invalid.ts";
import { noPythonMinorClassifier } from "../rules/metadata/content/M023-no-python-minor-classifier.ts";
import { keywordsUnclear } from "../rules/metadata/content/M024-keywords-unclear.ts";
import { noUrls } from "../rules/metadata/content/M025-no-urls.ts";
import { noDevelopmentStatus } from "../rules/metadata/content/M026-no-development-status.ts";
import { extraNameInvalid } from "../rules/metadata/form/M029-extra-name-invalid.ts";
import { providesDistInvalid } from "../rules/metadata/form/M030-provides-dist-invalid.ts";
import { importNameInvalid } from "../rules/metadata/form/M031-import-name-invalid.ts";
import { obsoleteRelationField } from "../rules/metadata/form/M032-obsolete-relation-field.ts";
import { authorWithoutEmail } from "../rules/metadata/content/M033-author-without-email.ts";
import { importNameDiffers } from "../rules/metadata/content/M034-import-name-differs.ts";
import { noSourceUrl } from "../rules/metadata/content/M035-no-source-url.ts";
import { foldedDescription } from "../rules/metadata/form/M036-folded-description.ts";
import { platformAgainstTags } from "../rules/metadata/content/M038-platform-against-tags.ts";
import { metadataRefused } from "../rules/metadata/form/M039-metadata-refused.ts";
import { stdlibName } from "../rules/names/N002-stdlib-name.ts";
import { nameConfusable } from "../rules/names/N003-name-confusable.ts";
import { projectClosed } from "../rules/names/N004-project-closed.ts";
import { nameLikePopular } from "../rules/names/N005-name-like-popular.ts";
import { fileAlreadyPublished } from "../rules/names/N012-file-already-published.ts";
import { versionGoesBack } from "../rules/names/N013-version-goes-back.ts";
import { prereleaseToProduction } from "../rules/names/N015-prerelease-to-production.ts";
import { versionSchemeChanged } from "../rules/names/N016-version-scheme-changed.ts";
import { releaseClosed } from "../rules/names/N022-release-closed.ts";
import { secondSdist } from "../rules/names/N023-second-sdist.ts";
import { fileTooLarge } from "../rules/names/N024-file-too-large.ts";
import { installsAnotherName } from "../rules/names/N025-installs-another-name.ts";
import { entryPointsUnreadable } from "../rules/scripts/E001-entry-points-unreadable.ts";
import { scriptNameInvalid } from "../rules/scripts/E002-script-name-invalid.ts";
import { scriptWithoutColon } from "../rules/scripts/E003-script-without-colon.ts";
import { scriptModuleMissing } from "../rules/scripts/E004-script-module-missing.ts";
import { scriptFunctionMissing } from "../rules/scripts/E005-script-function-missing.ts";
import { scriptNeedsArguments } from "../rules/scripts/E006-script-needs-arguments.ts";
import { scriptShadowsCommand } from "../rules/scripts/E007-script-shadows-command.ts";
import { scriptsCollide } from "../rules/scripts/E008-scripts-collide.ts";
import { entryPointExtraUnknown } from "../rules/scripts/E009-entry-point-extra-unknown.ts";
import { scriptNotInWheel } from "../rules/scripts/E010-script-not-in-wheel.ts";
import { targetNotDottedName } from "../rules/scripts/E011-target-not-dotted-name.ts";
import { plainScriptNotPortable } from "../rules/scripts/E012-plain-script-not-portable.ts";
import { entryPointGroupInvalid } from "../rules/scripts/E013-entry-point-group-invalid.ts";
import { noMainModule } from "../rules/scripts/E014-no-main-module.ts";
import { consoleScriptsTable } from "../rules/scripts/E015-console-scripts-table.ts";
import { entryPointGroupMisspelt } from "../rules/scripts/E016-entry-point-group-misspelt.ts";
import { pyprojectUnreadable } from "../rules/config/F001-pyproject-unreadable.ts";
import { buildSystemMissing } from "../rules/config/F002-build-system-missing.ts";
import { buildBackendUnknown } from "../rules/config/F003-build-backend-unknown.ts";
import { unknownProjectKey } from "../rules/config/F004-unknown-project-key.ts";
import { nameOrVersionMissing } from "../rules/config/F005-name-or-version-missing.ts";
import { staticAndDynamic } from "../rules/config/F006-static-and-dynamic.ts";
import { wheelRequiredForBuild } from "../rules/config/F007-wheel-required-for-build.ts";
import { poetryWithoutProject } from "../rules/config/F008-poetry-without-project.ts";
import { setupAndProjectDisagree } from "../rules/config/setup/F009-setup-and-project-disagree.ts";
import { packagesNotFound } from "../rules/config/F010-packages-not-found.ts";
import { manifestInIgnored } from "../rules/config/F011-manifest-in-ignored.ts";
import { includedPathMissing } from "../rules/config/F012-included-path-missing.ts";
import { dashedSetupCfgKey } from "../rules/config/setup/F013-dashed-setup-cfg-key.ts";
import { dependencyGroupMissing } from "../rules/config/F014-dependency-group-missing.ts";
import { unknownToolKey } from "../rules/config/F015-unknown-tool-key.ts";
import { pythonsOutOfTime } from "../rules/config/F016-pythons-out-of-time.ts";
import { setupScriptNeedsMore } from "../rules/config/setup/F018-setup-script-needs-more.ts";
import { versionNotUploadable } from "../rules/config/F019-version-not-uploadable.ts";
import { removedSetuptoolsFeature } from "../rules/config/setup/F021-removed-setuptools-feature.ts";
import { repositoryHygiene } from "../rules/config/F022-repository-hygiene.ts";
import { dynamicFieldUnfilled } from "../rules/config/F023-dynamic-field-unfilled.ts";
import { foreignTable } from "../rules/config/F024-foreign-table.ts";
import { licenseFilesTable } from "../rules/config/F025-license-files-table.ts";
import { setupReadsWithoutEncoding } from "../rules/config/setup/F026-setup-reads-without-encoding.ts";
import { sdistAndWheelDiffer } from "../rules/agreement/G004-sdist-and-wheel-differ.ts";
import { builtVersionDiffers } from "../rules/agreement/G005-built-version-differs.ts";
import { dunderVersionDiffers } from "../rules/agreement/G006-dunder-version-differs.ts";
import { changelogEntryMissing } from "../rules/agreement/G007-changelog-entry-missing.ts";
import { versionCopiesDiffer } from "../rules/agreement/G008-version-copies-differ.ts";
import { sdistCannotBeBuilt } from "../rules/agreement/G009-sdist-cannot-be-built.ts";
import { buildFileNotInSdist } from "../rules/agreement/G010-build-file-not-in-sdist.ts";
import { metadataNotAsDeclared } from "../rules/agreement/G011-metadata-not-as-declared.ts";
import { wheelOrSdistMissing } from "../rules/agreement/G012-wheel-or-sdist-missing.ts";
import { wheelsDisagree } from "../rules/agreement/G013-wheels-disagree.ts";
import { manifestLineMatchesNothing } from "../rules/agreement/G014-manifest-line-matches-nothing.ts";
import { generatedFileTracked } from "../rules/agreement/G015-generated-file-tracked.ts";
import { emptyWheel } from "../rules/files/layout/K001-empty-wheel.ts";
import { onlyDataAndScripts } from "../rules/files/layout/K002-only-data-and-scripts.ts";
import { srcAsPackage } from "../rules/files/layout/K003-src-as-package.ts";
import { genericTopLevelName } from "../rules/files/layout/K004-generic-top-level-name.ts";
import { severalTopLevelNames } from "../rules/files/layout/K005-several-top-level-names.ts";
import { initAtRoot } from "../rules/files/layout/K006-init-at-root.ts";
import { fileBesidePackages } from "../rules/files/layout/K007-file-beside-packages.ts";
import { moduleNotImportable } from "../rules/files/sources/K008-module-not-importable.ts";
import { folderWithoutPython } from "../rules/files/layout/K009-folder-without-python.ts";
import { duplicateFiles } from "../rules/files/members/K010-duplicate-files.ts";
import { bytecodeShipped } from "../rules/files/members/K011-bytecode-shipped.ts";
import { openedFileNotShipped } from "../rules/files/missing/K012-opened-file-not-shipped.ts";
import { dataFileNotShipped } from "../rules/files/missing/K013-data-file-not-shipped.ts";
import { staleFileInWheel } from "../rules/files/members/K014-stale-file-in-wheel.ts";
import { packageNotShipped } from "../rules/files/missing/K015-package-not-shipped.ts";
import { importedModuleNotShipped } from "../rules/files/missing/K016-imported-module-not-shipped.ts";
import { typedMarkerMissing } from "../rules/files/missing/K017-typed-marker-missing.ts";
import { stubsMisplaced } from "../rules/files/missing/K018-stubs-misplaced.ts";
import { moduleShadowsStdlib } from "../rules/files/sources/K019-module-shadows-stdlib.ts";
import { moduleOfAnotherProject } from "../rules/files/sources/K020-module-of-another-project.ts";
import { initMissing } from "../rules/files/missing/K021-init-missing.ts";
import { namespaceOverwritten } from "../rules/files/sources/K022-namespace-overwritten.ts";
import { syntaxError } from "../rules/files/sources/K023-syntax-error.ts";
import { syntaxTooNew } from "../rules/files/sources/K024-syntax-too-new.ts";
import { removedStdlibModule } from "../rules/files/sources/K025-removed-stdlib-module.ts";
import { namesDifferByCase } from "../rules/files/members/K026-names-differ-by-case.ts";
import { unusualPath } from "../rules/files/members/K027-unusual-path.ts";
import { impossibleOnWindows } from "../rules/files/members/K028-impossible-on-windows.ts";
import { largeDistribution } from "../rules/files/members/K029-large-distribution.ts";
import { mixedExtensions } from "../rules/files/members/K030-mixed-extensions.ts";
import { filesAgainstContract } from "../rules/files/layout/K031-files-against-contract.ts";
import { topLevelAgainstContract } from "../rules/files/layout/K032-top-level-against-contract.ts";
import { unknownDataScheme } from "../rules/files/layout/K033-unknown-data-scheme.ts";
import { dataOutsidePackage } from "../rules/files/layout/K034-data-outside-package.ts";
import { pthRunsCode } from "../rules/files/sources/K035-pth-runs-code.ts";
import { siteCustomisation } from "../rules/files/sources/K036-site-customisation.ts";
import { symlinkInWheel } from "../rules/files/members/K037-symlink-in-wheel.ts";
import { unreadableMode } from "../rules/files/members/K038-unreadable-mode.ts";
import { installerFiles } from "../rules/files/members/K039-installer-files.ts";
import { toolFolderAsPackage } from "../rules/files/layout/K040-tool-folder-as-package.ts";
import { assetFromWorkingDirectory } from "../rules/files/missing/K041-asset-from-working-directory.ts";
import { crlfShebang } from "../rules/files/sources/K042-crlf-shebang.ts";
import { importThroughSrc } from "../rules/files/sources/K043-import-through-src.ts";
import { largeMedia } from "../rules/files/members/K044-large-media.ts";
import { purityAgainstContract } from "../rules/files/layout/K045-purity-against-contract.ts";
import { ownPackageNotShipped } from "../rules/files/missing/K046-own-package-not-shipped.ts";
import { programNotExecutable } from "../rules/files/missing/K047-program-not-executable.ts";
import { secretFile } from "../rules/leaks/L001-secret-file.ts";
import { secretInContent } from "../rules/leaks/L002-secret-in-content.ts";
import { versionControlInArchive } from "../rules/leaks/L003-version-control-in-archive.ts";
import { environmentInArchive } from "../rules/leaks/L004-environment-in-archive.ts";
import { runtimeState } from "../rules/leaks/L005-runtime-state.ts";
import { builderPath } from "../rules/leaks/L006-builder-path.ts";
import { mergeLeftovers } from "../rules/leaks/L007-merge-leftovers.ts";
import { measurementsInArchive } from "../rules/leaks/L008-measurements-in-archive.ts";
import { testsInPackage } from "../rules/leaks/L009-tests-in-package.ts";
import { distributionInSdist } from "../rules/leaks/L010-distribution-in-sdist.ts";
import { indexCredentials } from "../rules/leaks/L011-index-credentials.ts";
import { debugSymbols } from "../rules/leaks/L012-debug-symbols.ts";
import { encryptedSource } from "../rules/leaks/L013-encrypted-source.ts";
import { invisibleCharacters } from "../rules/leaks/L014-invisible-characters.ts";
import { sourceMaps } from "../rules/leaks/L015-source-maps.ts";
import { metadataMissing } from "../rules/metadata/form/M001-metadata-missing.ts";
import { metadataVersionUnknown } from "../rules/metadata/form/M002-metadata-version-unknown.ts";
import { fieldNewerThanMetadataVersion } from "../rules/metadata/form/M003-field-newer-than-metadata-version.ts";
import { unknownMetadataField } from "../rules/metadata/form/M004-unknown-metadata-field.ts";
import { fieldTwice } from "../rules/metadata/form/M005-field-twice.ts";
import { requiredFieldMissing } from "../rules/metadata/form/M006-required-field-missing.ts";
import { summaryMultiline } from "../rules/metadata/form/M007-summary-multiline.ts";
import { summaryTooLong } from "../rules/metadata/form/M008-summary-too-long.ts";
import { emailInvalid } from "../rules/metadata/form/M010-email-invalid.ts";
import { authorMissing } from "../rules/metadata/content/M011-author-missing.ts";
import { classifierUnknown } from "../rules/metadata/form/M012-classifier-unknown.ts";
import { classifierDeprecated } from "../rules/metadata/content/M013-classifier-deprecated.ts";
import { privateClassifier } from "../rules/metadata/form/M014-private-classifier.ts";
import { homePageNotAUrl } from "../rules/metadata/form/M015-home-page-not-a-url.ts";
import { projectUrlLabel } from "../rules/metadata/content/M016-project-url-label.ts";
import { projectUrlScheme } from "../rules/metadata/content/M017-project-url-scheme.ts";
import { requiresPythonInvalid } from "../rules/metadata/form/M018-requires-python-invalid.ts";
import { requiresPythonMissing } from "../rules/metadata/content/M019-requires-python-missing.ts";
import { metadataNotUtf8 } from "../rules/metadata/form/M027-metadata-not-utf8.ts";
import { placeholderMetadata } from "../rules/metadata/content/M028-placeholder-metadata.ts";
import { pkgInfoNotAFile } from "../rules/metadata/form/M037-pkg-info-not-a-file.ts";
import { nameInvalid } from "../rules/names/N001-name-invalid.ts";
import { sdistNameNotNormalised } from "../rules/names/N006-sdist-name-not-normalised.ts";
import { wheelNameNotNormalised } from "../rules/names/N007-wheel-name-not-normalised.ts";
import { fileNameVersionDiffers } from "../rules/names/N008-file-name-version-differs.ts";
import { versionInvalid } from "../rules/names/N009-version-invalid.ts";
import { versionNotCanonical } from "../rules/names/N010-version-not-canonical.ts";
import { localVersion } from "../rules/names/N011-local-version.ts";
import { placeholderName } from "../rules/names/N014-placeholder-name.ts";
import { fileNameCharacters } from "../rules/names/N017-file-name-characters.ts";
import { fileTypeRefused } from "../rules/names/N018-file-type-refused.ts";
import { wheelNameUnreadable } from "../rules/names/N019-wheel-name-unreadable.ts";
import { distInfoNameDiffers } from "../rules/names/N020-dist-info-name-differs.ts";
import { severalReleases } from "../rules/names/N021-several-releases.ts";
import { directUrlDependency } from "../rules/dependencies/P001-direct-url-dependency.ts";
import { directUrlExtra } from "../rules/dependencies/P002-direct-url-extra.ts";
import { requirementInvalid } from "../rules/dependencies/P003-requirement-invalid.ts";
import { requiresItself } from "../rules/dependencies/P004-requires-itself.ts";
import { stdlibModuleRequired } from "../rules/dependencies/imports/P005-stdlib-module-required.ts";
import { undeclaredDependency } from "../rules/dependencies/imports/P006-undeclared-dependency.ts";
import { transitiveDependency } from "../rules/dependencies/imports/P007-transitive-dependency.ts";
import { unusedDependency } from "../rules/dependencies/imports/P008-unused-dependency.ts";
import { developmentDependencyImported } from "../rules/dependencies/imports/P009-development-dependency-imported.ts";
import { devToolRequired } from "../rules/dependencies/P010-dev-tool-required.ts";
import { importNameRequired } from "../rules/dependencies/imports/P011-import-name-required.ts";
import { requirementNameNotNormal } from "../rules/dependencies/P012-requirement-name-not-normal.ts";
import { exactPin } from "../rules/dependencies/P015-exact-pin.ts";
import { noLowerBound } from "../rules/dependencies/P016-no-lower-bound.ts";
import { upperCap } from "../rules/dependencies/P017-upper-cap.ts";
import { requirementTwice } from "../rules/dependencies/P018-requirement-twice.ts";
import { markerNeverHolds } from "../rules/dependencies/P019-marker-never-holds.ts";
import { markerValueUnknown } from "../rules/dependencies/P020-marker-value-unknown.ts";
import { sourceVanishes } from "../rules/dependencies/P021-source-vanishes.ts";
import { extraUndefined } from "../rules/dependencies/P022-extra-undefined.ts";
import { legacySpecifier } from "../rules/dependencies/P025-legacy-specifier.ts";
import { backEndNotRequired } from "../rules/dependencies/P026-back-end-not-required.ts";
import { dependencyLinks } from "../rules/dependencies/P027-dependency-links.ts";
import { requirementsFileDrifts } from "../rules/dependencies/P029-requirements-file-drifts.ts";
import { undeclaredImportInScript } from "../rules/dependencies/imports/P030-undeclared-import-in-script.ts";
import { recordMissing } from "../rules/record/R001-record-missing.ts";
import { fileNotInRecord } from "../rules/record/R002-file-not-in-record.ts";
import { recordNamesAbsentFile } from "../rules/record/R003-record-names-absent-file.ts";
import { recordHashDiffers } from "../rules/record/R004-record-hash-differs.ts";
import { recordSizeDiffers } from "../rules/record/R005-record-size-differs.ts";
import { recordRowMalformed } from "../rules/record/R006-record-row-malformed.ts";
import { recordSignature } from "../rules/record/R007-record-signature.ts";
import { severalDistInfo } from "../rules/record/R008-several-dist-info.ts";
import { wheelFileMalformed } from "../rules/record/R009-wheel-file-malformed.ts";
import { wheelTagsDiffer } from "../rules/record/R010-wheel-tags-differ.ts";
import { purelibContradictsContent } from "../rules/record/R011-purelib-contradicts-content.ts";
import { metadataFileNameDiffer } from "../rules/record/R012-metadata-file-name-differ.ts";
import { buildNumberDiffers } from "../rules/record/R013-build-number-differs.ts";
import { topLevelFileWrong } from "../rules/record/R014-top-level-file-wrong.ts";
import { platformTagRefused } from "../rules/platform/T001-platform-tag-refused.ts";
import { macosTagRefused } from "../rules/platform/T002-macos-tag-refused.ts";
import { compiledModuleInAnyWheel } from "../rules/platform/T003-compiled-module-in-any-wheel.ts";
import { platformWheelWithoutBinary } from "../rules/platform/T004-platform-wheel-without-binary.ts";
import { needsNewerSystem } from "../rules/platform/T005-needs-newer-system.ts";
import { elfMachineDiffers } from "../rules/platform/T006-elf-machine-differs.ts";
import { macosDiffers } from "../rules/platform/T007-macos-differs.ts";
import { windowsMachineDiffers } from "../rules/platform/T008-windows-machine-differs.ts";
import { extensionSuffixDiffers } from "../rules/platform/T009-extension-suffix-differs.ts";
import { symbolNotStable } from "../rules/platform/T010-symbol-not-stable.ts";
import { stableBaselineTooOld } from "../rules/platform/T011-stable-baseline-too-old.ts";
import { extensionWithoutAbiTag } from "../rules/platform/T012-extension-without-abi-tag.ts";
import { universalTagForPython3 } from "../rules/platform/T013-universal-tag-for-python-3.ts";
import { absoluteRunPath } from "../rules/platform/T014-absolute-run-path.ts";
import { libraryNotShipped } from "../rules/platform/T015-library-not-shipped.ts";
import { executableStack } from "../rules/platform/T016-executable-stack.ts";
import { newerProcessorNeeded } from "../rules/platform/T017-newer-processor-needed.ts";
import { freeThreadingDiffers } from "../rules/platform/T018-free-threading-differs.ts";
import { platformWithoutWheel } from "../rules/platform/T019-platform-without-wheel.ts";
import { dllNotShipped } from "../rules/platform/T020-dll-not-shipped.ts";
import { manylinuxAliasMissing } from "../rules/platform/T021-manylinux-alias-missing.ts";
import { stableAbiPossible } from "../rules/platform/T022-stable-abi-possible.ts";
import { tagExcludedByRequiresPython } from "../rules/platform/T024-tag-excluded-by-requires-python.ts";
import { tagIsAnotherVersion } from "../rules/vcs/V001-tag-is-another-version.ts";
import { dirtyTree } from "../rules/vcs/V002-dirty-tree.ts";
import { commitNotPushed } from "../rules/vcs/V003-commit-not-pushed.ts";
import { tagNotSigned } from "../rules/vcs/V004-tag-not-signed.ts";
import { versionTaggedElsewhere } from "../rules/vcs/V005-version-tagged-elsewhere.ts";
import { versionAlreadyTagged } from "../rules/vcs/V006-version-already-tagged.ts";
import { tagOfAnotherForm } from "../rules/vcs/V007-tag-of-another-form.ts";
import { pointerInsteadOfFile } from "../rules/vcs/V008-pointer-instead-of-file.ts";
import { shallowClone } from "../rules/vcs/V009-shallow-clone.ts";
import { packageIgnored } from "../rules/vcs/V010-package-ignored.ts";
import { noVersionTag } from "../rules/vcs/V020-no-version-tag.ts";
import { tagUnusable } from "../rules/vcs/V021-tag-unusable.ts";
import { versionNotIncreasing } from "../rules/vcs/V022-version-not-increasing.ts";
import { versionNotAboveIndex } from "../rules/vcs/V023-version-not-above-index.ts";
import { devVersionShared } from "../rules/vcs/V025-dev-version-shared.ts";
import { versionToolNotRequired } from "../rules/vcs/V026-version-tool-not-required.ts";
import { tokenInsteadOfTrustedPublishing } from "../rules/workflow/W001-token-instead-of-trusted-publishing.ts";
import { publishingWithoutIdToken } from "../rules/workflow/W002-publishing-without-id-token.ts";
import { idTokenEverywhere } from "../rules/workflow/W003-id-token-everywhere.ts";
import { buildInPublishingJob } from "../rules/workflow/W004-build-in-publishing-job.ts";
import { actionNotPinned } from "../rules/workflow/W005-action-not-pinned.ts";
import { templateInjection } from "../rules/workflow/W006-template-injection.ts";
import { untrustedCodeWithPrivileges } from "../rules/workflow/W007-untrusted-code-with-privileges.ts";
import { checkoutKeepsCredentials } from "../rules/workflow/W008-checkout-keeps-credentials.ts";
import { cacheInRelease } from "../rules/workflow/W009-cache-in-release.ts";
import { duplicateKey } from "../rules/workflow/W010-duplicate-key.ts";
import { publishingWithoutEnvironment } from "../rules/workflow/W011-publishing-without-environment.ts";
import { publishingWithoutTests } from "../rules/workflow/W012-publishing-without-tests.ts";
import { tagFilterNeverMatches } from "../rules/workflow/W013-tag-filter-never-matches.ts";
import { checkoutWithoutHistory } from "../rules/workflow/W014-checkout-without-history.ts";
import { publishingWithoutCheck } from "../rules/workflow/W015-publishing-without-check.ts";
import { skipExisting } from "../rules/workflow/W016-skip-existing.ts";
import { attestationsOff } from "../rules/workflow/W017-attestations-off.ts";
import { publishingInReusableWorkflow } from "../rules/workflow/W018-publishing-in-reusable-workflow.ts";
import { localVersionToIndex } from "../rules/workflow/W019-local-version-to-index.ts";
import { matrixDiffersFromMetadata } from "../rules/workflow/W020-matrix-differs-from-metadata.ts";
import { noUpdateBot } from "../rules/workflow/W021-no-update-bot.ts";
import { unsafeWorkflowPractice } from "../rules/workflow/W022-unsafe-workflow-practice.ts";
import { vacuousSmokeTest } from "../rules/workflow/W023-vacuous-smoke-test.ts";
import { workflowUnreadable } from "../rules/workflow/W024-workflow-unreadable.ts";
import { projectCodeWithIdentity } from "../rules/workflow/audit/W025-project-code-with-identity.ts";
import { artifactByName } from "../rules/workflow/audit/W026-artifact-by-name.ts";
import { severalWaysToPublish } from "../rules/workflow/audit/W027-several-ways-to-publish.ts";
import { releaseBeforeFiles } from "../rules/workflow/audit/W028-release-before-files.ts";
import { identityWithWriteAccess } from "../rules/workflow/audit/W029-identity-with-write-access.ts";
import { pinDiffersFromComment } from "../rules/workflow/audit/W030-pin-differs-from-comment.ts";
import { matrixTooLarge } from "../rules/workflow/audit/W031-matrix-too-large.ts";
import { jobWithoutTimeout } from "../rules/workflow/audit/W032-job-without-timeout.ts";
import { workflowInvalid } from "../rules/workflow/audit/W033-workflow-invalid.ts";
import { toolNotInstalled } from "../rules/workflow/audit/W034-tool-not-installed.ts";
import { tagByDefaultToken } from "../rules/workflow/audit/W035-tag-by-default-token.ts";
import { developmentTagPublishes } from "../rules/workflow/audit/W036-development-tag-publishes.ts";
import { nothingTested } from "../rules/workflow/audit/W037-nothing-tested.ts";
import { gitLabPublishing } from "../rules/workflow/audit/W038-gitlab-publishing.ts";
import { publishingCannotWork } from "../rules/workflow/audit/W039-publishing-cannot-work.ts";
import { calledFileMissing } from "../rules/workflow/audit/W040-called-file-missing.ts";
import { publishesUnreleased } from "../rules/workflow/audit/W041-publishes-unreleased.ts";
import { trackedFileNotInSdist } from "../rules/agreement/G001-tracked-file-not-in-sdist.ts";
import { untrackedFileInSdist } from "../rules/agreement/G002-untracked-file-in-sdist.ts";
import { sdistWithoutTests } from "../rules/agreement/G003-sdist-without-tests.ts";
import { cannotBeUnpacked } from "../rules/archive/members/A027-cannot-be-unpacked.ts";
import { siblingRequirementStale } from "../rules/agreement/G016-sibling-requirement-stale.ts";
import { timesNotFixed } from "../rules/reproducibility/Y002-times-not-fixed.ts";
import { buildPathInside } from "../rules/reproducibility/Y003-build-path-inside.ts";
import { builderInArchive } from "../rules/reproducibility/Y005-builder-in-archive.ts";
import { wheelFromSdistDiffers } from "../rules/reproducibility/Y007-wheel-from-sdist-differs.ts";
import { modesOfTheBuilder } from "../rules/reproducibility/Y008-modes-of-the-builder.ts";
import { timesOutOfRange } from "../rules/reproducibility/Y009-times-out-of-range.ts";
import { buildRequirementsUnpinned } from "../rules/reproducibility/Y010-build-requirements-unpinned.ts";
import type { Rule } from "./rule.ts";
import { attestationOfNoPublisher } from "../rules/attestations/X001-attestation-of-no-publisher.ts";
import { attestationRefused } from "../rules/attestations/X002-attestation-refused.ts";
import { publisherClaimsDiffer } from "../rules/attestations/X003-publisher-claims-differ.ts";
import { linkLeavesTree } from "../rules/vcs/V028-link-leaves-tree.ts";

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
  distInfoNotLast,
  duplicateTarMember,
  cannotBeUnpacked,
  licenseMissing,
  licenseFileNotShipped,
  licenseAndExpression,
  licenseExpressionInvalid,
  licenseClassifierAndExpression,
  licenseOnlyOldForm,
  licenseTextMissing,
  licenseTextDiffers,
  licenseFilePath,
  licenseTable,
  vendoredWithoutLicense,
  licenseExpressionNotCanonical,
  licensePlaceholder,
  descriptionDoesNotRender,
  contentTypeMissing,
  contentTypeInvalid,
  descriptionMissing,
  otherMarkup,
  relativeLink,
  relativeImage,
  htmlDropped,
  readmeMissing,
  githubOnlyMarkup,
  anchorMissing,
  sphinxMarkup,
  disabledDirective,
  readmeEncoding,
  insecureImage,
  entryPointsUnreadable,
  scriptNameInvalid,
  scriptWithoutColon,
  scriptModuleMissing,
  scriptFunctionMissing,
  scriptNeedsArguments,
  scriptShadowsCommand,
  scriptsCollide,
  entryPointExtraUnknown,
  scriptNotInWheel,
  targetNotDottedName,
  plainScriptNotPortable,
  entryPointGroupInvalid,
  noMainModule,
  consoleScriptsTable,
  entryPointGroupMisspelt,
  pyprojectUnreadable,
  buildSystemMissing,
  buildBackendUnknown,
  unknownProjectKey,
  nameOrVersionMissing,
  staticAndDynamic,
  wheelRequiredForBuild,
  poetryWithoutProject,
  setupAndProjectDisagree,
  packagesNotFound,
  manifestInIgnored,
  includedPathMissing,
  dashedSetupCfgKey,
  dependencyGroupMissing,
  unknownToolKey,
  pythonsOutOfTime,
  setupScriptNeedsMore,
  versionNotUploadable,
  removedSetuptoolsFeature,
  repositoryHygiene,
  dynamicFieldUnfilled,
  foreignTable,
  licenseFilesTable,
  setupReadsWithoutEncoding,
  trackedFileNotInSdist,
  untrackedFileInSdist,
  sdistWithoutTests,
  sdistAndWheelDiffer,
  builtVersionDiffers,
  dunderVersionDiffers,
  changelogEntryMissing,
  versionCopiesDiffer,
  sdistCannotBeBuilt,
  buildFileNotInSdist,
  metadataNotAsDeclared,
  wheelOrSdistMissing,
  wheelsDisagree,
  manifestLineMatchesNothing,
  generatedFileTracked,
  siblingRequirementStale,
  emptyWheel,
  onlyDataAndScripts,
  srcAsPackage,
  genericTopLevelName,
  severalTopLevelNames,
  initAtRoot,
  fileBesidePackages,
  moduleNotImportable,
  folderWithoutPython,
  duplicateFiles,
  bytecodeShipped,
  openedFileNotShipped,
  dataFileNotShipped,
  staleFileInWheel,
  packageNotShipped,
  importedModuleNotShipped,
  typedMarkerMissing,
  stubsMisplaced,
  moduleShadowsStdlib,
  moduleOfAnotherProject,
  initMissing,
  namespaceOverwritten,
  syntaxError,
  syntaxTooNew,
  removedStdlibModule,
  namesDifferByCase,
  unusualPath,
  impossibleOnWindows,
  largeDistribution,
  mixedExtensions,
  filesAgainstContract,
  topLevelAgainstContract,
  unknownDataScheme,
  dataOutsidePackage,
  pthRunsCode,
  siteCustomisation,
  symlinkInWheel,
  unreadableMode,
  installerFiles,
  toolFolderAsPackage,
  assetFromWorkingDirectory,
  crlfShebang,
  importThroughSrc,
  largeMedia,
  purityAgainstContract,
  ownPackageNotShipped,
  programNotExecutable,
  secretFile,
  secretInContent,
  versionControlInArchive,
  environmentInArchive,
  runtimeState,
  builderPath,
  mergeLeftovers,
  measurementsInArchive,
  testsInPackage,
  distributionInSdist,
  indexCredentials,
  debugSymbols,
  encryptedSource,
  invisibleCharacters,
  sourceMaps,
  metadataMissing,
  metadataVersionUnknown,
  fieldNewerThanMetadataVersion,
  unknownMetadataField,
  fieldTwice,
  requiredFieldMissing,
  summaryMultiline,
  summaryTooLong,
  summaryTooShort,
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
  pythonUpperCap,
  classifiersAgainstRequiresPython,
  dynamicInvalid,
  noPythonMinorClassifier,
  keywordsUnclear,
  noUrls,
  noDevelopmentStatus,
  metadataNotUtf8,
  placeholderMetadata,
  extraNameInvalid,
  providesDistInvalid,
  importNameInvalid,
  obsoleteRelationField,
  authorWithoutEmail,
  importNameDiffers,
  noSourceUrl,
  foldedDescription,
  pkgInfoNotAFile,
  platformAgainstTags,
  metadataRefused,
  nameInvalid,
  stdlibName,
  nameConfusable,
  projectClosed,
  nameLikePopular,
  sdistNameNotNormalised,
  wheelNameNotNormalised,
  fileNameVersionDiffers,
  versionInvalid,
  versionNotCanonical,
  localVersion,
  fileAlreadyPublished,
  versionGoesBack,
  placeholderName,
  prereleaseToProduction,
  versionSchemeChanged,
  fileNameCharacters,
  fileTypeRefused,
  wheelNameUnreadable,
  distInfoNameDiffers,
  severalReleases,
  releaseClosed,
  secondSdist,
  fileTooLarge,
  installsAnotherName,
  directUrlDependency,
  directUrlExtra,
  requirementInvalid,
  requiresItself,
  stdlibModuleRequired,
  undeclaredDependency,
  transitiveDependency,
  unusedDependency,
  developmentDependencyImported,
  devToolRequired,
  importNameRequired,
  requirementNameNotNormal,
  exactPin,
  noLowerBound,
  upperCap,
  requirementTwice,
  markerNeverHolds,
  markerValueUnknown,
  sourceVanishes,
  extraUndefined,
  legacySpecifier,
  backEndNotRequired,
  dependencyLinks,
  requirementsFileDrifts,
  undeclaredImportInScript,
  recordMissing,
  fileNotInRecord,
  recordNamesAbsentFile,
  recordHashDiffers,
  recordSizeDiffers,
  recordRowMalformed,
  recordSignature,
  severalDistInfo,
  wheelFileMalformed,
  wheelTagsDiffer,
  purelibContradictsContent,
  metadataFileNameDiffer,
  buildNumberDiffers,
  topLevelFileWrong,
  platformTagRefused,
  macosTagRefused,
  compiledModuleInAnyWheel,
  platformWheelWithoutBinary,
  needsNewerSystem,
  elfMachineDiffers,
  macosDiffers,
  windowsMachineDiffers,
  extensionSuffixDiffers,
  symbolNotStable,
  stableBaselineTooOld,
  extensionWithoutAbiTag,
  universalTagForPython3,
  absoluteRunPath,
  libraryNotShipped,
  executableStack,
  newerProcessorNeeded,
  freeThreadingDiffers,
  platformWithoutWheel,
  dllNotShipped,
  manylinuxAliasMissing,
  stableAbiPossible,
  tagExcludedByRequiresPython,
  tagIsAnotherVersion,
  dirtyTree,
  commitNotPushed,
  tagNotSigned,
  versionTaggedElsewhere,
  versionAlreadyTagged,
  tagOfAnotherForm,
  pointerInsteadOfFile,
  shallowClone,
  packageIgnored,
  noVersionTag,
  tagUnusable,
  versionNotIncreasing,
  versionNotAboveIndex,
  devVersionShared,
  versionToolNotRequired,
  linkLeavesTree,
  tokenInsteadOfTrustedPublishing,
  publishingWithoutIdToken,
  idTokenEverywhere,
  buildInPublishingJob,
  actionNotPinned,
  templateInjection,
  untrustedCodeWithPrivileges,
  checkoutKeepsCredentials,
  cacheInRelease,
  duplicateKey,
  publishingWithoutEnvironment,
  publishingWithoutTests,
  tagFilterNeverMatches,
  checkoutWithoutHistory,
  publishingWithoutCheck,
  skipExisting,
  attestationsOff,
  publishingInReusableWorkflow,
  localVersionToIndex,
  matrixDiffersFromMetadata,
  noUpdateBot,
  unsafeWorkflowPractice,
  vacuousSmokeTest,
  workflowUnreadable,
  projectCodeWithIdentity,
  artifactByName,
  severalWaysToPublish,
  releaseBeforeFiles,
  identityWithWriteAccess,
  pinDiffersFromComment,
  matrixTooLarge,
  jobWithoutTimeout,
  workflowInvalid,
  toolNotInstalled,
  tagByDefaultToken,
  developmentTagPublishes,
  nothingTested,
  gitLabPublishing,
  publishingCannotWork,
  calledFileMissing,
  publishesUnreleased,
  attestationOfNoPublisher,
  attestationRefused,
  publisherClaimsDiffer,
  timesNotFixed,
  buildPathInside,
  builderInArchive,
  wheelFromSdistDiffers,
  modesOfTheBuilder,
  timesOutOfRange,
  buildRequirementsUnpinned,
];
