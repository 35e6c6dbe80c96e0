import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { nodeFiles } from "../../src/adapters/node-files.ts";
import { nodeHttpClient } from "../../src/adapters/node-http-client.ts";
import { nodeHttpServers } from "../../src/adapters/node-http-servers.ts";

const directory = mkdtempSync(join(tmpdir(), "shipwheel-pour-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, "large.bin");
const bytes = createHash("shake256", { outputLength: 5_000_003 }).update("large").digest();
writeFileSync(path, bytes);
const files = nodeFiles(directory);

/** The file in chunks, of which only one is valid at a time. */
async function* fileStream(): AsyncGenerator<Uint8Array, void, void> {
  await using source = await files.open(path);
  yield* source.stream();
}

test("a streamed file arrives unharmed, there and back, though its reader uses one buffer", async () => {
  await using server = await nodeHttpServers().listen(async (request) => {
    const target = join(directory, "received.bin");
    await files.remove(target);
    await files.writeStream(target, request.body);
    return { status: 200, headers: { "x-sha256": await files.sha256(target) }, body: fileStream() };
  });
  const { headers, body } = await nodeHttpClient().request({
    method: "POST",
    url: server.origin,
    body: fileStream(),
    contentLength: bytes.length,
  });
  expect(headers["x-sha256"]).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(Buffer.compare(body, bytes)).toBe(0);
});

test("an early refusal ends an upload, and its producer is closed", async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) yield bytes;
    } finally {
      closed = true;
    }
  }
  await using server = await nodeHttpServers().listen(() =>
    Promise.resolve({ status: 403, headers: {}, body: "no" }),
  );
  const answer = await nodeHttpClient().request({
    method: "POST",
    url: server.origin,
    body: endless(),
    contentLength: 1e12,
  });
  expect(answer.status).toBe(403);
  await expect.poll(() => closed).toBe(true);
});

test("a producer that fails makes the request fail with its error", async () => {
  await using server = await nodeHttpServers().listen(async (request) => {
    for await (const _ of request.body);
    return { status: 200, headers: {} };
  });
  async function* failing(): AsyncGenerator<Uint8Array, void, void> {
    yield bytes;
    await Promise.reject(new Error("the file has vanished"));
  }
  const request = nodeHttpClient().request({
    method: "POST",
    url: server.origin,
    body: failing(),
    contentLength: 2 * bytes.length,
  });
  await expect(request).rejects.toThrow("the file has vanished");
});
