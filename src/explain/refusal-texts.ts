import type { RefusalReason } from "../findings/refusal-reason.ts";

/** What is behind a refusal: rules that detect it before an upload, and what to do where no rule can. */
export interface RefusalText {
  readonly rules: readonly string[];
  /** Said of what no rule can see in a project; null when the rules say it all. */
  readonly what: string | null;
}

const by = (...rules: readonly string[]): RefusalText => ({ rules, what: null });
const told = (what: string, ...rules: readonly string[]): RefusalText => ({ rules, what });

const CLIENT =
  "The upload client sent a malformed request; the index did not check the distribution. Upload with `shipwheel publish`, or update twine or uv.";
const INDEX =
  "The index does not accept uploads at the moment. Check its status page, wait, and run the same command again; nothing was uploaded.";
const ACCOUNT = "The problem is the account, not the distribution.";

/** By reason; the compiler sees that none is missing. */
export const REFUSAL_TEXTS: Readonly<Record<RefusalReason, RefusalText>> = {
  "malformed-body": told(CLIENT),
  "field-sent-as-file": told(CLIENT),
  "read-only": told(INDEX),
  "uploads-disabled": told(INDEX),
  "not-authenticated": told(
    `${ACCOUNT} The token is wrong, expired, of another index, or was not sent. With a token the user name is \`__token__\`; see which credentials are used: \`shipwheel publish --explain-auth\`.`,
    "W001",
    "W002",
  ),
  "password-authentication": told(
    `${ACCOUNT} PyPI does not accept passwords: use an API token or trusted publishing.`,
    "W001",
  ),
  "invalid-token": told(
    `${ACCOUNT} The token is malformed, revoked or for another index: create a new one.`,
    "W001",
  ),
  "identity-of-other-project": told(
    "The upload used trusted publishing, but the workflow is registered for another project than the file's: register it as a publisher of this project, or upload only the files of its own project. `shipwheel doctor trust` shows the fields to register.",
  ),
  "unknown-protocol-version": told(CLIENT),
  "invalid-name": by("N001", "M006"),
  "unknown-filetype": by("N018"),
  "invalid-digest": told(CLIENT),
  "no-digest": told(CLIENT),
  "python-version-missing": told(CLIENT),
  "python-version-not-source": told(CLIENT),
  "metadata-invalid-data": by("M005", "M006", "M016"),
  "metadata-version": by("M002", "M006"),
  "metadata-field-too-new": by("M003"),
  "invalid-version": by("N009"),
  "missing-version": by("M006", "M005"),
  "local-version": by("N011", "F019", "W019"),
  "invalid-summary": by("M007", "M008"),
  "invalid-email": by("M010"),
  "unknown-classifier": by("M012", "M014"),
  "deprecated-classifier": by("M013"),
  "invalid-url": by("M015", "M017"),
  "invalid-project-url": by("M016", "M015", "M017"),
  "invalid-requires-python": by("M018"),
  "invalid-requires-dist": by("P003", "P025", "M030"),
  "invalid-provides-extra": by("M029"),
  "direct-dependency": by("P001", "P002", "M030"),
  "invalid-dynamic": by("M022"),
  "description-content-type": by("D003"),
  "invalid-license-expression": by("C004"),
  "license-and-expression": by("C003"),
  "invalid-license-file": by("C009"),
  "invalid-import-name": by("M031"),
  "no-file": told(CLIENT),
  "publisher-cannot-create-project": told(
    "The identity was accepted, but the pending publisher is for another project name: compare `project.name` with the name on the index, letter by letter.",
    "X003",
  ),
  "email-not-verified": told(`${ACCOUNT} Verify the e-mail address in the account's settings.`),
  "no-two-factor": told(`${ACCOUNT} Enable two-factor authentication in the account's settings.`),
  "too-many-new-projects": told(
    "Too many new projects were created from one account or IP address: wait a few hours.",
  ),
  "registration-disabled": told(INDEX),
  "name-not-valid": by("N001"),
  "name-stdlib": by("N002"),
  "name-conflict": told(
    "Someone registered the project at the same time: check who owns it, and run again.",
    "N004",
  ),
  "name-prohibited": told(
    "The name is on the index's list of prohibited names: choose another name, or contact the index's support.",
  ),
  "name-too-similar": by("N003"),
  "not-allowed": told(
    "The project belongs to someone else, or the token is for another project: ask an owner for upload rights, choose another name, or use a token of this project. A project of your own rejects uploads while it is archived or in quarantine (N004).",
  ),
  "organization-inactive": told(
    `${ACCOUNT} The organization that owns the project is inactive; its owner must reactivate it.`,
  ),
  "description-does-not-render": by("D001", "D002", "D012", "D013", "M036"),
  "filename-not-printable": by("N017"),
  "filename-with-slash": by("N017"),
  "file-extension": by("N018"),
  "part-content-type": told(CLIENT),
  "file-too-large": by("N024"),
  "project-too-large": by("N024"),
  "digest-mismatch": told("The file changed during the upload: upload it again.", "A020"),
  "file-exists": told(
    "A different file of this name was uploaded before, and a file name can never be reused: release a new version.",
    "N012",
  ),
  "filename-burnt": told(
    "The name belonged to a deleted file and can never be reused: release a new version.",
    "N012",
  ),
  "release-closed": by("N022"),
  "second-sdist": by("N023"),
  "zip-and-tar": by("A002"),
  "not-a-zip": by("A001", "A020"),
  "not-a-tar": by("A001", "A020"),
  "compression-ratio": by("A003"),
  "compression-type": by("A004"),
  "sdist-top-level": by("A005", "A006", "A016"),
  "pkg-info-missing": by("A006"),
  "wheel-name-unparsable": by("N019"),
  "wheel-file-missing": by("A007", "N020"),
  "sparse-member": by("A008"),
  "encrypted-content": by("L013"),
  "zip-structure": by("A009", "A010", "A011", "A012", "A013", "A014", "A015", "A020"),
  "archive-unreadable": by("A020", "A001", "A021"),
  "invalid-distribution-file": by("A001", "A020"),
  "sdist-filename-unparsable": by("N006"),
  "filename-of-other-project": by("N006", "N007", "R012"),
  "sdist-filename": by("N006", "N008", "N018"),
  "license-file-missing": by("C002"),
  "wheel-filename": by("N019"),
  "platform-tag": by("T001", "T002"),
  "wheel-name-not-normalized": by("N007", "R012"),
  "filename-version": by("N008", "R012"),
  "record-missing": by("R001"),
  "entry-points": by("E001", "E002"),
  "metadata-missing": by("M001"),
  "filename-too-long": by("N017"),
  "attestations-without-publisher": by("X001"),
  "attestations-unsupported-publisher": by("X001"),
  "attestations-malformed": by("X002"),
  "attestations-too-many": by("X002"),
  "attestations-invalid": by("X002", "X003"),
};
