import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { setUp } from "../../src/doctor/setup/setup.ts";
import { GOOD_TREE } from "../support/tree.ts";
import { gitRepository } from "../support/git.ts";
import {
  freshProject,
  playGitLab,
  PLAYED_GITLAB_TOKEN,
  type PlayedGitLab,
} from "../support/played-gitlab.ts";
import { freshRepository, playGitHub, PLAYED_TOKEN } from "../support/played-github.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";

/** The whole use case in a repository whose host is the played one. */
async function inRepository(options: {
  readonly apply: boolean;
  readonly token: string;
  readonly reviewers?: readonly string[];
}) {
  await using bare = nodePorts({});
  await using played = await playGitHub(freshRepository("ada/demo"), bare.ports);
  using repository = gitRepository();
  repository.git("remote", "add", "origin", "https://github.com/ada/demo.git");
  repository.commit("All", { ...GOOD_TREE, ".github/workflows/release.yml": publishingWorkflow() });
  await using node = nodePorts({
    variables: {
      PATH: process.env["PATH"] ?? "",
      HOME: repository.root,
      GITHUB_TOKEN: options.token,
      GITHUB_API_URL: played.api,
    },
  });
  const request = {
    directory: repository.root,
    kind: "github" as const,
    reviewers: options.reviewers ?? [],
    apply: options.apply,
  };
  const answer = await setUp(request, node.ports).catch((error: unknown) => error);
  return {
    answer,
    written: played.log.filter((line) => !line.startsWith("GET ")),
    environments: [...played.repository.environments.keys()],
  };
}

test("a plan changes nothing; --apply makes it", async () => {
  const plan = await inRepository({ apply: false, token: PLAYED_TOKEN });
  expect(plan.written).toEqual([]);
  expect(plan.answer).toMatchObject({ isConnected: true, made: 0 });
  const made = await inRepository({ apply: true, token: PLAYED_TOKEN, reviewers: ["ada"] });
  expect(made.answer).toMatchObject({ made: 3 });
  expect(made.environments).toEqual(["pypi"]);
});

test.each([
  [
    "a reviewer whom nobody knows",
    { apply: true, token: PLAYED_TOKEN, reviewers: ["nobody"] },
    /reviewer nobody/,
  ],
  ["an expired token", { apply: true, token: "ghp_old" }, /wrong, expired or revoked/],
])("%s stops it before anything is changed", async (_what, options, words) => {
  const { answer, written } = await inRepository(options);
  expect(answer).toMatchObject({ code: "forge/refused" });
  expect((answer as Error).message).toMatch(words);
  expect(written).toEqual([]);
});

const PIPELINE = `publish:
  script: [twine upload dist/*]
  environment: pypi
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
`;

async function onGitLab(options: {
  readonly apply: boolean;
  readonly token?: string;
  readonly reviewers?: readonly string[];
  readonly change?: (played: PlayedGitLab) => unknown;
}) {
  await using bare = nodePorts({});
  await using played = await playGitLab(freshProject("ada/demo"), bare.ports);
  options.change?.(played);
  using repository = gitRepository();
  repository.git("remote", "add", "origin", "git@gitlab.com:ada/demo.git");
  repository.commit("All", { ...GOOD_TREE, ".gitlab-ci.yml": PIPELINE });
  await using node = nodePorts({
    variables: {
      PATH: process.env["PATH"] ?? "",
      HOME: repository.root,
      GITLAB_TOKEN: options.token ?? PLAYED_GITLAB_TOKEN,
      CI_API_V4_URL: played.api,
    },
  });
  const { apply, reviewers = [] } = options;
  const request = { directory: repository.root, kind: "gitlab" as const, reviewers, apply };
  const answer = await setUp(request, node.ports).catch((error: unknown) => error);
  return { answer, written: played.log.filter((line) => !line.startsWith("GET ")), project: played.project };
}

test("GitLab: a plan changes nothing; --apply makes it", async () => {
  const plan = await onGitLab({ apply: false });
  expect(plan.written).toEqual([]);
  expect(plan.answer).toMatchObject({ isConnected: true, made: 0 });
  const made = await onGitLab({ apply: true });
  expect(made.answer).toMatchObject({ made: 2 });
  expect(made.project).toMatchObject({ environments: ["pypi"], protectedTags: [{ name: "v*", level: 40 }] });
});

test.each([
  ["an expired token", { token: "glpat-expired" }, /wrong, expired or revoked/],
  ["a reviewer whom nobody knows", { reviewers: ["nobody"] }, /reviewer nobody.*has no user/],
  ["reviewers in a plan without protected environments", { reviewers: ["ada"] }, /no protected environments/],
  [
    "a developer's token",
    { change: (p: PlayedGitLab): unknown => (p.role = "developer") },
    /no permission to read it/,
  ],
  [
    "a renamed project",
    { change: (p: PlayedGitLab): unknown => (p.mood = { status: 301, body: "" }) },
    /renamed/,
  ],
  [
    "a page in the place of an answer",
    { change: (p: PlayedGitLab): unknown => (p.mood = { status: 200, body: "<html>" }) },
    /not JSON/,
  ],
  [
    "a rate limit",
    { change: (p: PlayedGitLab): unknown => (p.mood = { status: 429, body: "" }) },
    /rate limit/,
  ],
] as const)("GitLab: %s stops it before anything is changed", async (_what, options, words) => {
  const { answer, written } = await onGitLab({ apply: true, ...options });
  expect(answer).toMatchObject({ code: "forge/refused" });
  expect((answer as Error).message).toMatch(words);
  expect(written).toEqual([]);
});

test("GitLab: a token that may only read is told with the scope that it lacks", async () => {
  const { answer, project } = await onGitLab({ apply: true, change: (p): unknown => (p.scope = "read_api") });
  expect(answer).toMatchObject({ code: "forge/refused" });
  expect((answer as Error).message).toMatch(/insufficient_scope/);
  expect(project.environments).toEqual([]);
});

test("a repository on the other host: its own command", async () => {
  using repository = gitRepository();
  repository.git("remote", "add", "origin", "git@gitlab.com:ada/tools/demo.git");
  repository.commit("All", GOOD_TREE);
  await using node = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", HOME: repository.root } });
  const request = { directory: repository.root, kind: "github" as const, reviewers: [], apply: false };
  await expect(setUp(request, node.ports)).rejects.toMatchObject({
    code: "forge/other-host",
    message: "the repository ada/tools/demo is on GitLab",
    remedy: "run shipwheel setup gitlab",
  });
});
