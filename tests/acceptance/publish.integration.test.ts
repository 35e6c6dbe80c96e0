import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readChain } from "../../src/engine/journal/chain.ts";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { document, run, start, type Ended } from "./cli.ts";

let scratch: TemporaryDirectory;
let it: TestIndex;
let env: Record<string, string>;
beforeEach(async () => {
  scratch = temporaryDirectory();
  it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { pending: true })] });
  env = { SHIPWHEEL_STATE_DIR: join(scratch.path, "state"), PATH: process.env["PATH"] ?? "" };
  mkdirSync(join(scratch.path, "dist"));
});
afterEach(async () => {
  await it[Symbol.asyncDispose]();
  scratch[Symbol.dispose]();
});

/** A busy machine takes its time to start a process. */

const WHEEL = "demo_pkg-1.0.0-py3-none-any.whl";
const SDIST = "demo_pkg-1.0.0.tar.gz";

function write(...files: readonly DemoFile[]): readonly string[] {
  return files.map((file) => {
    const path = join(scratch.path, "dist", file.fileName);
    writeFileSync(path, file.bytes);
    return path;
  });
}

const args = (...paths: readonly string[]): readonly string[] => [
  "publish",
  "--index",
  it.index.uploadUrl,
  "--no-check",
  "--json",
  ...paths,
];
const publish = (paths: readonly string[], more: Record<string, string> = {}): Promise<Ended> =>
  run(args(...paths), { env: { ...env, SHIPWHEEL_TOKEN: it.index.token, ...more } });

const posts = (): number =>
  it.index.log.filter(({ method, url }) => method === "POST" && url === "/legacy/").length;

/** The names and digests that the index's page shows. */
async function shown(): Promise<readonly string[]> {
  const page = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+json" });
  const { files } = JSON.parse(page.text) as { files: { filename: string }[] };
  return files.map((file) => file.filename).sort();
}

/** The text of the only journal. */
function journal(): string {
  const root = join(scratch.path, "state", "shipwheel", "releases", "demo-pkg");
  return readFileSync(join(root, readdirSync(root)[0] ?? "", "journal.jsonl"), "utf8");
}

test("publishes, proves it by the index's page, and sends nothing twice", async () => {
  const pages = (): number => it.index.log.filter(({ url }) => url === "/simple/demo-pkg/").length;
  const paths = write(demoSdist(), demoWheel());
  const ended = await publish(paths);
  // The page is asked for once before the first byte, and once for the proof.
  expect([ended.exit, pages()]).toEqual([0, 2]);
  expect(await shown()).toEqual([WHEEL, SDIST]);
  expect(document(ended)).toMatchObject({ verdict: "green", complete: true, project: "Demo-Pkg" });
  const again = await publish(paths);
  expect([again.exit, posts(), pages()]).toEqual([0, 2, 4]);
});

test("no token is in the journal, in the output or in anything that is written", async () => {
  const ended = await publish(write(demoWheel()));
  const text = ended.stdout + ended.stderr + journal();
  expect(text).toContain(WHEEL);
  expect(text).not.toContain(it.index.token);
});

test("--dry-run needs no credentials, writes nothing and sends nothing", async () => {
  const ended = await run([...args(...write(demoWheel())), "--dry-run"], { env });
  expect(document(ended)).toMatchObject({ dryRun: true, files: [{ file: WHEEL, state: "absent" }] });
  expect([ended.exit, posts(), readdirSync(scratch.path)]).toEqual([0, 0, ["dist"]]);
});

test("other bytes under one of the names: nothing is sent, exit 6", async () => {
  await it.upload(demoWheel({ salt: "theirs" }));
  const ended = await publish(write(demoWheel(), demoSdist()));
  expect([ended.exit, posts(), await shown()]).toEqual([6, 1, [WHEEL]]);
  expect(document(ended)["findings"]).toMatchObject([{ rule: "U002", subject: WHEEL }]);
});

test("a 503 after storing, a 429 and a reset are survived in one run", async () => {
  it.index.faults.add({ kind: "unavailable-after" });
  it.index.faults.add({ kind: "too-many", retryAfterSeconds: 0 });
  it.index.faults.add({ kind: "reset-after" });
  const ended = await publish(write(demoWheel(), demoSdist()));
  expect([ended.exit, await shown()]).toEqual([0, [WHEEL, SDIST]]);
});

