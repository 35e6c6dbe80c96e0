import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { NewAsset } from "../../src/forge/forge.ts";
import { github } from "../../src/forge/github.ts";
import {
  startGitHubServer,
  type Disturbance,
  type GitHubServer,
} from "../../src/forge/server/github-server.ts";
import { Secret } from "../../src/ports/secret.ts";
import { forgeContract, TEXT } from "./contract.ts";

const TOKEN = "ghs_0123456789abcdef";
const REPOSITORY = "demo/demo";

interface Tried extends AsyncDisposable {
  readonly forge: ReturnType<typeof github>;
  readonly server: GitHubServer;
  readonly pauses: number[];
  readonly trouble: Disturbance[];
}

async function start(immutableReleases = true): Promise<Tried> {
  const node = nodePorts({});
  const pauses: number[] = [];
  const trouble: Disturbance[] = [];
  const pause = (seconds: number): Promise<void> => {
    pauses.push(seconds);
    return Promise.resolve();
  };
  const ports = { ...node.ports, pause };
  const disturb = (): Disturbance | null => trouble.shift() ?? null;
  const server = await startGitHubServer(
    { repository: REPOSITORY, token: TOKEN, immutableReleases, disturb },
    ports,
  );
  const address = { api: server.api, uploads: server.api };
  return {
    forge: github(REPOSITORY, new Secret(TOKEN), address, ports),
    server,
    pauses,
    trouble,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
    },
  };
}

forgeContract("GitHub", () => start());
forgeContract("GitHub with releases that can be changed", () => start(false));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shipwheel-github-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function asset(name: string, content: string): NewAsset {
  const path = join(directory, "asset");
  writeFileSync(path, content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name, path, size: Buffer.byteLength(content), sha256, contentType: "text/plain" };
}

test("a published release is immutable: nothing can be attached or taken away", async () => {
  await using tried = await start();
  const draft = await tried.forge.draft(TEXT);
  const attached = await tried.forge.attach(draft, asset("a.txt", "a"));
  const published = await tried.forge.publish(draft, TEXT);
  expect(published.immutable).toBe(true);
  await expect(tried.forge.attach(published, asset("b.txt", "b"))).rejects.toMatchObject({
    code: "forge/refused",
    message: expect.stringContaining("immutable release") as string,
  });
  await expect(tried.forge.detach(published, attached)).rejects.toMatchObject({ code: "forge/refused" });
});

test.for<[string, Disturbance, number]>([
  ["an outage before", { kind: "unavailable-before" }, 1],
  ["an outage after it was stored", { kind: "unavailable-after" }, 1],
  ["a reset before", { kind: "reset-before" }, 1],
  ["a reset after it was stored", { kind: "reset-after" }, 1],
  ["a rate limit", { kind: "rate-limit", retryAfterSeconds: 17 }, 1],
])("%s of an asset is survived, with one asset in the end", async ([, disturbance, count]) => {
  await using tried = await start();
  const draft = await tried.forge.draft(TEXT);
  tried.trouble.push(disturbance);
  const attached = await tried.forge.attach(draft, asset("a.txt", "content"));
  expect(attached.complete).toBe(true);
  expect(tried.server.releases[0]?.assets.map((each) => each.name)).toEqual(
    Array.from({ length: count }, () => "a.txt"),
  );
  if (disturbance.kind === "rate-limit") expect(tried.pauses).toEqual([17]);
});

test("of two drafts for one tag the older one is found, a published one before both", async () => {
  await using tried = await start();
  const first = await tried.forge.draft(TEXT);
  const second = await tried.forge.draft(TEXT);
  expect((await tried.forge.find(TEXT.tag))?.id).toBe(first.id);
  await tried.forge.publish(second, TEXT);
  expect((await tried.forge.find(TEXT.tag))?.id).toBe(second.id);
});

test("a release is found behind a hundred others", async () => {
  await using tried = await start();
  await tried.forge.draft(TEXT);
  for (let n = 0; n < 120; n += 1) await tried.forge.draft({ ...TEXT, tag: `other-${n}` });
  expect(await tried.forge.find(TEXT.tag)).not.toBeNull();
});

test("a wrong token is refused with the forge's words, and is in none of ours", async () => {
  await using tried = await start();
  const node = nodePorts({});
  const address = { api: tried.server.api, uploads: tried.server.api };
  const forge = github(REPOSITORY, new Secret("ghs_wrong_token"), address, node.ports);
  const failure = await forge.find("v1").then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    code: "forge/refused",
    message: expect.stringContaining("Bad credentials") as string,
  });
  expect(JSON.stringify(failure)).not.toContain("wrong_token");
});

test("what stays down is unavailable, a retry is safe", async () => {
  await using tried = await start();
  for (let n = 0; n < 5; n += 1) tried.trouble.push({ kind: "unavailable-before" });
  await expect(tried.forge.find("v1")).rejects.toMatchObject({
    code: "forge/unreachable",
    phase: "unavailable",
  });
});
