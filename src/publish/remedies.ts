import type { RefusalReason } from "../findings/refusal-reason.ts";

/** What to do about a refusal, where something can be done in the project or on the index. */
const REMEDIES: Partial<Readonly<Record<RefusalReason, string>>> = {
  "attestations-invalid":
    "publish in a job of the registered workflow itself, not in a workflow that it calls, or without attestations (attestations: false)",
  "attestations-malformed": "delete the *.publish.attestation files and sign the distributions again",
  "attestations-unsupported-publisher":
    "upload without attestations: the index does not accept them from this publisher",
  "attestations-without-publisher": "upload with trusted publishing, or without attestations",
  "compression-ratio":
    "remove files that compress more than fifty-fold from the wheel, or store them uncompressed",
  "compression-type": "build the wheel with deflate or without compression",
  "deprecated-classifier": "replace the classifier with the one that the index names",
  "description-content-type":
    'declare the readme with one of text/markdown, text/x-rst, text/plain, for example `readme = "README.md"`',
  "description-does-not-render": "fix the README; `python -m docutils README.rst` shows where it breaks",
  "digest-mismatch": "the file changed during the upload: run the same command again",
  "direct-dependency":
    "depend on a published version instead of a URL; keep the URL in a dependency group or in the documentation",
  "email-not-verified": "verify the primary e-mail address of the account on the index",
  "entry-points":
    'use only letters, digits, `.`, `_` and `-` in script names, and `name = "module:function"`',
  "file-exists": "a published file never changes: release a new version",
  "file-too-large":
    "remove what is not needed at run time from the file, or request a higher limit from the index",
  "filename-burnt": "the name of a deleted file cannot be reused: release a new version",
  "filename-of-other-project": "build with the registered project name",
  "filename-version": "build again, so that the file name and the metadata have the same version",
  "identity-of-other-project":
    "register the workflow as a trusted publisher of this project, or upload only the files of the project that it is registered for",
  "invalid-email": "write addresses as `Name <name@example.com>`",
  "invalid-license-expression":
    'use SPDX identifiers, for example `license = "MIT"` or `"Apache-2.0 OR MIT"`',
  "invalid-name": "use only letters, digits, `.`, `_` and `-`, and begin and end with a letter or digit",
  "invalid-project-url": "give each project URL a label of at most 32 characters and an http or https URL",
  "invalid-requires-dist":
    'write dependencies as PEP 508 has them, for example `requests>=2.31; python_version < "3.13"`',
  "invalid-requires-python": "write requires-python as version clauses, for example `>=3.10`",
  "invalid-summary": "make the description one line of at most 512 characters",
  "invalid-token": "create a new token, or use one whose scope includes this project",
  "invalid-url": "use a full http or https URL",
  "invalid-version": "use a PEP 440 version, for example 1.2.0 or 1.2.0rc1",
  "license-and-expression":
    'keep `license = "…"` (an SPDX expression) and remove the other license declaration',
  "license-file-missing": "include the license file, or remove it from `license-files`",
  "local-version":
    "release a version without `+…`: build from the tag itself, or set the version scheme to have no local part",
  "metadata-field-too-new": "build with a newer backend, which writes a newer metadata version",
  "metadata-missing": "build the wheel again with a working backend",
  "metadata-version": "build with a backend whose metadata version the index knows (1.0 to 2.5)",
  "name-prohibited": "choose another name for the project",
  "name-stdlib": "choose another name: the standard library has a module of this name",
  "name-too-similar": "choose a name that does not look like an existing project's",
  "no-two-factor": "enable two-factor authentication for the account on the index",
  "not-a-tar": "build the sdist again: the file is damaged or not a tar.gz",
  "not-a-zip": "build the wheel again: the file is damaged or not a zip",
  "not-allowed": "ask an owner of the project for upload rights, or add the trusted publisher there",
  "not-authenticated": "check that the token is complete and not revoked, or use trusted publishing",
  "password-authentication": "use an API token with the user name `__token__`, or trusted publishing",
  "pkg-info-missing": "build the sdist with a PEP 517 backend, which writes PKG-INFO",
  "platform-tag": "repair the wheel with auditwheel or delocate, so that it has a tag that the index accepts",
  "project-too-large": "delete what old releases do not need, or ask the index for a higher limit",
  "publisher-cannot-create-project":
    "make the names equal: the project of the (pending) publisher and `name` in the metadata",
  "read-only": "wait until the index accepts uploads again",
  "record-missing": "build the wheel again with a working backend",
  "release-closed": "the release is closed to new files after 14 days: release a new version",
  "sdist-filename": "build the sdist with a backend that follows PEP 625",
  "sdist-top-level": "put everything into one folder, `name-version/`, as PEP 517 backends do",
  "second-sdist": "omit the second sdist: a release can have only one",
  "sparse-member": "pack the sdist without sparse files",
  "too-many-new-projects": "wait a few hours before creating another project",
  "unknown-classifier":
    "use classifiers of the official list; to keep a project private, publish it to a private index only",
  "uploads-disabled": "wait until the index accepts uploads again",
  "wheel-file-missing": "build the wheel again; its name and its .dist-info folder must match",
  "wheel-filename": "use the wheel name that the backend chose: name-version-python-abi-platform.whl",
  "wheel-name-not-normalized": "build with a backend that writes normalised names (lower case, `_`)",
  "zip-structure": "build the wheel again with a working backend; do not edit it afterwards",
};

/** The remedy of a reason. */
export function refusalRemedy(reason: RefusalReason | null): string {
  const known = reason === null ? undefined : REMEDIES[reason];
  return known ?? "fix what the index's message above reports, and build again";
}
