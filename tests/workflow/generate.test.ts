import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseYamlFile } from "../../src/tree/formats/yaml-file.ts";
import { generateFiles } from "../../src/workflow/generate/generate.ts";
import { packageSuffix } from "../../src/workflow/generate/facts.ts";
import type { WorkflowFacts } from "../../src/workflow/generate/facts.ts";
import { facts, SPREAD } from "./facts.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string; readonly url: string };
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly "cache-mode"?: string;
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const nothing = (): Promise<null> => Promise.resolve(null);

async function workflows(of = facts()): Promise<ReadonlyMap<string, Workflow>> {
  const files = await generateFiles("github", of, nothing);
  return new Map(
    files
      .filter(({ path }) => path.startsWith(".github/workflows/"))
      .map(({ path, after }) => [path.split("/").at(-1) ?? "", parse(after) as Workflow]),
  );
}

const isOurs = (step: Step): string | null =>
  / workflow job (\S+) --format github$/.exec(step.run ?? "")?.[1] ??
  (step.with?.["command"] === "workflow job" ? (step.with["arguments"] ?? null) : null);
/** What starts code of the project, or anything that came with it. */
const RUNS_PROJECT_CODE = new Set(["build", "sdist", "verify", "installed", "watch"]);
const runsProjectCode = (job: Job): boolean =>
  job.steps.some(
    (step) => RUNS_PROJECT_CODE.has(isOurs(step) ?? "") || step.uses?.startsWith("pypa/cibuildwheel@"),
  );

