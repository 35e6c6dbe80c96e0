import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { openJournal } from "../../src/engine/journal/journal.ts";
import { freezeSet } from "../../src/release/state/frozen-set.ts";
import { releaseDirectory } from "../../src/release/state/release-state.ts";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { runHere } from "../support/in-process.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { document, type Ended } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

const JSON_PAGE = { accept: "application/vnd.pypi.simple.v1+json" };
const STEPS = "prove promote credentials tag push-tag draft assets upload announce seal";

interface Report {
  readonly complete: boolean;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly state?: string }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
  readonly error?: { readonly code: string; readonly message: string };
}

let trial: TestIndex;
let world: ReleaseWorld;
beforeAll(async () => {
  trial = await testIndex();
  const pyproject = `${DEMO_PYPROJECT}verify-published = false\n\n[tool.shipwheel.publish.indexes.trial]\nurl = "${trial.index.uploadUrl}"\nkind = "testpypi"\n`;
  world = await releaseWorld({ ...DEMO_PROJECT, "pyproject.toml": pyproject }, "demo-pkg", {
    SHIPWHEEL_TOKEN_TRIAL: trial.index.token,
  });
}, 60_000);
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await trial[Symbol.asyncDispose]();
});

async function command(name: string, ...more: readonly string[]): Promise<{ ended: Ended; report: Report }> {
  const [, root = "", ...args] = world.args();
  const own =
    name === "status"
      ? args.filter((each) => !["--auth", "trusted", "--installer", "uv"].includes(each))
      : args;
  const ended = await runHere([name, root, ...own, ...more], { env: world.env });
  return { ended, report: document(ended) as unknown as Report };
}

const FROM = ["--promote-from", "trial"];
const ids = ({ steps }: Report): string => steps.map(({ id }) => id).join(" ");

async function digests(it: TestIndex): Promise<Readonly<Record<string, string>>> {
  const page = await it.get("/simple/demo-pkg/", JSON_PAGE);
  if (page.status === 404) return {};
  const { files } = JSON.parse(page.text) as { files: { filename: string; hashes: { sha256: string } }[] };
  return Object.fromEntries(files.map((file) => [file.filename, file.hashes.sha256]));
}

const sha256 = (file: DemoFile): string => createHash("sha256").update(file.bytes).digest("hex");

test("an index is not promoted to itself, and nothing is promoted from one that has nothing", async () => {
  const itself = await command("plan", "--promote-from", world.index.index.uploadUrl);
  expect([itself.ended.exit, itself.report.error?.code]).toEqual([2, "usage/promoted-to-itself"]);
  const nothing = await command("release", ...FROM);
  expect(nothing.ended.exit).not.toBe(0);
  expect(nothing.report.error?.code).toBe("release/nothing-to-promote");
  expect(nothing.report.error?.message).toContain("no file of this version");
  expect([await digests(world.index), world.forge.releases.length]).toEqual([{}, 0]);
});

test("files that PyPI would reject stop the promotion before anything is made", async () => {
  const bad = demoWheel({
    name: "demo-pkg",
    version: "1.2.3",
    members: { "demo_pkg-1.2.3.dist-info/entry_points.txt": "[console_scripts]\ndemo = nowhere:main\n" },
  });
  expect((await trial.upload(bad)).status).toBe(200);
  const { ended, report } = await command("release", ...FROM);
  expect(ended.exit).not.toBe(0);
  expect(report.findings.map(({ rule }) => rule)).toContain("E004");
  expect([await digests(world.index), world.forge.releases.length]).toEqual([{}, 0]);
  await trial.index.deleteFile("demo-pkg", bad.fileName);
});

