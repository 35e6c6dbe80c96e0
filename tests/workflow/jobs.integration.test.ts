import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { runProjectTests, type ProjectTests } from "../../src/workflow/jobs/project-tests.ts";
import { document, run, type Ended } from "../acceptance/cli.ts";
import {
  DEMO_PROJECT,
  DEMO_PYPROJECT,
  releaseWorld,
  type ReleaseWorld,
} from "../acceptance/release-world.ts";

const scratch = mkdtempSync(join(tmpdir(), "workflow-jobs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A machine of its own for each job: nothing is on it but what earlier jobs handed over. */
function machine(release?: string): string {
  const workspace = mkdtempSync(join(scratch, "runner-"));
  if (release !== undefined) cpSync(release, join(workspace, "release"), { recursive: true });
  return workspace;
}

type Outputs = Readonly<Record<string, string>>;

async function job(
  name: string,
  workspace: string,
  world: ReleaseWorld,
  values: Readonly<Record<string, string | undefined>> = {},
  event: Readonly<Record<string, string>> = {},
): Promise<{ readonly ended: Ended; readonly outputs: Outputs }> {
  const given = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[`SHIPWHEEL_${key}`, value]],
    ),
  );
  const env = {
    ...world.env,
    SHIPWHEEL_STATE_DIR: mkdtempSync(join(scratch, "state-")),
    ...EVENT,
    ...event,
    ...given,
  };
  const ended = await run(["workflow", "job", name, "--json", "--no-progress"], { cwd: workspace, env });
  const made = ended.exit === 0 ? (document(ended)["outputs"] as Outputs) : {};
  return { ended, outputs: made };
}

const EVENT = {
  GITHUB_ACTIONS: "true",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REF_TYPE: "tag",
  GITHUB_REF_NAME: "v1.2.3",
  GITHUB_REPOSITORY: "demo/demo",
  GITHUB_OUTPUT: "",
};

/** It fails where the package of the tree is imported. */
const TEST = `import demo_pkg


def test_installed():
    assert "site-packages" in demo_pkg.__file__
`;
const ONE_SYSTEM = `${DEMO_PYPROJECT}\n[tool.shipwheel]\ninstallers = ["uv"]\n\n[tool.shipwheel.workflow]\nsystems = ["ubuntu-latest"]\npython = ["3.11"]\n`;

const TESTED = {
  ...DEMO_PROJECT,
  "pyproject.toml": `${ONE_SYSTEM.replace(
    "[tool.shipwheel.release]\n",
    "[tool.shipwheel.release]\ngates = [\"python -c 'import demo_pkg'\"]\n",
  )}\n[dependency-groups]\ntest = ["pytest"]\n`,
  "tests/__init__.py": "",
  "tests/test_demo.py": TEST,
};

