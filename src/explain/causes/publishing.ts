import type { Cause } from "./cause.ts";

const DOCTOR = "run shipwheel doctor trust to see the fields to register and what differs";

/** Trusted publishing, uploads and their clients. */
export const PUBLISHING_CAUSES: readonly Cause[] = [
  {
    id: "attestation-of-called-workflow",
    match: /Build Config URI .{0,400}does not match expected Trusted Publisher/,
    what: "The job runs in a reusable workflow: the certificate names the calling workflow, but the publisher names another file.",
    fix: "publish in a job of the triggered workflow, and register that file",
    rules: ["W018"],
  },
  {
    id: "attestation-of-called-workflow",
    match: /Could not verify the uploaded artifact.{0,120}\d of \d policies succeeded/,
    what: "The attestation is not from the registered publisher's workflow: the files are attested in a reusable workflow or another repository.",
    fix: "publish in a job of the triggered workflow, or set attestations: false; shipwheel doctor trust shows the registered publisher",
    rules: ["W018"],
  },
  {
    id: "attestation-for-one-file-missing",
    match: /Upload with attestations requested, but (\S{1,200}) has no associated attestations?/,
    what: "Attestations were requested, but {1} has none: only wheels and .tar.gz sdists are signed.",
    fix: "build the sdist as .tar.gz, or sign every file before the upload",
  },
  {
    id: "no-identity-here",
    match: /This environment is not supported for trusted publishing/,
    what: "No token was provided, so the uploader tried trusted publishing, which needs the identity of a CI job.",
    fix: "publish from the registered workflow, or use a token: user name __token__, the token as password",
  },
  {
    id: "publisher-not-found",
    match:
      /invalid-publisher.{0,120}(?:Publisher with matching claims was not found|All lookup strategies exhausted)/,
    what: "No publisher on the index has the repository, owner, workflow file and environment that this job presents.",
    fix: DOCTOR,
    rules: ["U021", "X003"],
  },
  {
    id: "subject-customized",
    match: /Check failed for required claim 'sub'/,
    what: "The repository or its organization customizes the OIDC subject, and the index expects repo:OWNER/NAME.",
    fix: "run shipwheel doctor with a GitHub token to see the customized subject, and restore GitHub's default",
  },
  {
    id: "claim-differs",
    match: /Check failed for (?:required|optional) claim '(\w{1,120})'/,
    what: "The claim {1} of this job does not match the publisher on the index.",
    fix: DOCTOR,
    rules: ["U021"],
  },
  {
    id: "called-workflow",
    match: /The job_workflow_ref claim does not match/,
    what: "The job is in a reusable workflow, but a publisher cannot name a workflow of another repository.",
    fix: "publish in a job of your own workflow file",
    rules: ["W018"],
  },
  {
    id: "pull-request-target",
    match: /'?pull_request_target'? is not supported/,
    what: "A run triggered by pull_request_target cannot publish.",
    fix: "trigger the publishing workflow by a tag or a published release",
    rules: ["W007"],
  },
  {
    id: "pending-publisher-of-existing-project",
    match: /invalid-pending-publisher/,
    what: "The matching publisher is a pending one, for a project that does not exist yet, but the project exists.",
    fix: "add a publisher in the project's settings, and remove the pending one from the account's settings",
  },
  {
    id: "identity-reused",
    match: /invalid-reuse-token|invalid token: already used/,
    what: "An identity token can be exchanged only once, and this one was already used.",
    fix: "request a new identity token for each exchange; run the job again",
  },
  {
    id: "identity-invalid",
    match: /`?invalid-token`?: malformed or invalid token|malformed JWT/,
    what: "The identity token is expired, truncated, or for another audience.",
    fix: "request a token with the index's audience (pypi, testpypi) right before the exchange, and check the machine's clock",
  },
  {
    id: "trusted-publishing-not-offered",
    match: /[Tt]rusted publishing functionality not enabled/,
    what: "The index does not offer trusted publishing, or not for this provider.",
    fix: "publish to this index with an API token: --auth token",
  },
  {
    id: "id-token-missing",
    match:
      /ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)|missing or insufficient OIDC token permissions|id-token: write` permission missing/,
    what: "The job has no permission to request an identity token, or runs for a pull request from a fork.",
    fix: "give the job permissions: { contents: read, id-token: write }",
    rules: ["W002"],
  },
  {
    id: "gitlab-id-token-missing",
    match: /(?:PYPI|TESTPYPI)_ID_TOKEN\b.{0,80}(?:not set|missing|not found|unset|could not)/i,
    what: "The GitLab job has no identity token for this index.",
    fix: "give the job id_tokens: PYPI_ID_TOKEN: {aud: pypi}",
  },
  {
    id: "attestation-file-exists",
    match: /(?:attestation.{0,80}already exist|already (?:have|has) .{0,40}attestation)/i,
    what: "The folder of the distributions still contains attestations of an earlier upload.",
    fix: "publish to each index from a new folder, or remove *.publish.attestation first",
  },
  {
    id: "foreign-file-in-dist",
    match: /Unknown distribution format: '?([^\s']{1,120})/,
    what: "{1} is not a distribution, but the action uploads everything in the folder.",
    fix: "keep only sdists and wheels in dist/",
    rules: ["N018"],
  },
  {
    id: "nothing-to-upload",
    match: /Cannot find file \(or expand pattern\)|No files found to publish/,
    what: "The upload finds no distribution.",
    fix: "build first, and pass dist/ to the publishing job",
  },
  {
    id: "client-too-old-for-metadata",
    match:
      /Metadata is missing required fields: Name, Version|unrecognized or malformed field '?(?:license-file|license-expression|import-name)|Invalid distribution metadata/,
    what: "The upload tool is too old for the distribution's metadata version.",
    fix: "update twine and packaging (twine 6.1 or newer), or use shipwheel publish",
  },
  {
    id: "local-and-index-differ",
    match: /Local file and index file do not match/,
    what: "The index has a different file of this name.",
    fix: "release a new version: a file name can be used only once",
    rules: ["U002", "N012"],
  },
  {
    id: "credentials-missing",
    match:
      /Missing credentials for|Your password is empty|EOFError.{0,60}(?:username|password|token)|Enter your (?:API token|username): ?$/,
    what: "The upload has no credentials, or the secret that should hold them is empty.",
    fix: "use trusted publishing, or set an API token where the tool looks for it; secrets are empty for pull requests from forks",
    rules: ["W001"],
  },
  {
    id: "file-already-there",
    match:
      /This filename has already been used, use a different version|A file named "[^"]{1,120}" already exists for|HTTPError: 409 Conflict|File already exists/,
    what: "A file of this name was uploaded before. A file name can never be reused, even if the file is deleted.",
    fix: "release a new version",
    rules: ["N012"],
  },
  {
    id: "not-authenticated",
    match: /Invalid or non-existent authentication information/,
    what: "The token is wrong, truncated, expired, or for another index: PyPI and TestPyPI have separate accounts.",
    fix: "use a token of this index with the user name __token__; shipwheel doctor shows a token's scope",
    rules: ["W001"],
  },
  {
    id: "password-beside-trusted-publishing",
    match: /explicit password was also set, disabling Trusted Publishing/,
    what: "The publishing step has a password, so it uses neither trusted publishing nor attestations.",
    fix: "remove password: from the step, and delete the stored token",
    rules: ["W001"],
  },
  {
    id: "description-markup",
    match: /long_description`? has syntax errors in markup/,
    what: "PyPI cannot render the README: reStructuredText with errors, or Markdown without its content type.",
    fix: 'correct the reported line; for Markdown, set the content type: readme = "README.md" in pyproject.toml, long_description_content_type="text/markdown" in setup.py',
    rules: ["D001", "D003"],
  },
  {
    id: "client-too-old-for-index",
    match: /This API is no longer supported, instead simply upload|Project pre-registration is no longer/,
    what: "The client tries to register the project first, which indexes no longer support.",
    fix: "upload with a current twine or uv, or with shipwheel publish; registration is not needed",
  },
  {
    id: "password-not-taken",
    match: /Username\/Password authentication is no longer supported/,
    what: "PyPI does not accept passwords.",
    fix: "use trusted publishing, or an API token with the user name __token__",
    rules: ["W001"],
  },
  {
    id: "identity-of-other-project",
    match: /Invalid API Token: OIDC scoped token is not valid for project:? '?([\w.-]{1,120})/,
    what: "The upload used trusted publishing, and the workflow's publisher is registered on another project than {1}.",
    fix: "register the workflow as a publisher of {1} (shipwheel doctor trust shows the fields), or upload only the files of the project that it is registered for",
    rules: ["U021"],
  },
  {
    id: "token-refused",
    match: /Invalid API Token: ([^.\n]{1,100})/,
    what: "The token is not valid for this upload: {1}.",
    fix: "create a token for this project, or use trusted publishing",
  },
  {
    id: "not-allowed",
    match: /isn't allowed to upload to project '?([^\s'.]{1,120})/,
    what: "The project {1} belongs to somebody else, or the token is for another project.",
    fix: "check who owns the project; choose another name, or use a token of this project",
    rules: ["N004"],
  },
  {
    id: "only-linux-action",
    match: /Container action is only supported on Linux/,
    what: "The publishing action is a container, and the job runs on Windows or macOS.",
    fix: "publish in one job with runs-on: ubuntu-latest that downloads the artifacts of all others",
  },
  {
    id: "slash-missing",
    match: /An upload was attempted to \/legacy/,
    what: "The upload URL must end with a slash.",
    fix: "use the URL that ends in /legacy/",
  },
  {
    id: "not-an-upload-address",
    match: /HTTPError: 405|405 (?:Client Error: )?Method Not Allowed/i,
    what: "The URL does not accept uploads: it is the index's website or its Simple API, not its upload URL.",
    fix: "use the name of the index instead of a URL (twine upload -r testpypi, shipwheel publish --index testpypi), or the URL that ends in /legacy/",
  },
  {
    id: "legacy-index-gone",
    match: /This API has been deprecated and removed from legacy PyPI/,
    what: "The upload went to the URL of the old PyPI, which no longer exists.",
    fix: "remove repository = from .pypirc, or use a current twine",
  },
  {
    id: "keyring-fails",
    match:
      /Can't (?:store|get|fetch) password (?:on|from) keychain|NoKeyringError|No recommended backend was available|Failed to create the collection|KeyringLocked/,
    what: "The keyring does not work: it is locked or missing, as in a session without a desktop.",
    fix: "disable it with PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring, and set the token in a variable",
  },
  {
    id: "index-unavailable",
    match: /HTTPError: 5\d\d|50[234] (?:Bad Gateway|Service Unavailable|Gateway Time-?out)|Received "50\d/,
    what: "The index or a proxy in front of it failed; the file may have been stored anyway.",
    fix: "wait, and publish the same files again: shipwheel publish compares digests and uploads only missing files",
  },
  {
    id: "too-many-new-projects",
    match: /Too many new projects created/,
    what: "Too many new projects were created from one account or IP address in a day.",
    fix: "wait a day (failed attempts count too)",
  },
];
