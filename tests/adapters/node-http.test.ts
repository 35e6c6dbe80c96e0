import { describe, expect, test } from "vitest";
import { nodeHttpClient } from "../../src/adapters/node-http-client.ts";
import { nodeHttpServers } from "../../src/adapters/node-http-servers.ts";

const MEGABYTE = 1024 * 1024;

async function* zeros(megabytes: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < megabytes; sent += 1) yield new Uint8Array(MEGABYTE);
}

describe("client and server", () => {
  test("an answer that comes before the body was read reaches the client with its words", async () => {
    await using server = await nodeHttpServers().listen(() =>
      Promise.resolve({
        status: 403,
        reason: "No",
        headers: { "content-type": "text/plain" },
        body: "not you",
      }),
    );
    const client = nodeHttpClient();
    for (let round = 0; round < 5; round += 1) {
      const answer = await client.request({
        method: "POST",
        url: `${server.origin}/upload`,
        body: zeros(24),
        contentLength: 24 * MEGABYTE,
      });
      expect(answer.status).toBe(403);
      expect(Buffer.from(answer.body).toString()).toBe("not you");
    }
  });

  test("no timer is left behind by an answer that was over before the request", async () => {
    await using server = await nodeHttpServers().listen(() =>
      Promise.resolve({ status: 403, headers: {}, body: "not you" }),
    );
    const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;
    const before = timers();
    for (let round = 0; round < 20; round += 1) {
      const body = Buffer.alloc(24 * MEGABYTE);
      const url = `${server.origin}/upload`;
      await nodeHttpClient().request({ method: "POST", url, body, timeoutMs: 900_000 });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(timers() - before).toBeLessThan(10);
  });

  test("a handler that throws is a 500, and the server goes on", async () => {
    let calls = 0;
    await using server = await nodeHttpServers().listen(() => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error("oops")) : Promise.resolve({ status: 204, headers: {} });
    });
    const client = nodeHttpClient();
    const statuses = [];
    for (const path of ["/a", "/b"]) {
      statuses.push((await client.request({ method: "GET", url: `${server.origin}${path}` })).status);
    }
    expect(statuses).toEqual([500, 204]);
  });

  test("an answer that is too long is refused, not kept", async () => {
    await using server = await nodeHttpServers().listen(() =>
      Promise.resolve({ status: 200, headers: {}, body: zeros(4) }),
    );
    const asked = nodeHttpClient().request({ method: "GET", url: `${server.origin}/`, maxBytes: MEGABYTE });
    await expect(asked).rejects.toThrow(/longer than/);
  });

  test("a server that does not answer in time is an error that says so", async () => {
    await using server = await nodeHttpServers().listen(() => new Promise(() => undefined));
    const asked = nodeHttpClient().request({ method: "GET", url: `${server.origin}/`, timeoutMs: 100 });
    await expect(asked).rejects.toThrow(/no response/);
  });

  test("an answer that drips is no answer: the time is for the whole of it", async () => {
    await using server = await nodeHttpServers().listen(() =>
      Promise.resolve({ status: 200, headers: {}, body: dripping() }),
    );
    const asked = nodeHttpClient().request({ method: "GET", url: server.origin, timeoutMs: 300 });
    await expect(asked).rejects.toThrow(/no complete response from 127\.0\.0\.1:\d+ within 300 ms/);
  });

  test("headers without measure are refused", async () => {
    await using server = await nodeHttpServers().listen(() =>
      Promise.resolve({ status: 200, headers: { "x-long": "a".repeat(200_000) }, body: "" }),
    );
    const asked = nodeHttpClient().request({ method: "GET", url: server.origin });
    await expect(asked).rejects.toThrow(/[Hh]eader/);
  });

  test("a port that is taken is a fault with the cure", async () => {
    await using first = await nodeHttpServers().listen(() => Promise.resolve({ status: 204, headers: {} }));
    const second = nodeHttpServers().listen(() => Promise.resolve({ status: 204, headers: {} }), {
      port: first.port,
    });
    await expect(second).rejects.toMatchObject({ code: "tool/port-taken", phase: "tool" });
  });
});

async function* dripping(): AsyncGenerator<Uint8Array, void, void> {
  for (let byte = 0; byte < 200; byte += 1) {
    yield Buffer.from(".");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