test("what this machine released there is compared: another commit, other files", async () => {
  const wheel = demoWheel({ name: "demo-pkg", version: "1.2.3", tag: "py3-none-win32" });
  expect((await trial.upload(wheel)).status).toBe(200);
  const rules = async (commit: string, digest: string): Promise<readonly string[]> => {
    await using node = nodePorts({});
    const variables = { SHIPWHEEL_STATE_DIR: world.state };
    const environment = { ...node.ports.environment, variables };
    const directory = releaseDirectory(
      { project: "demo-pkg", version: "1.2.3", index: "trial" },
      environment,
    );
    rmSync(directory, { recursive: true, force: true });
    const journal = await openJournal(join(directory, "journal.jsonl"), node.ports);
    await freezeSet(journal, [{ fileName: wheel.fileName, size: wheel.bytes.length, sha256: digest }]);
    await journal.append("rehearsed", { commit });
    const { ended, report } = await command("release", ...FROM);
    expect(ended.exit).not.toBe(0);
    rmSync(directory, { recursive: true, force: true });
    return report.findings.map(({ rule }) => rule);
  };
  const head = world.repository.git("rev-parse", "HEAD").trim();
  expect(await rules("0".repeat(40), sha256(wheel))).toEqual(["U017"]);
  expect(await rules(head, "0".repeat(64))).toEqual(["U016"]);
  expect([await digests(world.index), world.forge.releases.length]).toEqual([{}, 0]);
  await trial.index.deleteFile("demo-pkg", wheel.fileName);
});

test("a download that is not what the page says stops the promotion: nothing is made", async () => {
  const file = demoWheel({ name: "demo-pkg", version: "1.2.3" });
  const other = demoWheel({ name: "demo-pkg", version: "1.2.3", salt: "other" });
  await using node = nodePorts({});
  await using lying = await node.ports.servers.listen(({ url }) => {
    const files = [{ filename: file.fileName, url: "/given.whl", hashes: { sha256: sha256(file) } }];
    const page = JSON.stringify({ meta: { "api-version": "1.1" }, name: "demo-pkg", files });
    if (url === "/given.whl") return Promise.resolve({ status: 200, headers: {}, body: other.bytes });
    const headers = { "content-type": JSON_PAGE.accept };
    return Promise.resolve(
      url === "/simple/demo-pkg/" ? { status: 200, headers, body: page } : { status: 404, headers: {} },
    );
  });
  const { ended, report } = await command("release", "--promote-from", `${lying.origin}/legacy/`);
  expect(ended.exit).not.toBe(0);
  expect(report.error?.code, ended.stdout).toBe("release/other-bytes");
  expect(report.error?.message).toContain(sha256(other));
  expect(report.error?.message).toContain(sha256(file));
  expect([await digests(world.index), world.forge.releases.length]).toEqual([{}, 0]);
  expect(world.repository.git("tag", "--list").trim()).toBe("");
});

test("the same bytes go from one index to the other, under one tag; plan, dry run and status agree", async () => {
  const headers = ["Requires-Python: >=3.9", "Summary: A demo", "License-Expression: MIT"];
  const files = [
    demoWheel({ name: "demo-pkg", version: "1.2.3", tag: "py3-none-win_amd64", headers }),
    demoSdist({ name: "demo-pkg", version: "1.2.3", headers }),
  ];
  for (const file of files) expect((await trial.upload(file)).status).toBe(200);
  for (const each of [await command("plan", ...FROM), await command("release", "--dry-run", ...FROM)])
    expect([each.ended.exit, ids(each.report)]).toEqual([0, STEPS]);
  const { ended, report } = await command("release", ...FROM);
  expect([ended.exit, ids(report)], ended.stdout + ended.stderr).toEqual([0, STEPS]);
  expect(await digests(world.index)).toEqual(
    Object.fromEntries(files.map((each) => [each.fileName, sha256(each)])),
  );
  expect(await digests(world.index)).toEqual(await digests(trial));
  expect(world.repository.git("tag", "--list").trim()).toBe("v1.2.3");
  expect(world.forge.releases).toMatchObject([{ draft: false }]);
  const status = await command("status", ...FROM);
  expect([status.report.complete, status.report.steps.every(({ state }) => state === "done")]).toEqual([
    true,
    true,
  ]);
  const again = await command("release", ...FROM);
  expect(again.ended.exit).toBe(0);
  expect(trial.index.log.filter(({ url }) => url.startsWith("/files/")).length).toBeLessThanOrEqual(4);
});