describe.each(Object.entries(SPREAD))("the workflows of %s", (_name, of) => {
  test("P1: no job has both project code and an identity or any write permission", async () => {
    const jobs = [...(await workflows(of)).values()].flatMap((workflow) => Object.values(workflow.jobs));
    const running = jobs.filter(runsProjectCode);
    expect(running.length).toBeGreaterThan(3);
    expect(running.flatMap(({ permissions }) => Object.values(permissions))).not.toContain("write");
  });

  test("P2: no job has both an identity and write access to the contents", async () => {
    for (const [, { jobs }] of await workflows(of))
      for (const { permissions } of Object.values(jobs))
        expect(permissions["id-token"] === "write" && permissions["contents"] === "write").toBe(false);
  });

  test("P3, P8: the workflow has no permission, each job states its own and a timeout", async () => {
    for (const [, { permissions, jobs }] of await workflows(of)) {
      expect(permissions).toEqual({});
      for (const job of Object.values(jobs)) {
        expect(job.permissions).toBeDefined();
        expect(job["timeout-minutes"]).toBeGreaterThan(0);
      }
    }
  });

  test("P4: distributions are handed over by artifact id and digests", async () => {
    for (const [, { jobs }] of await workflows(of))
      for (const [id, job] of Object.entries(jobs)) {
        const releases = job.steps.filter((step) => step.with?.["path"] === "release");
        const maker = ["wheels", "build"].includes(id) ? "sdist" : "build";
        for (const step of releases.filter(({ uses }) => uses?.includes("download-artifact")))
          expect(step.with).toMatchObject({
            "artifact-ids": `\${{ needs.${maker}.outputs.artifact-id }}`,
          });
        if (
          !["attest", "watch", "wheels"].includes(id) &&
          job.steps.some((step) => step.uses?.includes("download-artifact"))
        )
          expect(
            job.steps.some((step) => step.env?.["SHIPWHEEL_DIGESTS"] !== undefined),
            id,
          ).toBe(true);
      }
  });

  test("P5: nothing restores a cache", async () => {
    for (const [, workflow] of await workflows(of)) {
      if (!of.settings["enterprise-server"]) expect(workflow["cache-mode"]).toBe("none");
      for (const { steps } of Object.values(workflow.jobs))
        for (const { uses = "", with: inputs = {} } of steps) {
          expect(uses).not.toContain("actions/cache");
          expect(inputs).not.toHaveProperty("cache");
          if (uses.includes("setup-node")) expect(inputs["package-manager-cache"]).toBe(false);
        }
    }
  });

  test("P6, P9, P15: publishing jobs have an environment and a guard, and neither checkout nor Python", async () => {
    for (const [, { jobs }] of await workflows(of))
      for (const [id, job] of Object.entries(jobs).filter(([each]) => /^publish-(?!release$)/.test(each))) {
        const { pypi, testpypi } = of.settings.environments;
        const own = { "publish-pypi": pypi, "publish-testpypi": testpypi }[id];
        expect(job.environment?.name).toBe(own ?? "house");
        expect(job.if).toMatch(/needs\.verified\.outputs\.verified == 'true'/);
        expect(job.if).toMatch(/github\.event_name == '/);
        expect(job.if).toMatch(/github\.ref/);
        expect(job.if).toMatch(/!github\.event\.repository\.fork/);
        expect(Object.keys(job.permissions)).toEqual(own === undefined ? [] : ["id-token"]);
        expect(job.steps.some(({ uses = "" }) => /checkout|setup-python/.test(uses))).toBe(false);
      }
  });

  test("P7: a run that publishes is never cancelled", async () => {
    for (const [, { concurrency, jobs }] of await workflows(of))
      expect(concurrency["cancel-in-progress"]).toBe(
        !Object.keys(jobs).some((id) => id.startsWith("publish-")),
      );
  });

  test("P11: the draft comes before PyPI, and the release is published after it", async () => {
    const { jobs } = (await workflows(of)).get(`release${packageSuffix(of)}.yml`) as Workflow;
    const isHouse = of.privateIndexes.some(({ isMain }) => isMain);
    expect(jobs[isHouse ? "publish-house" : "publish-pypi"]?.needs).toContain("draft-release");
    expect(jobs["publish-release"]?.needs).toEqual([
      "build",
      "draft-release",
      isHouse ? "publish-house" : "installed-pypi",
    ]);
    expect(jobs["draft-release"]?.needs).toContain("verified");
  });

  test("P12, P13: no reusable workflow, no pull_request_target, no secret, no expression in a script", async () => {
    for (const { path, after } of await generateFiles("github", of, nothing)) {
      expect(after, path).not.toMatch(/pull_request_target|workflow_call|secrets: inherit/);
      // An index without trusted publishing has a token, in its environment alone.
      const stored = after.match(/secrets\.\w+/g) ?? [];
      const isOwn = of.privateIndexes.length > 0 && path.endsWith("release.yml");
      expect(stored, path).toEqual(isOwn ? ["secrets.SHIPWHEEL_TOKEN"] : []);
      for (const line of after.split("\n").filter((each) => each.trim().startsWith("run:")))
        expect(line).toMatch(/^ +run: npx --yes shipwheel@[\d.]+ workflow job [a-z]+ --format github$/);
    }
  });

  test("every action is pinned to a commit, with its version", async () => {
    for (const { after } of await generateFiles("github", of, nothing))
      for (const line of after.split("\n").filter((each) => each.includes("uses:")))
        expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("the pull-request workflow can publish nothing, and the trigger of releases takes no development tag", async () => {
    const all = await workflows(of);
    const own = packageSuffix(of);
    const pull = all.get(`packaging${own}.yml`) as Workflow;
    for (const { permissions } of Object.values(pull.jobs))
      expect(Object.values(permissions)).not.toContain("write");
    const { tags } = (all.get(`release${own}.yml`) as Workflow).on["push"] as {
      readonly tags: readonly string[];
    };
    expect(tags).toEqual([of.tags, `!${of.developmentTags}`]);
  });
});

test("a project whose releases go to an index of its own sends nothing to the public ones", async () => {
  const all = await generateFiles("github", SPREAD["a private index"] as WorkflowFacts, nothing);
  expect(all.map(({ path }) => path).join()).not.toContain("watch");
  for (const { path, after } of all.filter((each) => each.path.includes("workflows/")))
    expect(after, path).not.toMatch(/pypi/i);
  const { jobs } = parse(all[0]?.after ?? "") as Workflow;
  const [, , , step] = jobs["publish-house"]?.steps ?? [];
  expect(step?.env).toMatchObject({
    SHIPWHEEL_INDEX: "https://house.example/upload/",
    SHIPWHEEL_AUTH: "token",
  });
  const development = (await workflows(SPREAD["a private index for development releases"])).get(
    "release.yml",
  );
  expect(development?.jobs["publish-house"]?.if).toContain("channel == 'house'");
  expect(development?.jobs["publish-pypi"]?.if).toContain("channel == 'pypi'");
});

test("packages of one repository have workflows of their own, which do not wait for each other", async () => {
  const of = SPREAD["a package of a monorepo"] as WorkflowFacts;
  const [one, other] = [of, { ...of, project: "Other.One", directory: "packages/other" }];
  const [first, second] = [
    await generateFiles("github", one, nothing),
    await generateFiles("github", other, nothing),
  ];
  const shared = first.filter(({ path }) => second.some((each) => each.path === path));
  expect(shared.map(({ path }) => path)).toEqual([".github/dependabot.yml", ".github/actionlint.yaml"]);
  const release = second.find(({ path }) => path === ".github/workflows/release-other-one.yml");
  const { on, concurrency } = parse(release?.after ?? "") as Workflow & { concurrency: { group: string } };
  expect(on["push"]).toMatchObject({ paths: ["packages/other/**"] });
  expect(concurrency.group).toBe("release-other-one-${{ github.ref }}");
});

test("wheels of several platforms are built from the sdist, and the job that collects them runs nothing of the project", async () => {
  const all = await workflows(SPREAD["wheels of several platforms"]);
  const { sdist, wheels, build, verify } = (all.get("release.yml") as Workflow).jobs;
  expect(Object.values(sdist?.permissions ?? {}).join()).toMatch(/^read/);
  expect([wheels?.permissions, build?.permissions]).toEqual([{}, {}]);
  expect(wheels?.steps.map(({ uses }) => uses?.split("@")[0])).toEqual([
    "actions/download-artifact",
    "pypa/cibuildwheel",
    "actions/upload-artifact",
  ]);
  expect(wheels?.steps[1]?.with?.["package-dir"]).toBe("release/${{ needs.sdist.outputs.file }}");
  expect(build?.needs).toEqual(["sdist", "wheels"]);
  expect(build?.steps.map(isOurs).filter(Boolean)).toEqual(["collect"]);
  expect(verify?.needs).toEqual(["plan", "build"]);
});

describe("files that are there", () => {
  const stored = new Map<string, string>();
  const read = (path: string): Promise<string | null> => Promise.resolve(stored.get(path) ?? null);

  test("a second run changes nothing, also with Windows line endings", async () => {
    for (const { path, after } of await generateFiles("github", facts(), nothing)) stored.set(path, after);
    const states = (await generateFiles("github", facts(), read)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["same"]));
    for (const [path, text] of stored) stored.set(path, text.replaceAll("\n", "\r\n"));
    expect((await generateFiles("github", facts(), read)).every(({ state }) => state === "same")).toBe(true);
  });

  test("an untouched file follows the settings, an edited or a foreign one does not", async () => {
    stored.clear();
    for (const { path, after } of await generateFiles("github", facts(), nothing)) stored.set(path, after);
    const other = facts({ environments: { pypi: "production", testpypi: "testpypi" } });
    const release = ".github/workflows/release.yml";
    const stateOf = async (): Promise<string | undefined> =>
      (await generateFiles("github", other, read)).find(({ path }) => path === release)?.state;
    expect(await stateOf()).toBe("stale");
    stored.set(release, `${stored.get(release)}# mine\n`);
    expect(await stateOf()).toBe("edited");
    stored.set(release, "on: push\n");
    expect(await stateOf()).toBe("edited");
  });

  test("a Dependabot file that looks after the actions stays", async () => {
    stored.clear();
    stored.set(".github/dependabot.yml", 'version: 2\nupdates:\n  - package-ecosystem: "github-actions"\n');
    const made = await generateFiles("github", facts(), read);
    expect(made.find(({ path }) => path === ".github/dependabot.yml")?.state).toBe("kept");
  });
});

test("the pipeline of GitLab gives an identity to the publishing jobs alone", async () => {
  const [file] = await generateFiles("gitlab", facts(), nothing);
  const { problems } = await parseYamlFile(".gitlab-ci.yml", file?.after ?? "");
  expect(problems).toEqual([]);
  const pipeline = parse(file?.after ?? "") as Readonly<
    Record<string, { readonly id_tokens?: object; readonly needs?: readonly { readonly job: string }[] }>
  >;
  const withIdentity = Object.entries(pipeline).flatMap(([id, job]) =>
    job.id_tokens === undefined ? [] : [id],
  );
  expect(withIdentity).toEqual(["publish-testpypi", "publish-pypi"]);
  expect(Object.keys(pipeline["publish-pypi"]?.id_tokens ?? {})).toEqual([
    "PYPI_ID_TOKEN",
    "SIGSTORE_ID_TOKEN",
  ]);
  // Nothing is published that was not verified.
  const needs = (id: string): readonly string[] => pipeline[id]?.needs?.map(({ job }) => job) ?? [];
  for (const id of withIdentity) expect(needs(id)).toContain("verified");
  expect(needs("verified")).toEqual(["plan", "build", "verify"]);
});