test("killed between two files, the same command ends the work with the same bytes", async () => {
  it.index.faults.add({ kind: "slow", milliseconds: 1 });
  // Whoever is killed before the request is out leaves this pause to the next run, which has to bear it.
  it.index.faults.add({ kind: "slow", milliseconds: 30_000 });
  const paths = write(demoWheel(), demoSdist());
  const running = start(args(...paths), { env: { ...env, SHIPWHEEL_TOKEN: it.index.token } });
  await expect.poll(() => posts() + Number(it.index.log.length > 0 && journalHas(SDIST))).toBeGreaterThan(1);
  running.kill();
  expect((await running.ended).exit).toBeNull();
  expect(await shown()).toEqual([WHEEL]);
  const again = await publish(paths);
  expect([again.exit, await shown()]).toEqual([0, [WHEEL, SDIST]]);
  expect(readChain(journal()).broken).toBeNull();
});

function journalHas(fileName: string): boolean {
  try {
    return journal().includes(
      `"type":"sending","data":{"index":"${new URL(it.index.uploadUrl).host}","file":"${fileName}"`,
    );
  } catch {
    return false;
  }
}

test("after a part is public, other bytes are rejected by the journal too", async () => {
  it.index.faults.add({ kind: "slow", milliseconds: 1 });
  const paths = write(demoWheel());
  expect((await publish(paths)).exit).toBe(0);
  const ended = await publish(write(demoWheel(), demoSdist()));
  expect(ended.exit).toBe(6);
  expect(document(ended).error).toMatchObject({ code: "release/other-bytes" });
});

test("two publishers of one release: one works, the other is told to wait", async () => {
  const refused = Promise.withResolvers<void>();
  it.index.faults.add({ kind: "held", until: refused.promise });
  const paths = write(demoWheel());
  const running = start(args(...paths), { env: { ...env, SHIPWHEEL_TOKEN: it.index.token } });
  await expect.poll(() => journalHas(WHEEL)).toBe(true);
  const second = await publish(paths);
  refused.resolve();
  expect([second.exit, document(second).error["code"]]).toEqual([7, "release/locked"]);
  expect((await running.ended).exit).toBe(0);
});

describe("as whom", () => {
  test("as the workflow, whose token is burnt at the end", async () => {
    const { oidc } = it.index;
    const identity = {
      ACTIONS_ID_TOKEN_REQUEST_URL: oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.requestToken,
    };
    const ended = await run([...args(...write(demoWheel())), "--auth", "trusted"], {
      env: { ...env, ...identity },
    });
    expect(ended.exit).toBe(0);
    expect(it.index.log.at(-2)?.url).toBe("/_/oidc/burn-token");
    expect(journal()).not.toContain(oidc.requestToken);
  });

  test("without any credentials: exit 5, and the variable is named", async () => {
    const ended = await run(args(...write(demoWheel())), { env });
    expect([ended.exit, document(ended).error["code"]]).toEqual([5, "auth/no-credentials"]);
    expect(document(ended).error["remedy"]).toContain("SHIPWHEEL_TOKEN");
  });

  test("a user name for PyPI is rejected before anything is sent", async () => {
    const ended = await run(["publish", "--no-check", "--json", ...write(demoWheel())], {
      env: { ...env, TWINE_USERNAME: "alice", TWINE_PASSWORD: "hunter2" },
    });
    expect([ended.exit, document(ended).error["code"]]).toEqual([5, "auth/password-refused"]);
    expect(ended.stdout + ended.stderr).not.toContain("hunter2");
  });
});

describe("usage", () => {
  test("files of two releases are not one", async () => {
    const paths = write(demoWheel(), demoWheel({ version: "1.1.0" }));
    const ended = await publish(paths);
    expect([ended.exit, document(ended).error["code"]]).toEqual([2, "usage/several-releases"]);
  });

  test("an index that nobody knows: the nearest one is named", async () => {
    const ended = await run(
      ["publish", "--index", "testpipy", "--no-check", "--json", ...write(demoWheel())],
      { env },
    );
    expect(document(ended).error).toMatchObject({
      code: "usage/no-such-index",
      remedy: expect.stringContaining("did you mean testpypi?") as string,
    });
  });

  test("what PyPI would reject is told before anything is sent", async () => {
    const bad = write(demoWheel({ headers: ["Requires-Dist: a @ git+https://example.test/a"] }));
    const ended = await run(["publish", "--json", ...bad], { env });
    expect([ended.exit, posts()]).toEqual([1, 0]);
    expect(document(ended)["findings"]).toContainEqual(expect.objectContaining({ rule: "P001" }));
  });
});
