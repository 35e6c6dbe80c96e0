import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { forgeSettings } from "../../src/doctor/forge/forge-settings.ts";
import { globToRegExp, sampleOf } from "../../src/doctor/forge/ref-pattern.ts";
import { planGitHub, readGitHub } from "../../src/doctor/setup/github-plan.ts";
import { planGitLab, readGitLab } from "../../src/doctor/setup/gitlab-plan.ts";
import { plannedEnvironments } from "../../src/doctor/setup/planned-refs.ts";
import type { SetupAction, SetupWish } from "../../src/doctor/setup/setup-action.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { Secret } from "../../src/ports/secret.ts";
import {
  freshProject,
  playGitLab,
  PLAYED_GITLAB_TOKEN,
  type PlayedGitLab,
} from "../support/played-gitlab.ts";
import { claimsOf } from "../support/trust/judge-files.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";
import { freshRepository, playGitHub, PLAYED_TOKEN } from "../support/played-github.ts";

const WISH = {
  environments: [
    { name: "pypi", index: "pypi", tags: ["v*"], branches: [] },
    { name: "testpypi", index: "testpypi", tags: ["v*"], branches: ["master"] },
  ],
  tags: ["v*"],
  reviewers: [11],
};

test("the plan is carried out once; the second time there is nothing to do", async () => {
  await using node = nodePorts({});
  await using played = await playGitHub(freshRepository("Ada/Demo"), node.ports);
  const settings = forgeSettings(
    { kind: "github", repository: "Ada/Demo", api: played.api, token: new Secret(PLAYED_TOKEN) },
    node.ports,
  );
  const plan = planGitHub(WISH, await readGitHub(settings));
  expect(plan.map(({ title }) => title)).toEqual([
    "create the environment pypi with its reviewers",
    "let tags v* use the environment pypi",
    "create the environment testpypi",
    "let tags v* use the environment testpypi",
    "let the branch master use the environment testpypi",
    "keep tags v* from being moved or deleted",
  ]);
  for (const { method, path, body } of plan)
    expect(await settings.send(method, path, body)).toHaveProperty("value");
  expect(played.repository.environments.get("pypi")?.reviewers).toEqual([{ type: "User", id: 11 }]);
  expect(planGitHub(WISH, await readGitHub(settings))).toEqual([]);
});

test("what a person has set up stays: their reviewers, their branch rules", async () => {
  await using node = nodePorts({});
  await using played = await playGitHub(freshRepository("Ada/Demo"), node.ports);
  played.repository.environments.set("pypi", {
    reviewers: [{ type: "Team", id: 22 }],
    policy: { protected_branches: true, custom_branch_policies: false },
    patterns: [],
    secrets: ["X"],
  });
  const settings = forgeSettings(
    { kind: "github", repository: "Ada/Demo", api: played.api, token: new Secret(PLAYED_TOKEN) },
    node.ports,
  );
  const plan = planGitHub(
    { ...WISH, environments: WISH.environments.slice(0, 1) },
    await readGitHub(settings),
  );
  for (const { method, path, body } of plan)
    expect(await settings.send(method, path, body)).toHaveProperty("value");
  expect(played.repository.environments.get("pypi")).toMatchObject({
    reviewers: [
      { type: "Team", id: 22 },
      { type: "User", id: 11 },
    ],
    policy: { protected_branches: true },
    secrets: ["X"],
  });
});

/** What a plan on GitLab makes, carried out, and what is planned after it. */
async function onGitLab(
  played: PlayedGitLab,
  wish: SetupWish,
  ports: Pick<Ports, "http" | "signal">,
): Promise<{ readonly titles: readonly string[]; readonly after: readonly SetupAction[] }> {
  const settings = forgeSettings(
    { kind: "gitlab", repository: "ada/demo", api: played.api, token: new Secret(PLAYED_GITLAB_TOKEN) },
    ports,
  );
  const plan = planGitLab(wish, await readGitLab(settings, wish));
  for (const { method, path, body } of plan)
    expect(await settings.send(method, path, body)).toHaveProperty("value");
  return {
    titles: plan.map(({ title }) => title),
    after: planGitLab(wish, await readGitLab(settings, wish)),
  };
}