test("a tag goes from plan to a published release, each job on a machine of its own", async () => {
  await using world = await releaseWorld(TESTED, "demo-pkg");
  const { repository, index } = world;
  repository.tag("v1.2.3", "demo-pkg 1.2.3");
  const planned = await job("plan", repository.root, world);
  expect(planned.outputs).toMatchObject({ channel: "pypi" });
  const { plan = "", channel = "" } = planned.outputs;
  const built = await job("build", repository.root, world, { CHANNEL: channel });
  expect(built.ended.exit, built.ended.stdout + built.ended.stderr).toBe(0);
  expect(built.outputs).toMatchObject({ name: "demo-pkg", version: "1.2.3" });
  const release = join(repository.root, "release");
  const DIGESTS = built.outputs["digests"];

  const cell = machine(release);
  const verified = await job("verify", cell, world, { DIGESTS, PLAN: plan, CELL: "ubuntu-latest-3.11" });
  expect(verified.ended.exit, verified.ended.stdout).toBe(0);

  // The project's own tests, which see the installed wheel alone, and its gates; one that fails is told.
  const wheel = join(release, "dist", "demo_pkg-1.2.3-py3-none-any.whl");
  const tested = (directory: string): Promise<ProjectTests> =>
    runProjectTests({ directory, distributions: [wheel], python: null }, node.ports);
  await using node = nodePorts({});
  expect(await tested(repository.root)).toEqual({
    passed: true,
    lines: [
      "gate python -c 'import demo_pkg': passed, exited with 0",
      "pytest exited with 0",
      expect.stringMatching(/^1 passed/),
    ],
  });
  const failing = machine();
  cpSync(repository.root, failing, { recursive: true });
  writeFileSync(join(failing, "tests", "test_more.py"), "def test_more():\n    assert 1 == 2\n");
  const failed = await tested(failing);
  expect([failed.passed, failed.lines.join("\n")]).toEqual([false, expect.stringContaining("assert 1 == 2")]);
  const judge = machine();
  expect((await job("verified", judge, world, { DIGESTS, PLAN: plan })).ended.stdout).toContain(
    "no result for",
  );
  cpSync(join(cell, "results"), join(judge, "results"), { recursive: true });
  expect((await job("verified", judge, world, { DIGESTS, PLAN: plan })).outputs).toEqual({
    verified: "true",
  });

  // A result of another plan, a foreign one, one that failed, and one of other files.
  const path = join(judge, "results", "ubuntu-latest-3.11.json");
  const good = readFileSync(path, "utf8");
  for (const [from, to, reason] of [
    [/"plan":"../, '"plan":"00', "belongs to a different plan"],
    [/"cell":"ubuntu/, '"cell":"plan9', "was not planned"],
    ["true", "false", "failed"],
    [/"digests":"../, '"digests":"zz', "is for different files"],
  ] as const) {
    writeFileSync(path, good.replace(from, to));
    expect((await job("verified", judge, world, { DIGESTS, PLAN: plan })).ended.stdout).toContain(reason);
  }

  // Wheels that other machines built are collected beside the sdist, if they are of the same release and for everybody.
  const wheelName = "demo_pkg-1.2.3-py3-none-any.whl";
  const sdistOnly = JSON.stringify(
    Object.fromEntries(
      Object.entries(JSON.parse(DIGESTS ?? "") as Record<string, string>).filter(
        ([file]) => !file.endsWith(".whl"),
      ),
    ),
  );
  const collected = async (...names: readonly string[]): Promise<Ended & { outputs: Outputs }> => {
    const place = machine(release);
    rmSync(join(place, "release", "dist", wheelName));
    for (const name of names) cpSync(wheel, join(place, "wheels", name));
    const { ended, outputs } = await job("collect", place, world, { DIGESTS: sdistOnly });
    return { ...ended, outputs };
  };
  expect((await collected(wheelName)).outputs).toEqual({
    digests: DIGESTS,
    name: "demo-pkg",
    version: "1.2.3",
  });
  expect((await collected()).stdout).toContain("no job built a wheel");
  const local = await collected("demo_pkg-1.2.3-cp311-cp311-linux_x86_64.whl");
  expect([local.exit, local.stdout]).toEqual([
    1,
    expect.stringContaining("for the machine that built it only"),
  ]);

  // A changed byte, and a file too many: nothing is sent.
  const target = { INDEX: index.index.uploadUrl, DIGESTS };
  for (const change of ["dist/demo_pkg-1.2.3.tar.gz", "dist/evil-1.0.tar.gz"]) {
    const tampered = machine(release);
    appendFileSync(join(tampered, "release", change), "x");
    const refused = await job("publish", tampered, world, target);
    expect(document(refused.ended).error["code"]).toBe("workflow/other-bytes");
  }
  expect(await world.shown("demo-pkg")).toEqual([]);

  expect((await job("draft", machine(release), world, { DIGESTS })).ended.exit).toBe(0);
  expect(world.forge.releases).toMatchObject([{ tag_name: "v1.2.3", draft: true }]);
  // Run again over the draft that is left: none is doubled.
  expect((await job("draft", machine(release), world, { DIGESTS })).ended.exit).toBe(0);
  expect(world.forge.releases).toHaveLength(1);
  const published = await job("publish", machine(release), world, target);
  expect(published.ended.exit, published.ended.stdout + published.ended.stderr).toBe(0);
  expect(await world.shown("demo-pkg")).toEqual(readdirSync(join(release, "dist")).toSorted());
  // Run again on a fresh machine: everything is there already.
  expect((await job("publish", machine(release), world, target)).ended.exit).toBe(0);
  const installed = await job("installed", machine(release), world, target);
  expect(installed.ended.exit, installed.ended.stdout).toBe(0);
  expect((await job("announce", machine(release), world, { DIGESTS })).ended.exit).toBe(0);
  expect(world.forge.releases).toMatchObject([{ tag_name: "v1.2.3", draft: false }]);
  // Each day: what the index has is installed, and a project that is not there fails.
  const day = { INDEX: index.index.uploadUrl, SIMPLE_URL: index.index.simpleUrl, PROJECT: "demo-pkg" };
  const watched = await job("watch", machine(), world, day);
  expect(watched.ended.exit, watched.ended.stdout).toBe(0);
  expect((await job("watch", machine(), world, { ...day, PROJECT: "demo-gone" })).ended.exit).toBe(4);
});

test("a commit between releases becomes a development release, and nothing is tagged, drafted or written", async () => {
  const files = { ...DEMO_PROJECT, "pyproject.toml": ONE_SYSTEM };
  await using world = await releaseWorld(files, "demo-pkg");
  const { repository } = world;
  repository.tag("v1.2.3", "demo-pkg 1.2.3");
  repository.commit("fix: more", { "notes.txt": "more\n" });
  const before = repository.git("status", "--porcelain");
  const branch = { GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "main" };
  const summary = join(scratch, "summary.md");
  const built = await job("build", repository.root, world, { CHANNEL: "none" }, branch);
  expect(built.ended.exit, built.ended.stdout + built.ended.stderr).toBe(0);
  expect(built.outputs["version"]).toMatch(/^1\.2\.4\.dev\d{14}$/);
  const [sdist] = readdirSync(join(repository.root, "release", "dist")).toSorted();
  expect(sdist).toContain(String(built.outputs["version"]));
  expect(repository.git("tag", "--list").trim()).toBe("v1.2.3");
  expect(repository.git("status", "--porcelain").replace("?? release/", "").trim()).toBe(before.trim());
  expect(readFileSync(join(repository.root, "pyproject.toml"), "utf8")).toContain('version = "1.2.3"');
  expect(world.forge.releases).toEqual([]);

  // What a person reads of it: the time from the commit, and what was uploaded.
  const target = { INDEX: world.index.index.uploadUrl, DIGESTS: built.outputs["digests"] };
  const page = { ...branch, GITHUB_STEP_SUMMARY: summary, SHIPWHEEL_FORMAT: "github" };
  const published = await run(["workflow", "job", "publish", "--format", "github", "--no-progress"], {
    cwd: machine(join(repository.root, "release")),
    env: {
      ...world.env,
      ...EVENT,
      ...page,
      SHIPWHEEL_INDEX: target.INDEX,
      SHIPWHEEL_DIGESTS: target.DIGESTS ?? "",
    },
  });
  expect(published.exit, published.stdout + published.stderr).toBe(0);
  expect(readFileSync(summary, "utf8")).toMatch(/^## ✅ workflow job publish/m);
  expect(readFileSync(summary, "utf8")).toMatch(/^- from the commit to .* of 5 min/m);
});

test("a project whose route is an index of its own goes there by its token, and nowhere else", async () => {
  const routed = `${ONE_SYSTEM}\n[tool.shipwheel.release.routes]\nstable = "house"\n\n[tool.shipwheel.publish.indexes.house]\nurl = "https://house.example/upload/"\n`;
  await using world = await releaseWorld({ ...DEMO_PROJECT, "pyproject.toml": routed }, "demo-pkg");
  world.repository.tag("v1.2.3", "demo-pkg 1.2.3");
  expect((await job("plan", world.repository.root, world)).outputs["channel"]).toBe("house");
  const built = await job("build", world.repository.root, world, { CHANNEL: "house" });
  expect(built.ended.exit, built.ended.stdout).toBe(0);
  const { uploadUrl: INDEX, simpleUrl: SIMPLE_URL, token: TOKEN } = world.index.index;
  const values = { INDEX, SIMPLE_URL, AUTH: "token", DIGESTS: built.outputs["digests"] };
  const there = machine(join(world.repository.root, "release"));
  expect((await job("publish", there, world, values)).ended.exit).toBe(5);
  const published = await job("publish", there, world, { ...values, TOKEN });
  expect(published.ended.exit, published.ended.stdout + published.ended.stderr).toBe(0);
  expect(await world.shown("demo-pkg")).toHaveLength(2);
});

test("a fork's pull request gets no channel, whatever its pyproject.toml asks for", async () => {
  const poisoned = `${ONE_SYSTEM}\n[tool.shipwheel.release.routes]\ndev = "pypi"\nstable = "pypi"\n`;
  await using world = await releaseWorld({ ...DEMO_PROJECT, "pyproject.toml": poisoned }, "demo-pkg");
  const { repository } = world;
  repository.tag("v1.2.3", "demo-pkg 1.2.3");
  const pull = {
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_REF_TYPE: "branch",
    GITHUB_REF_NAME: "1/merge",
    ACTIONS_ID_TOKEN_REQUEST_URL: "",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "",
    GITHUB_TOKEN: "",
  };
  const planned = await job("plan", repository.root, world, { CHANNEL: "none" }, pull);
  expect(planned.outputs["channel"]).toBe("none");
  const unasked = await job("plan", repository.root, world, {}, pull);
  expect(unasked.outputs["channel"]).toBe("none");
  // Nor would a publishing job that it started itself have an identity.
  const built = await job("build", repository.root, world, { CHANNEL: "none" }, pull);
  expect(built.ended.exit, built.ended.stdout).toBe(0);
  const target = { INDEX: world.index.index.uploadUrl, DIGESTS: built.outputs["digests"] };
  const published = await job("publish", machine(join(repository.root, "release")), world, target, pull);
  expect(published.ended.exit).not.toBe(0);
  expect(await world.shown("demo-pkg")).toEqual([]);
  expect(world.forge.log).toEqual([]);
});
