import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { announce, attachFiles, draft, isSealedWithoutFiles } from "../../src/announce/forge-steps.ts";
import { markedNotes } from "../../src/announce/host-notes.ts";
import { openJournal } from "../../src/engine/journal/journal.ts";
import { runSteps, type StepsResult } from "../../src/engine/steps/run-steps.ts";
import { executableSteps } from "../../src/engine/steps/step.ts";
import type { Forge, NewAsset, ReleaseText } from "../../src/forge/forge.ts";
import { github } from "../../src/forge/github.ts";
import { startGitHubServer, type HeldRelease } from "../../src/forge/server/github-server.ts";
import { Secret } from "../../src/ports/secret.ts";
import { temporaryDirectory } from "../support/git.ts";

const TEXT: ReleaseText = {
  tag: "v1!2.0.0",
  commit: "a".repeat(40),
  name: "demo 1!2.0.0",
  notes: "- a thing\n",
  prerelease: false,
  latest: true,
};

/** The steps on a GitHub where somebody was before. */
async function released(
  before: (forge: Forge) => Promise<unknown> = () => Promise.resolve(),
  immutableReleases = true,
): Promise<StepsResult & { readonly held: readonly HeldRelease[] }> {
  using scratch = temporaryDirectory();
  await using node = nodePorts({});
  const { ports } = node;
  await using server = await startGitHubServer(
    { repository: "team/demo", token: "t", immutableReleases },
    ports,
  );
  const forge = github("team/demo", new Secret("t"), { api: server.api, uploads: server.api }, ports);
  await before(forge);
  const path = join(scratch.path, "demo-1!2.0.0.tar.gz");
  writeFileSync(path, "bytes");
  const asset: NewAsset = {
    name: "demo-1!2.0.0.tar.gz",
    path,
    size: 5,
    sha256: createHash("sha256").update("bytes").digest("hex"),
    contentType: "application/gzip",
  };
  const journal = await openJournal(join(scratch.path, "journal.jsonl"), ports);
  const steps = executableSteps(
    [draft, attachFiles, announce],
    { tag: { name: TEXT.tag }, host: forge },
    { text: TEXT, assets: { all: () => Promise.resolve([asset]) }, forge },
    ports,
  );
  const quiet = { ...ports, events: () => undefined };
  const ended = await runSteps(steps, journal, quiet);
  return { ...ended, held: server.releases.map((each) => ({ ...each })) };
}

test("a release of an epoch: the host writes the file's name in its own way, and it is found by its bytes", async () => {
  const { complete, held } = await released();
  expect(complete).toBe(true);
  expect(held).toMatchObject([{ draft: false, assets: [{ name: "demo-1.2.0.0.tar.gz" }] }]);
});

test("title and notes of a draft that a person made are kept", async () => {
  const { complete, held } = await released((forge) =>
    forge.draft({ ...TEXT, name: "The big one", notes: "Thanks to all!" }),
  );
  expect(complete).toBe(true);
  expect(held).toMatchObject([
    { draft: false, name: "The big one", body: `Thanks to all!\n\n${markedNotes(TEXT.notes)}` },
  ]);
});

test("an immutable release without our files is a conflict that says what can be done", async () => {
  const { complete, findings, fault, held } = await released(async (forge) => {
    const there = await forge.publish(await forge.draft(TEXT), TEXT);
    expect(isSealedWithoutFiles(there)).toBe(true);
  });
  expect([complete, fault, held[0]?.assets]).toEqual([false, null, []]);
  expect(findings).toMatchObject([{ rule: "U014", severity: "error" }]);
  expect(findings[0]?.help).toMatch(/--no-forge/);
});

test("a release that a person published before gets the files, and keeps its notes", async () => {
  const { complete, held } = await released(async (forge) => {
    const theirs = { ...TEXT, name: "The big one", notes: "Thanks to all!" };
    await forge.publish(await forge.draft(theirs), theirs);
  }, false);
  expect(complete).toBe(true);
  expect(held).toMatchObject([
    { draft: false, name: "The big one", body: "Thanks to all!", assets: [{ name: "demo-1.2.0.0.tar.gz" }] },
  ]);
});

test("a file of the same name with other bytes is replaced in a draft", async () => {
  const { complete, held } = await released(async (forge) => {
    using scratch = temporaryDirectory();
    const path = join(scratch.path, "other");
    writeFileSync(path, "other bytes");
    const sha256 = createHash("sha256").update("other bytes").digest("hex");
    const name = "demo-1.2.0.0.tar.gz";
    await forge.attach(await forge.draft(TEXT), { name, path, size: 11, sha256, contentType: "text/plain" });
  });
  expect(held[0]?.assets.map(({ bytes }) => Buffer.from(bytes).toString())).toContain("bytes");
  expect(complete).toBe(true);
});
