/**
 * What PyPI's own upload code answered, in an offline run of 2026-08 (protocol page, section 5): the situation, the
 * status, the words. `<pypi>` and `<pypi-docs>` stand for its site and its manual; long answers are cut.
 */
export const VERDICTS: readonly (readonly [situation: string, status: number, words: string])[] = [
  [
    "sdist again same bytes",
    400,
    "File already exists ('demo_pkg-1.0.0.tar.gz', with blake2_256 hash 'bd087a68bd23cdb22362f719715957f61361f45d9ed0beff26ca8a13bee64992'). See <pypi>/help/#file-name-reuse for more information.",
  ],
  [
    "re-upload after deletion (same bytes)",
    400,
    "This filename was previously used by a file that has since been deleted. Use a different version. See <pypi>/help/#file-name-reuse for more information.",
  ],
  [
    "new wheel, release 15 days old",
    400,
    "Uploading new files to releases older than 14 days is not allowed.",
  ],
  [
    "no identity",
    403,
    "Invalid or non-existent authentication information. See <pypi>/help/#invalid-auth for more information.",
  ],
  [
    "trusted publisher, project missing",
    400,
    "Non-user identities cannot create new projects. This was probably caused by successfully using a pending publisher but specifying the project name incorrectly (either in the publisher or in your project's metadata). Please ensure ",
  ],
  [
    "token not allowed",
    403,
    "The user 'alice' isn't allowed to upload to project 'Demo-Pkg'. See <pypi>/help/#project-name for more information.",
  ],
  [
    "publisher token not allowed",
    403,
    "The given token isn't allowed to upload to project 'demo-pkg'. See <pypi>/help/#project-name for more information.",
  ],
  ["read-only", 403, "Read-only mode: Uploads are temporarily disabled."],
  [
    "uploads disabled",
    403,
    "New uploads are temporarily disabled. See <pypi>/help/#admin-intervention for more information.",
  ],
  [
    "email not verified",
    403,
    "User 'alice', associated with the API token used, does not have a verified primary email address. Please add a verified primary email before attempting to upload to PyPI. See <pypi>/help/#verified-email for more informat",
  ],
  [
    "attestations with API token",
    400,
    "Invalid attestations supplied during upload: Attestations are only supported when using Trusted Publishing",
  ],
  ["digest mismatch", 400, "The digest supplied does not match a digest calculated from the uploaded file."],
  [
    "digest malformed",
    400,
    "Invalid value for sha256_digest. Error: Use a valid, hex-encoded, SHA256 message digest.",
  ],
  ["no digest", 400, "Error: Include at least one message digest."],
  ["protocol_version=2 (second value)", 400, "Unknown protocol version."],
  ["filetype egg", 400, "Invalid value for filetype. Error: Use a known file type."],
  [
    "sdist pyversion py3",
    400,
    "Invalid value for pyversion. Error: Use 'source' as Python version for an sdist.",
  ],
  [
    "Demo_Pkg-1.0.0-py3-none-any.whl",
    400,
    "Filename 'Demo_Pkg-1.0.0-py3-none-any.whl' should contain the normalized project name 'demo_pkg', not 'Demo_Pkg'.",
  ],
  [
    "demo_pkg-1.0.0-py3-none-linux_x86_64.whl",
    400,
    "Binary wheel 'demo_pkg-1.0.0-py3-none-linux_x86_64.whl' has an unsupported platform tag 'linux_x86_64'.",
  ],
  ["wheel other name", 400, "Start filename for 'Demo-Pkg' with 'demo_pkg'."],
  [
    "demo-pkg-1.0.0.tar.gz",
    400,
    "Filename 'demo-pkg-1.0.0.tar.gz' is invalid, should be 'demo_pkg-1.0.0.tar.gz'.",
  ],
  ["sdist no PKG-INFO", 400, "Invalid distribution file. Incorrect number of top-level directories in sdist"],
  [
    "sdist without PKG-INFO",
    400,
    "Invalid distribution file. PKG-INFO not found at demo_pkg-1.0.0/pyproject.toml/PKG-INFO",
  ],
  ["filename demo_pkg-1.0.0.zip", 400, "Invalid distribution file. File is not a zipfile"],
  [
    "filename demo_pkg-1.0.0.tar.bz2",
    400,
    "Invalid file extension: Use .tar.gz, .whl or .zip extension. See https://www.python.org/dev/peps/pep-0527 and https://peps.python.org/pep-0715/ for more information",
  ],
  ["filename a/b.tar.gz", 400, "Cannot upload a file with '/' or '\\' in the name."],
  ["no content", 400, "Upload payload does not have a file."],
  ["content image/png", 400, "Invalid distribution file."],
  ["garbage tar", 400, "Invalid distribution file. File is not a tarfile"],
  [
    "wheel no RECORD",
    400,
    "Wheel 'demo_pkg-1.0.0-py3-none-any.whl' does not contain the required RECORD file: demo_pkg-1.0.0.dist-info/RECORD",
  ],
  ["wheel no WHEEL", 400, "Invalid distribution file. WHEEL not found at demo_pkg-1.0.0.dist-info/WHEEL"],
  [
    "bad entry point",
    400,
    "Wheel 'demo_pkg-1.0.0-py3-none-any.whl' has invalid entry points defined in the entry_points.txt file",
  ],
  ["zip bzip2", 400, "Invalid distribution file. File does not use a supported compression type"],
  [
    "zip trailing data",
    400,
    "Invalid distribution file. ZIP archive not accepted: Trailing data. See <pypi-docs>/archives for more information",
  ],
  [
    "License-File missing in wheel",
    400,
    "License-File LICENSE does not exist in distribution file demo_pkg-1.0.0-py3-none-any.whl at demo_pkg-1.0.0.dist-info/licenses/LICENSE",
  ],
  [
    "local version",
    400,
    "The use of local versions in '1.0+l' is not allowed. See https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers for more information.",
  ],
  [
    "bad version",
    400,
    "'1.0-foo.bar' is invalid for 'version'. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "bad name",
    400,
    "'-foo' is an invalid value for Name. Error: Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "metadata 2.0",
    400,
    "'2.0' is not a valid metadata version. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "direct url",
    400,
    "Can't have direct dependency: a @ git+https://x/y. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "classifier unknown",
    400,
    "'Foo :: Bar' is not a valid classifier. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "license+expression",
    400,
    "License is deprecated when License-Expression is present. Only License-Expression should be present. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "summary 600",
    400,
    "'summary' field must be 512 characters or less. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "summary newline",
    400,
    "'summary' must be a single line. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "url bad",
    400,
    "'notaurl' is not a valid url. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "url label 33",
    400,
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' must be 32 characters or less. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "dynamic name",
    400,
    "'name' is not allowed as a dynamic field. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "dynamic bogus",
    400,
    "'foo' is not a valid dynamic field. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "content type bad",
    400,
    "'description-content-type' must be one of ['text/markdown', 'text/x-rst', 'text/plain'], not 'text/html'. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "License-File abs",
    400,
    "'/etc/passwd' is invalid for 'license-file', paths must be relative. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "mv 2.1 + license_expression",
    400,
    "license-expression introduced in metadata version 2.4, not 2.1. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "two names",
    400,
    "'name' has invalid data. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  [
    "classifier deprecated",
    400,
    "The classifier 'Natural Language :: Ukranian' has been deprecated, use one of ['Natural Language :: Ukrainian'] instead. See https://packaging.python.org/specifications/core-metadata for more information.",
  ],
  ["second sdist (.zip) of the release", 400, "Only one sdist may be uploaded per release."],
  [
    "wheel, no pyversion",
    400,
    "Invalid value for pyversion. Error: Python version is required for binary distribution uploads.",
  ],
  [
    "rst severe",
    400,
    "The description failed to render for 'text/x-rst'. See <pypi>/help/#description-content-type for more information.",
  ],
  [
    "no METADATA",
    400,
    "Wheel 'demo_pkg-1.0.0-py3-none-any.whl' does not contain the required METADATA file: demo_pkg-1.0.0.dist-info/METADATA",
  ],
  [
    "project name json",
    400,
    "The name 'json' isn't allowed (conflict with Python Standard Library module name). See <pypi>/help/#project-name for more information.",
  ],
  [
    "project quota",
    400,
    "Project size too large. Limit for project 'Demo-Pkg' total size is 10 GB. See <pypi-docs>/project-management/storage-limits#requesting-a-project-size-limit-increase",
  ],
  [
    "file quota",
    400,
    "File too large. Limit for project 'Demo-Pkg' is 0 MB. See <pypi-docs>/project-management/storage-limits#requesting-a-file-size-limit-increase for more information.",
  ],
  [
    "bad attestation",
    400,
    "Invalid attestations supplied during upload: Could not verify the uploaded artifact using the included attestation: Verification failed: subject does not match distribution digest",
  ],
];
