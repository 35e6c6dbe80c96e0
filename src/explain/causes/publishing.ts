import type { Cause } from "./cause.ts";

const DOCTOR = "run shipwheel doctor trust: it prints the form's fields and what differs";

/** Trusted publishing, uploads and their clients. */
export const PUBLISHING_CAUSES: readonly Cause[] = [
  {
    id: "attestation-of-called-workflow",
    match: /Build Config URI .{0,400}does not match expected Trusted Publisher/,
    what: "The job runs in a called workflow: the certificate names the caller, and the publisher names another file.",
    fix: "publish in a job of the workflow that starts the run, and register that file",
    rules: ["W018"],
  },
  {
    id: "attestation-of-called-workflow",
    match: /Could not verify the uploaded artifact.{0,120}\d of \d policies succeeded/,
    what: "The attestation is not of the registered publisher's workflow: the files are attested in a workflow that another one calls, or in another repository.",
    fix: "publish in a job of the workflow that starts, or set attestations: false; shipwheel doctor trust shows what is registered",
    rules: ["W018"],
  },
  {
    id: "attestation-for-one-file-missing",
    match: /Upload with attestations requested, but (\S{1,200}) has no associated attestations?/,
    what: "Attestations were asked for, and {1} has none: only wheels and .tar.gz sdists are signed.",
    fix: "build the sdist as .tar.gz, or sign every file before the upload",
  },
  {
    id: "no-identity-here",
    match: /This environment is not supported for trusted publishing/,
    what: "No token was given, so that the uploader tried trusted publishing, which needs the identity of a CI job.",
    fix: "publish from the registered workflow, or give a token: user name __token__, the token as password",
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
    fix: "shipwheel doctor, with a token of GitHub, shows the customized subject; set it back to GitHub's own form",
  },
  {
    id: "claim-differs",
    match: /Check failed for (?:required|optional) claim '(\w{1,120})'/,
    what: "The claim {1} of this job is not what the publisher on the index says.",
    fix: DOCTOR,
    rules: ["U021"],
  },
  {
    id: "called-workflow",
    match: /The job_workflow_ref claim does not match/,
    what: "The job is in a called workflow, and no publisher can name a workflow of another repository.",
    fix: "publish in a job of your own workflow file",
    rules: ["W018"],
  },
  {
    id: "pull-request-target",
    match: /'?pull_request_target'? is not supported/,
    what: "A run started by pull_request_target may not publish.",
    fix: "start the publishing workflow by a tag or a published release",
    rules: ["W007"],
  },
  {
    id: "pending-publisher-of-existing-project",
    match: /invalid-pending-publisher/,
    what: "The project exists already, and the matching publisher is a pending one, which is for a project that does not exist yet.",
    fix: "add a publisher on the project's own page, and remove the pending one from the account's page",
  },
  {
    id: "identity-reused",
    match: /invalid-reuse-token|invalid token: already used/,
    what: "An identity token is good for one exchange, and this one was shown before.",
    fix: "ask for a new identity for each exchange; run the job again",
  },
  {
    id: "identity-invalid",
    match: /`?invalid-token`?: malformed or invalid token|malformed JWT/,
    what: "The identity token is expired, has another audience, or was cut.",
    fix: "ask for a token of the index's own audience (pypi, testpypi) right before the exchange; see whether the machine's clock is right",
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
    what: "The job has no permission to ask for an identity token, or runs for a pull request from a fork.",
    fix: "give the job permissions: id-token: write (beside contents: read)",
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
    what: "The distributions' folder still holds the attestations of an earlier upload.",
    fix: "publish to each index from a fresh folder, or remove *.publish.attestation first",
  },
  {
    id: "foreign-file-in-dist",
    match: /Unknown distribution format: '?([^\s']{1,120})/,
    what: "{1} is no distribution, and the upload takes everything in the folder.",
    fix: "keep only sdists and wheels in dist/",
    rules: ["N018"],
  },
  {
    id: "nothing-to-upload",
    match: /Cannot find file \(or expand pattern\)|No files found to publish/,
    what: "There is no distribution where the upload looks for it.",
    fix: "build first, and hand dist/ over to the job that publishes",
  },
  {
    id: "client-too-old-for-metadata",
    match:
      /Metadata is missing required fields: Name, Version|unrecognized or malformed field '?(?:license-file|license-expression|import-name)|Invalid distribution metadata/,
    what: "The upload tool is older than the metadata of the distribution.",
    fix: "bring twine and packaging up to date (twine 6.1 or newer), or publish with shipwheel publish",
  },
  {
    id: "local-and-index-differ",
    match: /Local file and index file do not match/,
    what: "The index has a different file of this name.",
    fix: "release a new version: a file name is used once",
    rules: ["U002", "N012"],
  },
  {
    id: "credentials-missing",
    match:
      /Missing credentials for|Your password is empty|EOFError.{0,60}(?:username|password|token)|Enter your (?:API token|username): ?$/,
    what: "The upload has no credentials, or the secret that should hold them is empty.",
    fix: "publish by trusted publishing, or put an API token where the tool looks for it; secrets are empty for pull requests from forks",
    rules: ["W001"],
  },
  {
    id: "file-already-there",
    match:
      /This filename has already been used, use a different version|A file named "[^"]{1,120}" already exists for|HTTPError: 409 Conflict|File already exists/,
    what: "A file of this name was uploaded before, and a name cannot be used again, even after it was deleted.",
    fix: "release a new version",
    rules: ["N012"],
  },
  {
    id: "not-authenticated",
    match: /Invalid or non-existent authentication information/,
    what: "The token is wrong, cut, expired, or of another index: TestPyPI and PyPI have accounts of their own.",
    fix: "use a token of this index with the user name __token__; shipwheel doctor tells a token's scope",
    rules: ["W001"],
  },
  {
    id: "password-beside-trusted-publishing",
    match: /explicit password was also set, disabling Trusted Publishing/,
    what: "The publishing step has a password, and so publishes neither by trusted publishing nor with attestations.",
    fix: "remove password: from the step, and delete the stored token",
    rules: ["W001"],
  },
  {
    id: "description-markup",
    match: /long_description`? has syntax errors in markup/,
    what: "PyPI cannot render the README: reStructuredText with errors, or Markdown without its content type.",
    fix: 'correct the line that is named; of Markdown state the type: readme = "README.md" in pyproject.toml, long_description_content_type="text/markdown" in setup.py',
    rules: ["D001", "D003"],
  },
  {
    id: "client-too-old-for-index",
    match: /This API is no longer supported, instead simply upload|Project pre-registration is no longer/,
    what: "The client registers the project first, as indexes took it years ago.",
    fix: "upload with a current twine or uv, or with shipwheel publish: nothing has to be registered",
  },
  {
    id: "password-not-taken",
    match: /Username\/Password authentication is no longer supported/,
    what: "PyPI takes no passwords.",
    fix: "publish by trusted publishing, or with an API token and the user name __token__",
    rules: ["W001"],
  },
  {
    id: "token-refused",
    match: /Invalid API Token: ([^.\n]{1,100})/,
    what: "The token is not good for this upload: {1}.",
    fix: "make a token for this project, or publish by trusted publishing",
  },
  {
    id: "not-allowed",
    match: /isn't allowed to upload to project '?([^\s'.]{1,120})/,
    what: "The project {1} belongs to somebody else, or the token is for another project.",
    fix: "see whose the project is; choose another name, or use a token of this project",
    rules: ["N004"],
  },
  {
    id: "only-linux-action",
    match: /Container action is only supported on Linux/,
    what: "The publishing action is a container, and the job runs on Windows or macOS.",
    fix: "publish in one job with runs-on: ubuntu-latest that takes the artifacts of all others",
  },
  {
    id: "slash-missing",
    match: /An upload was attempted to \/legacy/,
    what: "The upload address needs a slash at its end.",
    fix: "use the address with /legacy/",
  },
  {
    id: "not-an-upload-address",
    match: /HTTPError: 405|405 (?:Client Error: )?Method Not Allowed/i,
    what: "The address takes no uploads: it is the index's site or its Simple API, not its upload address.",
    fix: "name the index instead of an address (twine upload -r testpypi, shipwheel publish --index testpypi), or give the address that ends in /legacy/",
  },
  {
    id: "legacy-index-gone",
    match: /This API has been deprecated and removed from legacy PyPI/,
    what: "The upload went to the address of the old PyPI, which is gone.",
    fix: "remove repository = from .pypirc, or use a current twine, which knows the address",
  },
  {
    id: "keyring-fails",
    match:
      /Can't (?:store|get|fetch) password (?:on|from) keychain|NoKeyringError|No recommended backend was available|Failed to create the collection|KeyringLocked/,
    what: "The keyring does not work here: it is locked, or there is none, as in a session without a desktop.",
    fix: "leave it out: PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring, and give the token by a variable",
  },
  {
    id: "index-unavailable",
    match: /HTTPError: 5\d\d|50[234] (?:Bad Gateway|Service Unavailable|Gateway Time-?out)|Received "50\d/,
    what: "The index, or what is in front of it, failed; the file may have been stored all the same.",
    fix: "wait, and publish the very same files again: shipwheel publish compares digests and sends only what is missing",
  },
  {
    id: "too-many-new-projects",
    match: /Too many new projects created/,
    what: "Too many new projects came from one account or address in a day.",
    fix: "wait a day; attempts that fail count, too",
  },
];