test("GitLab: what is missing is made once, as the free plan has it", async () => {
  await using node = nodePorts({});
  const project = freshProject("ada/demo");
  project.environments.push(...Array.from({ length: 300 }, (_, at) => `review/${at}`), "testpypi");
  await using played = await playGitLab(project, node.ports);
  const { titles, after } = await onGitLab(played, { ...WISH, reviewers: [] }, node.ports);
  expect(titles).toEqual(["create the environment pypi", "allow only maintainers to create tags v*"]);
  expect(after).toEqual([]);
  expect(project.protectedTags).toEqual([{ name: "v*", level: 40 }]);
});

test("GitLab: with protected environments the reviewers approve, and who is there stays", async () => {
  await using node = nodePorts({});
  const project = freshProject("ada/demo", "premium");
  await using played = await playGitLab(project, node.ports);
  const made = await onGitLab(played, WISH, node.ports);
  expect(made.titles).toContain("allow only maintainers to deploy to pypi, with approval");
  expect(made.after).toEqual([]);
  expect(project.protectedEnvironments).toEqual([{ name: "pypi", levels: [40], approvers: [11] }]);
  Object.assign(project.members, { grace: 12 });
  const more = await onGitLab(played, { ...WISH, reviewers: [12] }, node.ports);
  expect(more).toEqual({ titles: ["require approval by the reviewers for deployments to pypi"], after: [] });
  expect(project.protectedEnvironments).toEqual([{ name: "pypi", levels: [40], approvers: [11, 12] }]);
});

test("GitLab: without a token the plan is everything, by hand", () => {
  expect(planGitLab(WISH, null).map(({ byHand }) => byHand)).toEqual([
    "Operate, Environments: New environment pypi",
    "Operate, Environments: New environment testpypi",
    "Settings, Repository, Protected tags: v*, Allowed to create: Maintainers",
  ]);
});

const USUAL = { tags: "v*", branch: "main" };

async function environmentsOf(
  on: string,
  head = "",
): Promise<readonly (readonly [readonly string[], readonly string[]])[]> {
  const jobs = await claimsOf({ ".github/workflows/release.yml": publishingWorkflow({ on, head }) });
  return plannedEnvironments(jobs, USUAL).map(({ tags, branches }) => [tags, branches]);
}

test.each([
  ["its own filter", "push: {tags: ['[0-9]+.[0-9]+.*', '!*rc*']}", ["[0-9]*.[0-9]*.*"], []],
  ["a letter that may be missing", "push: {tags: ['v?1.*']}", ["*1.*"], []],
  ["tags with slashes", "push: {tags: ['release/**']}", ["release/*", "release/**/*"], []],
  ["every tag", "release: {types: [published]}", ["v*"], []],
  ["a branch", "push: {branches: [stable]}", [], ["stable"]],
  ["the main branch", "schedule: [{cron: '0 0 * * *'}]", [], ["main"]],
  ["a tag, or by hand", "push: {tags: ['v*']}, workflow_dispatch: {}", ["v*"], []],
  ["by hand alone", "workflow_dispatch: {}", [], ["main"]],
] as const)("the environment lets in what starts the job: %s", async (_what, on, tags, branches) => {
  expect(await environmentsOf(on)).toEqual([[tags, branches]]);
});

test.each([
  ["[0-9]*.[0-9]*.*", ["1.2.3", "0.9.0", "10.2.0.post1"], ["v1.2.3", "latest"]],
  ["v*", ["v1.0"], ["1.0", "v/1"]],
] as const)("a pattern with sets is compared as the host does: %s", (pattern, fit, not) => {
  for (const tag of fit) expect(globToRegExp(pattern).test(tag), tag).toBe(true);
  for (const tag of not) expect(globToRegExp(pattern).test(tag), tag).toBe(false);
  expect(globToRegExp(pattern).test(sampleOf(pattern))).toBe(true);
});
