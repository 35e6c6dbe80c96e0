import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { findUv } from "../support/python-tools.ts";
import { upload2 } from "../support/upload-2.ts";
import { document, run, start } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld } from "./release-world.ts";

const JSON_PAGE = { accept: "application/vnd.pypi.simple.v1+json" };
const STEPS = "prove rehearse credentials tag push-tag draft assets stage verify-staged upload announce seal";

interface Report {
  readonly complete: boolean;
  readonly steps: readonly { readonly id: string; readonly outcome: string; readonly detail: string }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
}

const idsOf = ({ steps }: { readonly steps: readonly { readonly id: string }[] }): string =>
  steps.map(({ id }) => id).join(" ");

async function shown(it: TestIndex, project: string): Promise<readonly string[]> {
  const page = await it.get(`/simple/${project}/`, JSON_PAGE);
  if (page.status === 404) return [];
  const { files } = JSON.parse(page.text) as { files: { filename: string }[] };
  return files.map((file) => file.filename).sort();
}

/** Sessions that the index still has open: a new one can be opened when there is none. */
async function isFree(it: TestIndex, name: string, version: string): Promise<boolean> {
  return (await upload2(it).create(name, version)).status === 201;
}

describe("a release on an index with staged releases", () => {
  test("is tried from the preview by real installers before it is public, then published and announced", async () => {
    await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg", {}, { sessions: "immediate" });
    const planned = document(await run(["plan", ...world.args("--online").slice(1)], { env: world.env }));
    expect(idsOf(planned as unknown as Report)).toBe(STEPS);
    const ended = await world.release("--installer", "pip");
    const report = document(ended) as unknown as Report;
    expect([ended.exit, report.complete], ended.stdout + ended.stderr).toEqual([0, true]);
    expect(idsOf(report)).toBe(STEPS);
    const trial = report.steps.find(({ id }) => id === "verify-staged");
    expect(trial).toMatchObject({
      outcome: "done",
      detail: expect.stringContaining("trials from the preview"),
    });
    const { log } = world.index.index;
    const times = (prefix: string, method = "GET"): readonly number[] =>
      log.flatMap((entry, at) => (entry.method === method && entry.url.startsWith(prefix) ? [at] : []));
    const published = log.findIndex(({ url, method }) => method === "POST" && url.endsWith("/publish"));
    const byPip = log.findIndex(
      ({ url, userAgent }) => url.startsWith("/stage/") && userAgent.startsWith("pip/"),
    );
    expect(byPip).toBeGreaterThan(0);
    expect(byPip).toBeLessThan(published);
    expect(times("/legacy/", "POST")).toEqual([]);
    expect((await world.shown("demo-pkg")).length).toBe(2);
    expect(world.forge.releases).toMatchObject([{ draft: false }]);
    const status = document(await world.status()) as unknown as Report;
    expect([status.complete, idsOf(status)]).toEqual([true, STEPS.replace(" credentials", "")]);
    const again = document(await world.release()) as unknown as Report;
    expect(again.steps.every(({ outcome }) => outcome === "already")).toBe(true);
  });

  test("that fails in its preview leaves nothing: no session, no file, a draft", async () => {
    await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg", {}, { sessions: "immediate" });
    world.index.index.faults.areStagesHidden = true;
    const ended = await world.release();
    const report = document(ended) as unknown as Report;
    expect([ended.exit === 0, report.complete]).toEqual([false, false]);
    expect(report.steps.find(({ outcome }) => outcome === "failed")?.id).toBe("verify-staged");
    expect(ended.stderr + ended.stdout).toContain("canceled");
    expect(await world.shown("demo-pkg")).toEqual([]);
    expect(world.forge.releases).toMatchObject([{ draft: true }]);
    expect(await isFree(world.index, "demo-pkg", "1.2.3")).toBe(true);
  });

  test("in the settings it is known without asking", async () => {
    await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg", {}, { sessions: "immediate" });
    const section = (sessions: string): string =>
      `${DEMO_PYPROJECT}\n[tool.shipwheel.publish.indexes.house]\nurl = "${world.index.index.uploadUrl}"\nkind = "pypi"\nsessions = "${sessions}"\n`;
    const stepsOf = async (sessions: string): Promise<string> => {
      world.repository.commit(`with ${sessions}`, { "pyproject.toml": section(sessions) });
      const args = ["plan", world.repository.root, "--index", "house", "--auth", "trusted", "--json"];
      return idsOf(document(await runHere(args, { env: world.env })) as unknown as Report);
    };
    const attested = STEPS.replace("rehearse", "rehearse attest");
    expect(await stepsOf(world.index.index.sessionsUrl ?? "")).toBe(attested);
    expect(await stepsOf("none")).toBe(
      attested.replace("stage verify-staged upload", "upload verify-published"),
    );
  });
});

