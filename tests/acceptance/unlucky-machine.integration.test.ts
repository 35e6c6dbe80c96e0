import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { testIndex } from "../support/index.ts";
import { PROGRAM, PROGRAM_ENVIRONMENT } from "../support/program.ts";
import { start } from "./cli.ts";

let scratch: TemporaryDirectory;
beforeEach(() => {
  scratch = temporaryDirectory("unlucky");
});
afterEach(() => scratch[Symbol.dispose]());

/** Whether file systems can be mounted that nobody else sees. */
const canMount =
  spawnSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

/** Publishes with its state on a disk that is full, then read-only, then as it should be. */
const STORY = `
set -u
state=$1; shift
mount -t tmpfs -o size=128k none "$state"
mkdir "$state/there"
head -c 1000000 /dev/zero > "$state/fill" 2>/dev/null
"$@"; echo "exit $?"
mount -o remount,ro "$state"
SHIPWHEEL_STATE_DIR=$state/new "$@"; echo "exit $?"
mount -o remount,rw "$state"
rm "$state/fill"
"$@"; echo "exit $?"
`;

test.runIf(canMount)(
  "state on a full disk, and on a read-only one, is a fault; with room the same command ends",
  async () => {
    await using it = await testIndex();
    const state = join(scratch.path, "state");
    mkdirSync(state);
    const wheel = demoWheel();
    const path = join(scratch.path, wheel.fileName);
    writeFileSync(path, wheel.bytes);
    const publish = [process.execPath, PROGRAM, "publish", "--no-check", "--index", it.index.uploadUrl, path];
    const env = {
      ...process.env,
      ...PROGRAM_ENVIRONMENT,
      SHIPWHEEL_STATE_DIR: join(state, "there"),
      SHIPWHEEL_TOKEN: it.index.token,
    };
    const child = spawn(
      "unshare",
      ["--map-root-user", "--mount", "sh", "-c", STORY, "story", state, ...publish],
      { env, stdio: ["ignore", "pipe", "pipe"] },
    );
    const said = { out: "", err: "" };
    child.stdout.on("data", (text: Buffer) => (said.out += text.toString()));
    child.stderr.on("data", (text: Buffer) => (said.err += text.toString()));
    await new Promise((resolve) => child.once("close", resolve));
    expect(said.out.match(/^exit \d+$/gm)).toEqual(["exit 7", "exit 7", "exit 0"]);
    expect(said.err.match(/(?<=error\[)[^\]]+/g)).toEqual([
      "release/journal-unwritable",
      "release/state-unusable",
    ]);
    expect(said.err).toContain("free some space");
    expect(said.err).toContain("set SHIPWHEEL_STATE_DIR to a writable directory");
    expect(it.index.log.filter(({ method }) => method === "POST")).toHaveLength(1);
  },
);

test("a run that was killed leaves its temporary directory to the next one, which removes it", async () => {
  const env = { TMPDIR: scratch.path, SHIPWHEEL_STATE_DIR: join(scratch.path, "state") };
  const left = (): readonly string[] =>
    readdirSync(scratch.path).filter((name) => name.startsWith("shipwheel-"));
  const killed = start(["index"], { env });
  await killed.says("/legacy/");
  killed.kill();
  await killed.ended;
  const [directory = ""] = left();
  expect(directory).toContain(`-${killed.pid}-`);
  const next = start(["index"], { env });
  await next.says("/legacy/");
  await expect.poll(left).toHaveLength(1);
  expect(left()).not.toContain(directory);
  next.interrupt();
  await next.ended;
  expect(left()).toEqual([]);
});
