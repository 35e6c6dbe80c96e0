import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { openJournal } from "../../../src/engine/journal/journal.ts";
import { previousRelease } from "../../../src/engine/page/previous-release.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { wheel } from "../../support/wheel.ts";

let root: string;
let ports: Ports;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sw-previous-"));
  ({ ports } = nodePorts({ variables: { HOME: root, XDG_STATE_HOME: root } }));
});
afterEach(() => rm(root, { recursive: true }));

/** The state of a release, as `release` leaves it. */
async function released(folder: string, version: string, step: string | null): Promise<void> {
  const directory = join(root, "shipwheel", "releases", "demo", folder);
  await mkdir(join(directory, "dist"), { recursive: true });
  const journal = await openJournal(join(directory, "journal.jsonl"), ports);
  if (step !== null) await journal.append("done", { step });
  await wheel({ version }).file("demo/__init__.py", "").write(join(directory, "dist"));
}

test("is the newest one below that was uploaded to PyPI, by its version and not by its name", async () => {
  await released("0.9", "0.9", "upload");
  await released("0.10", "0.10", "upload");
  await released("0.11", "0.11", "tag");
  await released("0.12@testpypi", "0.12", "upload");
  await released("1.0", "1.0", "upload");
  const found = await previousRelease("Demo", "1.0", ports);
  expect(found?.version).toBe("0.10");
  expect(found?.members.map(({ path }) => path)).toContain("demo/__init__.py");
  expect(found?.metadata).toContainEqual({ name: "version", value: "0.10" });
  expect(await previousRelease("demo", "0.9", ports)).toBeNull();
  expect(await previousRelease("other", "1.0", ports)).toBeNull();
  expect(await previousRelease("demo", "no version", ports)).toBeNull();
});

test("a journal that proves nothing is passed over", async () => {
  await released("0.9", "0.9", "upload");
  await writeFile(join(root, "shipwheel", "releases", "demo", "0.9", "journal.jsonl"), "{}\n{}\n");
  expect(await previousRelease("demo", "1.0", ports)).toBeNull();
});
