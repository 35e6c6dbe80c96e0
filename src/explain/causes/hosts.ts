import type { Cause } from "./cause.ts";

/** GitHub, GitLab and git. */
export const HOST_CAUSES: readonly Cause[] = [
  {
    id: "token-may-not-write",
    match: /Resource not accessible by (?:integration|personal access token)/,
    what: "The job's token lacks the permission for this request.",
    fix: "give the job the permission; releases and tags need permissions: contents: write",
  },
  {
    id: "account-payments",
    match: /recent account payments have failed or your spending limit/,
    what: "GitHub does not start jobs of this account: a payment failed, or its spending limit is reached.",
    fix: "fix the account's billing settings, then run the job again",
  },
  {
    id: "environment-not-allowed",
    match: /is not allowed to deploy to ([\w.-]{1,120}) due to environment protection rules/,
    what: "The environment {1} does not allow this branch or tag.",
    fix: "add the tag's pattern to the environment's deployment branches and tags: shipwheel setup github",
  },
  {
    id: "immutable-release",
    match: /(?:Cannot (?:upload|delete) assets? (?:to|from) an immutable release|immutable release)/i,
    what: "The release is published and immutable, so no more files can be added.",
    fix: "create a draft, attach every file, and publish it last; for this version, create a new release",
    rules: ["U014"],
  },
  {
    id: "workflow-scope",
    match: /refusing to allow (?:a|an) [\w ]{1,120} to create or update workflow/,
    what: "The token has no permission to change workflow files.",
    fix: "push with a token that has the workflow scope",
  },
  {
    id: "push-denied",
    match: /Permission to \S{1,120} denied to|The requested URL returned error: 403/,
    what: "The token has no permission to push to the repository.",
    fix: "give the job permissions: contents: write, and keep the checkout's credentials until the push",
  },
  {
    id: "protected-ref",
    match:
      /protected branch hook declined|GH006: Protected branch|GH013: Repository rule violations|pre-receive hook declined|You are not allowed to (?:push|create|delete).{0,60}protected/,
    what: "A repository rule blocks the push of this branch or tag.",
    fix: "follow the rule, or add an exception for the account that releases",
  },
  {
    id: "rate-limit",
    match: /API rate limit exceeded|secondary rate limit|429 Too Many Requests/,
    what: "The host's rate limit is exceeded.",
    fix: "wait until the limit resets, or send a token, which has a higher limit",
  },
  {
    id: "bad-credentials",
    match: /Bad credentials|401 Unauthorized.{0,80}(?:gitlab|github)|HTTP Basic: Access denied/i,
    what: "The token for the repository host is wrong, expired or revoked.",
    fix: "create a new token, and replace the old one",
  },
  {
    id: "artifact-exists",
    match: /an artifact with this name already exists on the workflow run/,
    what: "Two jobs upload an artifact of the same name, which upload-artifact v4 and newer rejects.",
    fix: "give each job's artifact its own name (dist-${{ matrix.os }}), and download with merge-multiple",
  },
  {
    id: "action-deprecated",
    match: /uses a deprecated version of `?([\w./-]{1,120})/,
    what: "The workflow uses a version of {1} that GitHub no longer runs.",
    fix: "use a current version, as shipwheel workflow generate does",
    rules: ["W005"],
  },
  {
    id: "artifact-missing",
    match: /Unable to (?:find|download) any artifacts|Artifact not found for name: (\S{1,120})/,
    what: "The artifact does not exist: the job that uploads it did not run, failed, or uses another name.",
    fix: "add that job to needs, and use its artifact-id",
  },
  {
    id: "workflow-invalid",
    match: /Unrecognized named-value|The workflow is not valid|Invalid workflow file|Unexpected value '/,
    what: "The workflow file is not valid, so GitHub ignores it.",
    fix: "run shipwheel check . to find the line",
    rules: ["W024"],
  },
  {
    id: "tag-exists",
    match: /tag '?(\S{1,120}?)'? already exists|\[rejected\].{0,80}already exists/,
    what: "The tag already exists.",
    fix: "do not move the tag of a published version; release the next version (shipwheel version next)",
    rules: ["V006"],
  },
  {
    id: "git-ownership",
    match: /detected dubious ownership in repository|failed because of dubious ownership/,
    what: "The checkout belongs to a different user from the one that runs git, as in a container.",
    fix: "run git config --global --add safe.directory PATH",
  },
  {
    id: "not-a-repository",
    match: /not a git repository/,
    what: "There is no git repository here.",
    fix: "run it in the clone; in a container, also copy .git, or set the version",
  },
];
