import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { openDistribution, type Distribution } from "../../src/distribution/distribution.ts";
import { github } from "../../src/forge/github.ts";
import type { Listening, ServerReply, ServerRequest } from "../../src/ports/http.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { generic } from "../../src/index-client/dialects/generic.ts";
import { pypi } from "../../src/index-client/dialects/pypi.ts";
import { githubIdentity } from "../../src/publish/identity/github.ts";
import { remoteProject } from "../../src/publish/remote-project.ts";
import { Fault } from "../../src/findings/fault.ts";
import { Secret } from "../../src/ports/secret.ts";
import { publishTo, type TestTarget } from "../support/publish.ts";
import { demoWheel } from "../support/demo-files.ts";

const TOKEN = "pypi-plantedplantedplanted";
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

let node: NodePorts;
let ports: Ports;
let directory: string;
let wheel: Distribution;
beforeEach(async () => {
  node = nodePorts({});
  ports = { ...node.ports, pause: () => Promise.resolve() };
  directory = mkdtempSync(join(tmpdir(), "shipwheel-hostile-"));
  const file = demoWheel();
  writeFileSync(join(directory, file.fileName), file.bytes);
  wheel = await openDistribution(join(directory, file.fileName), ports.files);
});
afterEach(async () => {
  await wheel[Symbol.asyncDispose]();
  await node[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

type Answer = (request: ServerRequest) => ServerReply;

/** A server that says whatever a test wants, and what it was asked. */
async function server(answer: Answer): Promise<Listening & { readonly asked: ServerRequest[] }> {
  const asked: ServerRequest[] = [];
  const listening = await ports.servers.listen(async (request) => {
    asked.push(request);
    for await (const chunk of request.body) void chunk;
    return answer(request);
  });
  return { ...listening, asked };
}

const token: TestTarget["credentials"] = { kind: "token", token: new Secret(TOKEN), source: "the test" };

function target(origin: string, changes: Partial<TestTarget> = {}): TestTarget {
  return {
    title: "the hostile index",
    dialect: generic,
    uploadUrl: `${origin}/legacy/`,
    simpleUrl: `${origin}/simple/`,
    credentials: token,
    ...changes,
  };
}

/** How it ended: the code of the fault, or what came of it. A plain error would be a bug. */
async function ended(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
const ANSWERS: readonly (readonly [title: string, answer: Answer])[] = [
  ["JSON nested 200,000 deep", () => ({ status: 200, headers: { "content-type": JSON_PAGE }, body: deep })],
  [
    "a message nested 200,000 deep",
    () => ({ status: 422, headers: { "content-type": "application/json" }, body: `{"message":${deep}}` }),
  ],
  ["JSON null", () => ({ status: 200, headers: { "content-type": JSON_PAGE }, body: "null" })],
  [
    "files that are none",
    () => ({
      status: 200,
      headers: { "content-type": JSON_PAGE },
      body: '{"files":[null,1,"a",{"filename":1}]}',
    }),
  ],
  [
    "errors that are none",
    () => ({ status: 400, headers: { "content-type": "application/json" }, body: '{"errors":[null,1,[]]}' }),
  ],
  ["bytes that are no text", () => ({ status: 200, headers: {}, body: Buffer.alloc(4096, 0xff) })],
  ["headers of 200 kB", () => ({ status: 200, headers: { "x-long": "a".repeat(200_000) }, body: "" })],
  [
    "a redirect to itself without end",
    (request) => ({ status: 302, headers: { location: request.url }, body: "" }),
  ],
  ["a redirect to nowhere", () => ({ status: 302, headers: { location: "http://[" }, body: "" })],
];

describe("an index, an issuer or a forge may answer anything: the end is a fault or a finding, never a crash", () => {
  test.each(ANSWERS)("%s: publishing", async (_title, answer) => {
    await using hostile = await server(answer);
    const outcome = await ended(publishTo([wheel], target(hostile.origin), ports));
    expect(typeof outcome === "string" || typeof outcome === "object").toBe(true);
  });

  test.each(ANSWERS)("%s: minting", async (_title, answer) => {
    await using hostile = await server(answer);
    const provider = githubIdentity(`${hostile.origin}/oidc?a=b`, new Secret("planted"), ports.http);
    const credentials = { kind: "trusted-publishing", provider } as const;
    const trusted = target(hostile.origin, { dialect: pypi, simpleUrl: null, credentials });
    expect(await ended(publishTo([wheel], trusted, ports))).toMatch(/^(auth|publish)\//);
  });

  test.each(ANSWERS)("%s: a release on the forge", async (_title, answer) => {
    await using hostile = await server(answer);
    const address = { api: hostile.origin, uploads: hostile.origin };
    const forge = github("demo/demo", new Secret("planted"), address, ports);
    expect(await ended(forge.find("v1"))).toMatch(/^forge\//);
  });
});

describe("what is said endlessly is not kept", () => {
  test("a page without end is given up", async () => {
    await using hostile = await server(() => ({
      status: 200,
      headers: { "content-type": JSON_PAGE },
      body: endless(),
    }));
    const before = process.memoryUsage().rss;
    expect(await ended(remoteProject(target(hostile.origin), token, "demo", ports))).toBe(
      "publish/unreachable",
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  test("an answer to an upload without end is given up", async () => {
    await using hostile = await server((request) =>
      request.method === "POST"
        ? { status: 400, headers: { "content-type": "text/plain" }, body: endless() }
        : { status: 404, headers: {}, body: "" },
    );
    expect(await ended(publishTo([wheel], target(hostile.origin), ports))).toBe("publish/unreachable");
  });

  test("words of a megabyte are told in part", async () => {
    await using hostile = await server((request) =>
      request.method === "POST"
        ? { status: 400, headers: { "content-type": "text/plain" }, body: "no ".repeat(300_000) }
        : { status: 404, headers: {}, body: "" },
    );
    const outcome = await publishTo([wheel], target(hostile.origin), ports);
    expect(outcome.files[0]?.message.length).toBeLessThan(5000);
  });
});

describe("credentials go nowhere else", () => {
  test("a redirected upload is not followed", async () => {
    await using other = await server(() => ({ status: 200, headers: {}, body: "" }));
    for (const status of [301, 302, 303, 307, 308]) {
      await using hostile = await server((request) =>
        request.method === "POST"
          ? { status, headers: { location: `${other.origin}/legacy/` }, body: "" }
          : { status: 404, headers: {}, body: "" },
      );
      const outcome = await publishTo([wheel], target(hostile.origin), ports);
      expect(outcome.files[0]?.outcome).toBe("refused");
    }
    expect(other.asked).toEqual([]);
  });

  test("a page that sends its readers to another host is not followed", async () => {
    await using other = await server(() => ({ status: 200, headers: {}, body: "" }));
    await using hostile = await server(() => ({
      status: 302,
      headers: { location: `${other.origin}/simple/demo-pkg/` },
      body: "",
    }));
    expect(await remoteProject(target(hostile.origin), token, "demo-pkg", ports)).toMatchObject({
      state: "unreadable",
    });
    expect(other.asked).toEqual([]);
  });

  test("addresses on a hostile page (files, provenance) are never asked for", async () => {
    await using other = await server(() => ({ status: 200, headers: {}, body: "" }));
    const page = {
      files: [
        {
          filename: "demo_pkg-1.0.0.tar.gz",
          url: `${other.origin}/file`,
          hashes: { sha256: "0".repeat(64) },
          provenance: `${other.origin}/provenance`,
          "core-metadata": true,
        },
      ],
    };
    await using hostile = await server((request) =>
      request.method === "POST"
        ? { status: 200, headers: {}, body: "" }
        : { status: 200, headers: { "content-type": JSON_PAGE }, body: JSON.stringify(page) },
    );
    await publishTo([wheel], target(hostile.origin), ports);
    expect(other.asked).toEqual([]);
  });

  test("a minting or a burning that is redirected is not followed", async () => {
    await using other = await server(() => ({ status: 200, headers: {}, body: '{"token":"x"}' }));
    await using hostile = await server((request) =>
      request.url.startsWith("/oidc")
        ? { status: 200, headers: {}, body: '{"value":"a.b.c"}' }
        : request.url.endsWith("/audience")
          ? { status: 200, headers: {}, body: '{"audience":"pypi"}' }
          : { status: 307, headers: { location: `${other.origin}/_/oidc/mint-token` }, body: "" },
    );
    const provider = githubIdentity(`${hostile.origin}/oidc?a=b`, new Secret("planted"), ports.http);
    const trusted = target(hostile.origin, {
      dialect: pypi,
      simpleUrl: null,
      credentials: { kind: "trusted-publishing", provider },
    });
    expect(await ended(publishTo([wheel], trusted, ports))).toBe("auth/mint-refused");
    expect(other.asked).toEqual([]);
  });

  test("PyPI's pages are read without the token", async () => {
    await using index = await server(() => ({ status: 404, headers: {}, body: "" }));
    await remoteProject(target(index.origin, { dialect: pypi }), token, "demo-pkg", ports);
    await remoteProject(target(index.origin), token, "demo-pkg", ports);
    expect(index.asked.map((request) => request.headers["authorization"] !== undefined)).toEqual([
      false,
      true,
    ]);
  });

  test("no token goes over plain http to another machine", async () => {
    const remote = target("http://index.example.test");
    expect(await ended(publishTo([wheel], remote, ports))).toBe("auth/insecure-index");
  });

  test("a forge's answer cannot name another host for the assets", async () => {
    await using other = await server(() => ({ status: 201, headers: {}, body: "{}" }));
    await using hostile = await server(() => ({
      status: 201,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: 1,
        tag_name: "v1",
        draft: true,
        prerelease: false,
        html_url: "",
        upload_url: `${other.origin}/assets{?name}`,
      }),
    }));
    const forge = github(
      "demo/demo",
      new Secret("planted"),
      { api: hostile.origin, uploads: hostile.origin },
      ports,
    );
    const text = { tag: "v1", commit: "a".repeat(40), name: "", notes: "", prerelease: false, latest: true };
    const draft = await forge.draft(text);
    const { path, fileName: name, size, digests } = wheel;
    await ended(
      forge.attach(draft, { name, path, size, sha256: digests.sha256, contentType: "application/zip" }),
    );
    expect(other.asked).toEqual([]);
    expect(hostile.asked).toHaveLength(2);
  });
});

async function* endless(): AsyncGenerator<Uint8Array, void, void> {
  const chunk = Buffer.alloc(64 * 1024, "[");
  for (;;) {
    yield chunk;
    await Promise.resolve();
  }
}
