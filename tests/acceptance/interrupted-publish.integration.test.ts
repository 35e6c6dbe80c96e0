import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publisherOf } from "../index-server/conformance/case.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { document, start, type Running } from "./cli.ts";

const WHEEL = "demo_pkg-1.0.0-py3-none-any.whl";
const SDIST = "demo_pkg-1.0.0.tar.gz";

let scratch: TemporaryDirectory;
let it: TestIndex;
beforeEach(async () => {
  scratch = temporaryDirectory("interrupted");
  it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { pending: true })] });
});
afterEach(async () => {
  await it[Symbol.asyncDispose]();
  scratch[Symbol.dispose]();
});

function publishing(): Running {
  mkdirSync(join(scratch.path, "dist"));
  const paths = [demoWheel(), demoSdist()].map((file) => {
    const path = join(scratch.path, "dist", file.fileName);
    writeFileSync(path, file.bytes);
    return path;
  });
  const args = ["publish", "--index", it.index.uploadUrl, "--no-check", "--json", ...paths];
  const env = {
    SHIPWHEEL_STATE_DIR: join(scratch.path, "state"),
    PATH: process.env["PATH"] ?? "",
    SHIPWHEEL_TOKEN: it.index.token,
  };
  return start(args, { env });
}

/** What the journal has of a file. */
function isTold(event: "sending" | "answered", file: string): boolean {
  const root = join(scratch.path, "state", "shipwheel", "releases", "demo-pkg");
  try {
    return readFileSync(join(root, readdirSync(root)[0] ?? "", "journal.jsonl"), "utf8")
      .split("\n")
      .some((line) => line.includes(`"type":"${event}"`) && line.includes(`"file":"${file}"`));
  } catch {
    return false;
  }
}

test("interrupted while the page lags: both files are named, and the exit code is that of a part that is public", async () => {
  it.index.faults.hidePages(1000);
  const running = publishing();
  await expect.poll(() => isTold("answered", SDIST), { timeout: 30_000 }).toBe(true);
  running.interrupt();
  const ended = await running.ended;
  expect(ended.exit).toBe(8);
  const { error } = document(ended) as { error: { code: string; message: string; details: unknown } };
  expect(error.code).toBe("release/interrupted");
  expect(error.message).toContain(`accepted ${WHEEL}, ${SDIST}`);
  expect(error.details).toEqual({ taken: [WHEEL, SDIST], unknown: [] });
});

test("interrupted between two files: one was taken, of the other it is not known", async () => {
  it.index.faults.add({ kind: "slow", milliseconds: 1 });
  it.index.faults.add({ kind: "slow", milliseconds: 30_000 });
  const running = publishing();
  await expect.poll(() => isTold("sending", SDIST), { timeout: 30_000 }).toBe(true);
  running.interrupt();
  const ended = await running.ended;
  expect(ended.exit).toBe(8);
  expect(document(ended).error).toMatchObject({ details: { taken: [WHEEL], unknown: [SDIST] } });
});

test("interrupted before anything was taken: that is what it says", async () => {
  it.index.faults.add({ kind: "slow", milliseconds: 30_000 });
  const running = publishing();
  await expect.poll(() => isTold("sending", WHEEL), { timeout: 30_000 }).toBe(true);
  running.interrupt();
  const ended = await running.ended;
  expect(ended.exit).toBe(130);
  const { error } = document(ended) as { error: { code: string; message: string } };
  expect(error.code).toBe("run/interrupted");
  expect(error.message).toContain("has not confirmed any file");
  expect(error.message).toContain(`accepted ${WHEEL} is not known`);
});
