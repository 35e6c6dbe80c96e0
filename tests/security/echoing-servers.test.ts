import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { Fault, faultFields } from "../../src/findings/fault.ts";
import { github } from "../../src/forge/github.ts";
import { gitlab } from "../../src/forge/gitlab.ts";
import { generic } from "../../src/index-client/dialects/generic.ts";
import { pypi } from "../../src/index-client/dialects/pypi.ts";
import type { Listening, ServerRequest } from "../../src/ports/http.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { Secret } from "../../src/ports/secret.ts";
import { githubIdentity } from "../../src/publish/identity/github.ts";
import { remoteProject } from "../../src/publish/remote-project.ts";
import { demoWheel } from "../support/demo-files.ts";
import { publishTo } from "../support/publish.ts";

const SECRET = "pypi-SECRET/SECRET+SECRET";
const IDENTITY = "eyJhbGciOi.eyJpZGVudGl0eSI6.c2lnbmF0dXJl";

let node: NodePorts;
let ports: Ports;
let directory: string;
beforeEach(() => {
  node = nodePorts({});
  ports = { ...node.ports, pause: () => Promise.resolve() };
  directory = mkdtempSync(join(tmpdir(), "shipwheel-echo-"));
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

/** All that a server was told, in its own encodings, as a badly made one puts it into its error pages. */
function echo(request: ServerRequest, body: string): string {
  const said = request.headers["authorization"] ?? "";
  const own = Object.values(request.headers).join(" ");
  const pair = Buffer.from(said.split(" ")[1] ?? "", "base64").toString("utf8");
  return `you said ${own} ${pair} ${encodeURIComponent(pair)} ${pair.split(":")[1] ?? ""} ${body.slice(0, 2000)}`;
}

async function echoing(status: (request: ServerRequest) => number): Promise<Listening> {
  return ports.servers.listen(async (request) => {
    let body = "";
    for await (const chunk of request.body) body += Buffer.from(chunk).toString("latin1");
    const text = echo(request, body);
    return status(request) === 200
      ? {
          status: 200,
          headers: { "content-type": "application/json" },
          body: '{"value":"' + IDENTITY + '","audience":"pypi"}',
        }
      : {
          status: status(request),
          headers: { "content-type": "application/json", "x-words": text.replaceAll(/[^\x20-\x7e]/g, " ") },
          body: JSON.stringify({ message: text, errors: [{ code: "x", description: text }] }),
        };
  });
}

/** Everything that anybody could print of what came. */
async function toldBy(work: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return JSON.stringify(faultFields(error));
  }
}

/** The words that show a secret; and that the server's own words are still there. */
function leaks(told: string): readonly string[] {
  const pairs = [`__token__:${SECRET}`, `me:${SECRET}`, SECRET];
  const forms = [
    SECRET,
    "SECRET",
    encodeURIComponent(SECRET),
    IDENTITY,
    ...pairs.map((pair) => Buffer.from(pair).toString("base64").slice(4, 24)),
  ];
  return told.includes("you said") ? forms.filter((form) => told.includes(form)) : ["no words at all"];
}

describe("what a server echoes of our secrets is masked before anybody reads it", () => {
  test.each([400, 401, 403, 404, 422])("an index that answers an upload with %s", async (status) => {
    await using server = await echoing((request) => (request.method === "POST" ? status : 404));
    const file = demoWheel();
    writeFileSync(join(directory, file.fileName), file.bytes);
    await using wheel = await openDistribution(join(directory, file.fileName), ports.files);
    const target = {
      title: "the index",
      dialect: generic,
      uploadUrl: `${server.origin}/legacy/`,
      simpleUrl: `${server.origin}/simple/`,
      credentials: { kind: "token", token: new Secret(SECRET), source: "the test" } as const,
    };
    expect(leaks(await toldBy(publishTo([wheel], target, ports)))).toEqual([]);
  });

  test("an index that cannot answer now", async () => {
    await using server = await echoing(() => 503);
    const target = { title: "x", dialect: generic, uploadUrl: server.origin, simpleUrl: server.origin };
    const credentials = { kind: "token", token: new Secret(SECRET), user: "me", source: "the test" } as const;
    expect(leaks(await toldBy(remoteProject(target, credentials, "demo", ports)))).toEqual([]);
  });

  test.each(["issuer", "mint"])("trusted publishing: %s", async (which) => {
    await using server = await echoing((request) =>
      which === "mint" && !request.url.includes("mint") ? 200 : 403,
    );
    const file = demoWheel();
    writeFileSync(join(directory, file.fileName), file.bytes);
    await using wheel = await openDistribution(join(directory, file.fileName), ports.files);
    const provider = githubIdentity(`${server.origin}/oidc?a=b`, new Secret(SECRET), ports.http);
    const target = {
      title: "the index",
      dialect: pypi,
      uploadUrl: `${server.origin}/legacy/`,
      simpleUrl: null,
      credentials: { kind: "trusted-publishing", provider } as const,
    };
    expect(leaks(await toldBy(publishTo([wheel], target, ports)))).toEqual([]);
  });

  test("GitHub and GitLab", async () => {
    await using server = await echoing(() => 403);
    const { origin } = server;
    const hub = github("demo/demo", new Secret(SECRET), { api: origin, uploads: origin }, ports);
    expect(leaks(await toldBy(hub.find("v1")))).toEqual([]);
    for (const isJobToken of [true, false]) {
      const lab = gitlab("demo/demo", new Secret(SECRET), { api: origin, isJobToken }, ports);
      expect(leaks(await toldBy(lab.find("v1")))).toEqual([]);
    }
  });
});
