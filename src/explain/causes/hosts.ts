import type { Cause } from "./cause.ts";

/** GitHub, GitLab and git. */
export const HOST_CAUSES: readonly Cause[] = [
  {
    id: "token-may-not-write",
    match: /Resource not accessible by (?:integration|personal access token)/,
    what: "The job's token lacks the permission for this request.",
    fix: "give the job what it needs: permissions: contents: write for releases and tags",
  },
  {
    id: "account-payments",
    match: /recent account payments have failed or your spending limit/,
    what: "GitHub does not start jobs of this account: a payment failed, or its spending limit is reached.",
    fix: "settle it in the account's billing settings, then run the job again",
  },
  {
    id: "environment-not-allowed",
    match: /is not allowed to deploy to ([\w.-]{1,120}) due to environment protection rules/,
    what: "The environment {1} does not take this branch or tag.",
    fix: "add the tag's pattern to the environment's deployment branches and tags: shipwheel setup github",
  },
  {
    id: "immutable-release",
    match: /(?:Cannot (?:upload|delete) assets? (?:to|from) an immutable release|immutable release)/i,
    what: "The release is published and immutable: it takes no more files.",
    fix: "draft the release, attach every file, publish it last; for this version make a new release",
    rules: ["U014"],
  },
  {
    id: "workflow-scope",
    match: /refusing to allow (?:a|an) [\w ]{1,120} to create or update workflow/,
    what: "The token may not change workflow files.",
    fix: "push with a token that has the workflow scope",
  },
  {
    id: "push-denied",
    match: /Permission to \S{1,120} denied to|The requested URL returned error: 403/,
    what: "The token may not push to the repository.",
    fix: "give the job permissions: contents: write, and do not drop the checkout's credentials before the push",
  },
  {
    id: "protected-ref",
    match:
      /protected branch hook declined|GH006: Protected branch|GH013: Repository rule violations|pre-receive hook declined|You are not allowed to (?:push|create|delete).{0,60}protected/,
    what: "A rule of the repository keeps this branch or tag from being pushed.",
    fix: "push through what the rule asks for, or let it except the release's account",
  },
  {
    id: "rate-limit",
    match: /API rate limit exceeded|secondary rate limit|429 Too Many Requests/,
    what: "The host's rate limit is used up.",
    fix: "wait until it is over; give the request a token, whose limit is higher",
  },
  {
    id: "bad-credentials",
    match: /Bad credentials|401 Unauthorized.{0,80}(?:gitlab|github)|HTTP Basic: Access denied/i,
    what: "The token of the repository's host is wrong, expired or revoked.",
    fix: "make a new token, and put it where the old one was",
  },
  {
    id: "artifact-exists",
    match: /an artifact with this name already exists on the workflow run/,
    what: "Two jobs upload an artifact of one name, which version 4 and newer does not take.",
    fix: "give each job's artifact its own name (dist-${{ matrix.os }}), and download with merge-multiple",
  },
  {
    id: "action-deprecated",
    match: /uses a deprecated version of `?([\w./-]{1,120})/,
    what: "The workflow uses a version of {1} that GitHub no longer runs.",
    fix: "use a current version; shipwheel workflow generate pins one",
    rules: ["W005"],
  },
  {
    id: "artifact-missing",
    match: /Unable to (?:find|download) any artifacts|Artifact not found for name: (\S{1,120})/,
    what: "The artifact is not there: the job that makes it did not run, failed, or calls it by another name.",
    fix: "let the job wait for it (needs), and use its artifact-id",
  },
  {
    id: "workflow-invalid",
    match: /Unrecognized named-value|The workflow is not valid|Invalid workflow file|Unexpected value '/,
    what: "The workflow file is not valid: GitHub starts nothing.",
    fix: "shipwheel check . names the place",
    rules: ["W024"],
  },
  {
    id: "tag-exists",
    match: /tag '?(\S{1,120}?)'? already exists|\[rejected\].{0,80}already exists/,
    what: "The tag exists already.",
    fix: "a tag of a published version stays where it is: release the next version (shipwheel version next)",
    rules: ["V006"],
  },
  {
    id: "git-ownership",
    match: /detected dubious ownership in repository|failed because of dubious ownership/,
    what: "The checkout belongs to another user than the one that runs git, as in a container.",
    fix: "git config --global --add safe.directory PATH",
  },
  {
    id: "not-a-repository",
    match: /not a git repository/,
    what: "There is no git repository here.",
    fix: "run it in the clone; in a container copy .git, too, or state the version",
  },
];
