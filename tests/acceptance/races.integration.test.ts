import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { document, run, start, type Ended } from "./cli.ts";
import { DEMO_PROJECT, releaseWorld } from "./release-world.ts";

let scratch: TemporaryDirectory;
let it: TestIndex;
beforeEach(async () => {
  scratch = temporaryDirectory("races");
  it = await testIndex();
});
afterEach(async () => {
  await it[Symbol.asyncDispose]();
  scratch[Symbol.dispose]();
});

const TAGS = ["py3-none-any", "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-win_amd64"];
const release = (salt: string): readonly DemoFile[] => [
  demoSdist({ salt }),
  ...TAGS.map((tag) => demoWheel({ tag, salt })),
];

/** A machine with files of its own and a state directory of its own publishes. */
function machine(name: string, files: readonly DemoFile[]): () => ReturnType<typeof start> {
  const directory = join(scratch.path, name);
  mkdirSync(directory);
  const paths = files.map((file) => {
    const path = join(directory, file.fileName);
    writeFileSync(path, file.bytes);
    return path;
  });
  const args = ["publish", "--index", it.index.uploadUrl, "--no-check", "--json", ...paths];
  const env = { SHIPWHEEL_STATE_DIR: join(directory, "state"), SHIPWHEEL_TOKEN: it.index.token };
  return () => start(args, { env });
}

/** Names of the files that were stored, in their order. */
function stored(): readonly string[] {
  return it.index.log
    .filter((entry) => entry.upload?.outcome === "stored")
    .map((entry) => entry.upload?.fileName ?? "");
}

async function digests(): Promise<ReadonlySet<string>> {
  const page = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+json" });
  const { files } = JSON.parse(page.text) as { files: { hashes: { sha256: string } }[] };
  return new Set(files.map((file) => file.hashes.sha256));
}

function digestsOf(ended: Ended): ReadonlySet<string> {
  const { steps } = document(ended) as unknown as {
    steps: { id: string; proof: { files: Record<string, string> } }[];
  };
  return new Set(Object.values(steps.find((step) => step.id === "upload")?.proof.files ?? {}));
}

test("two machines publish the same files at once: both are done, each file is stored once", async () => {
  const files = release("same");
  const [one, two] = [machine("one", files), machine("two", files)];
  const ends = await Promise.all([one().ended, two().ended]);
  expect(
    ends.map((ended) => ended.exit),
    ends[0].stdout + ends[1].stdout,
  ).toEqual([0, 0]);
  expect(stored().toSorted()).toEqual(files.map((file) => file.fileName).toSorted());
});

test("two machines publish different bytes of one version: one wins all, the other ends with 6", async () => {
  const [one, two] = [machine("one", release("one")), machine("two", release("two"))];
  const ends = await Promise.all([one().ended, two().ended]);
  expect(new Set(ends.map((ended) => ended.exit))).toEqual(new Set([0, 6]));
  const winner = ends.find((ended) => ended.exit === 0);
  const loser = ends.find((ended) => ended.exit === 6);
  expect(winner === undefined ? null : digestsOf(winner)).toEqual(await digests());
  expect(loser === undefined ? [] : document(loser)["findings"]).toContainEqual(
    expect.objectContaining({ rule: "U002", severity: "error" }),
  );
  expect(stored()).toHaveLength(4);
});

test("killed at any moment, ten times over: the same command ends with every file once", async () => {
  const files = release("killed");
  const publish = machine("one", files);
  let kills = 0;
  for (let moment = 0; moment < 10; moment += 1) {
    it.index.faults.add({ kind: "slow", milliseconds: 40 });
    const running = publish();
    const timer = setTimeout(() => running.kill(), 50 + moment * 90);
    const ended = await running.ended;
    clearTimeout(timer);
    if (ended.exit === null) kills += 1;
  }
  expect(kills).toBeGreaterThan(0);
  const ended = await publish().ended;
  expect([ended.exit, document(ended)["complete"]]).toEqual([0, true]);
  expect(stored().toSorted()).toEqual(files.map((file) => file.fileName).toSorted());
});

test("two machines release one commit at once: one tag, one announcement, every file once", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const clone = join(scratch.path, "clone");
  execFileSync("git", ["clone", "--quiet", world.repository.root, clone]);
  for (const [name, value] of [
    ["user.name", "Demo"],
    ["user.email", "demo@example.test"],
    ["remote.origin.url", world.remote],
  ] as const)
    execFileSync("git", ["-C", clone, "config", name, value]);
  const args = world.args().map((word) => (word === world.repository.root ? clone : word));
  const env = { ...world.env, SHIPWHEEL_STATE_DIR: join(scratch.path, "other-state") };
  const ends = await Promise.all([world.release(), run(args, { env })]);
  const again = [await world.release(), await run(args, { env })];
  const told = [...ends, ...again].map((ended) => ended.stdout + ended.stderr).join("\n");
  expect(
    again.map((ended) => ended.exit),
    told,
  ).toEqual([0, 0]);
  expect(
    ends.map((ended) => ended.exit),
    told,
  ).toContain(0);
  const names = world.index.index.log.filter((entry) => entry.upload?.outcome === "stored");
  expect(names.map((entry) => entry.upload?.fileName ?? "").toSorted()).toEqual([
    "demo_pkg-1.2.3-py3-none-any.whl",
    "demo_pkg-1.2.3.tar.gz",
  ]);
  expect(world.forge.releases).toMatchObject([{ draft: false, tag_name: "v1.2.3" }]);
});