describe("files published to an index with staged releases", () => {
  const WHEEL = demoWheel();
  const SDIST = demoSdist();
  const OTHER_WHEEL = demoWheel({ tag: "cp312-cp312-win_amd64" });

  function job(it: TestIndex, path: string, files: readonly DemoFile[], machine = "state") {
    mkdirSync(join(path, "dist"), { recursive: true });
    const paths = files.map((file) => {
      writeFileSync(join(path, "dist", file.fileName), file.bytes);
      return join(path, "dist", file.fileName);
    });
    return {
      args: ["publish", "--index", it.index.uploadUrl, "--no-check", "--json", ...paths],
      env: {
        SHIPWHEEL_STATE_DIR: join(path, machine),
        PATH: process.env["PATH"] ?? "",
        SHIPWHEEL_TOKEN: it.index.token,
      },
    };
  }

  test.each(["immediate", "deferred"] as const)("%s: all at once", async (sessions) => {
    using scratch = temporaryDirectory();
    await using it = await testIndex({ settings: { sessions } });
    const { args, env } = job(it, scratch.path, [WHEEL, OTHER_WHEEL, SDIST]);
    const ended = await runHere(args, { env });
    expect([ended.exit, (await shown(it, "demo-pkg")).length], ended.stdout + ended.stderr).toEqual([0, 3]);
    expect(it.index.log.some(({ url, method }) => method === "POST" && url === "/legacy/")).toBe(false);
    const again = document(await runHere(args, { env })) as unknown as Report;
    expect(again.steps.map(({ outcome }) => outcome)).toEqual(["already", "already"]);
  });

  test.each(["immediate", "deferred"] as const)(
    "%s: one refused file, and nothing is public",
    async (sessions) => {
      using scratch = temporaryDirectory();
      await using it = await testIndex({ settings: { sessions } });
      const broken = demoWheel({ tag: "cp312-cp312-win_amd64", headers: ["License-File: LICENSE"] });
      const { args, env } = job(it, scratch.path, [WHEEL, broken, SDIST]);
      const ended = await runHere(args, { env });
      const { findings } = document(ended) as unknown as Report;
      expect([ended.exit, findings.map(({ rule }) => rule)]).toEqual([6, ["U001"]]);
      expect(findings[0]?.message).toContain("License-File LICENSE does not exist");
      expect(await shown(it, "demo-pkg")).toEqual([]);
      expect(await isFree(it, "demo-pkg", "1.0.0")).toBe(true);
      // What was given up binds nobody: the mended files go.
      const mended = job(it, scratch.path, [WHEEL, OTHER_WHEEL, SDIST]);
      await upload2(it).send("DELETE", (await upload2(it).create()).headers.get("location") ?? "");
      expect((await runHere(mended.args, { env: mended.env })).exit).toBe(0);
    },
  );

  test("killed while the index publishes: another machine finishes with the same files, sent once", async () => {
    using scratch = temporaryDirectory();
    await using it = await testIndex({ settings: { sessions: "deferred" } });
    const { args, env } = job(it, scratch.path, [WHEEL, SDIST]);
    const first = start(args, { env });
    await expect
      .poll(() => it.index.log.filter(({ url }) => url.endsWith("/complete")).length, { timeout: 30_000 })
      .toBe(2);
    let release = (): void => undefined;
    it.index.faults.processing = new Promise<void>((done) => (release = done));
    await expect
      .poll(() => it.index.log.some(({ url }) => url.endsWith("/publish")), { timeout: 30_000 })
      .toBe(true);
    first.kill();
    await first.ended;
    release();
    const { args: again, env: elsewhere } = job(it, scratch.path, [WHEEL, SDIST], "other-machine");
    const ended = await runHere(again, { env: elsewhere });
    expect([ended.exit, (await shown(it, "demo-pkg")).length], ended.stdout).toEqual([0, 2]);
    expect(it.index.log.filter(({ url }) => url.endsWith("/bytes")).length).toBe(2);
  });

  test("files that somebody else staged are not published with ours", async () => {
    using scratch = temporaryDirectory();
    await using it = await testIndex({ settings: { sessions: "immediate" } });
    const client = upload2(it);
    const session = await client.create();
    await client.stage(session, OTHER_WHEEL);
    const { args, env } = job(it, scratch.path, [WHEEL, SDIST]);
    const { findings } = document(await runHere(args, { env })) as unknown as Report;
    expect(findings.map(({ rule }) => rule)).toEqual(["U018"]);
    expect(await shown(it, "demo-pkg")).toEqual([]);
    expect((await client.send("GET", session.json.links.session)).json.status).toBe("open");
  });

  test("other bytes under one of our names in a session that was left are replaced", async () => {
    using scratch = temporaryDirectory();
    await using it = await testIndex({ settings: { sessions: "immediate" } });
    const client = upload2(it);
    await client.stage(await client.create(), demoWheel({ salt: "an earlier build" }));
    const { args, env } = job(it, scratch.path, [WHEEL, SDIST]);
    const ended = await runHere(args, { env });
    expect([ended.exit, (await shown(it, "demo-pkg")).length], ended.stdout).toEqual([0, 2]);
  });
});

test("uv installs from the preview before anybody else can", async () => {
  using scratch = temporaryDirectory();
  await using it = await testIndex({ settings: { sessions: "immediate" } });
  const client = upload2(it);
  const session = await client.create();
  await client.stage(session, demoWheel());
  const target = join(scratch.path, "site");
  const install = (index: string) =>
    promisify(execFile)(findUv(), [
      "pip",
      "install",
      "--no-cache",
      "--index-url",
      index,
      "--target",
      target,
      "demo-pkg==1.0.0",
    ]);
  await expect(install(it.index.simpleUrl)).rejects.toThrow("demo-pkg");
  await install(session.json.links.stage as string);
});
