import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { asFault } from "../../src/findings/as-fault.ts";
import { openReleaseState, releaseDirectory } from "../../src/release/state/release-state.ts";
import { temporaryDirectory } from "../support/tree.ts";

const KEY = { project: "demo", version: "1.0", index: "pypi" };

test.each(["below a file", "a lock that is a directory", "a journal that is a directory"])(
  "a state directory that cannot be used (%s) is a fault with its remedy",
  async (what) => {
    await using root = await temporaryDirectory("shipwheel-state-");
    const state = join(root.path, "state");
    await using node = nodePorts({ variables: { HOME: root.path, SHIPWHEEL_STATE_DIR: state } });
    const directory = releaseDirectory(KEY, node.ports.environment);
    if (what === "below a file") await writeFile(state, "");
    else await mkdir(join(directory, what.includes("lock") ? "lock" : "journal.jsonl"), { recursive: true });
    await expect(openReleaseState(KEY, node.ports)).rejects.toMatchObject({
      code: "release/state-unusable",
      message: expect.stringContaining(directory) as string,
      remedy: expect.stringContaining("SHIPWHEEL_STATE_DIR") as string,
    });
  },
);

test("a working directory that was removed is no bug of ours", () => {
  const error = Object.assign(new Error("ENOENT: process.cwd failed"), { code: "ENOENT", syscall: "uv_cwd" });
  expect(asFault(error)).toMatchObject({ code: "usage/no-working-directory", phase: "usage" });
});
