import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { forgeSettings, type ForgeSettings } from "../../src/doctor/forge/forge-settings.ts";
import { planGitHub, readGitHub } from "../../src/doctor/setup/github-plan.ts";
import { planGitLab, readGitLab } from "../../src/doctor/setup/gitlab-plan.ts";
import { Secret } from "../../src/ports/secret.ts";
import { freshRepository, playGitHub, PLAYED_TOKEN } from "../support/played-github.ts";

const WISH = {
  environments: [
    { name: "pypi", index: "pypi" },
    { name: "testpypi", index: "testpypi" },
  ],
  tags: "v*",
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
    "make the environment pypi with its reviewers",
    "let tags v* use the environment pypi",
    "make the environment testpypi",
    "let tags v* use the environment testpypi",
    "let the branch main use the environment testpypi",
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
    { ...WISH, environments: [{ name: "pypi", index: "pypi" }] },
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

test("GitLab: what is missing, and nothing else", async () => {
  const there: Readonly<Record<string, unknown>> = {
    "environments?per_page=100": [{ name: "testpypi" }],
    "protected_tags?per_page=100": [],
  };
  const forge = {
    title: "GitLab",
    get: (path: string) => Promise.resolve({ value: there[path] }),
  } as unknown as ForgeSettings;
  expect(planGitLab(WISH, await readGitLab(forge)).map(({ title }) => title)).toEqual([
    "make the environment pypi",
    "let maintainers alone make tags v*",
  ]);
  expect(planGitLab(WISH, { environments: ["pypi", "testpypi"], protectedTags: ["v*"] })).toEqual([]);
});
