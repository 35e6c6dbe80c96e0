import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { setUp } from "../../src/doctor/setup/setup.ts";
import { GOOD_TREE } from "../support/tree.ts";
import { gitRepository } from "../support/git.ts";
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
