import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { permanentFailure } from "../../src/publish/connection-failure.ts";
import { trusting } from "../../src/ports/http.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";

const HOST = "index.corp.test";
const asked: string[] = [];

let scratch: TemporaryDirectory;
let authority: string;
let index: Server;
let proxy: Server;
beforeAll(async () => {
  scratch = temporaryDirectory("network");
  authority = join(scratch.path, "authority.pem");
  const key = join(scratch.path, "key.pem");
  const name = `/CN=${HOST} -addext subjectAltName=DNS:${HOST},DNS:localhost -keyout ${key} -out ${authority}`;
  const args = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj ${name}`;
  execFileSync("openssl", args.split(" "), { stdio: "ignore" });
  mkdirSync(join(scratch.path, "directory"));
  execFileSync("cp", [authority, join(scratch.path, "directory", "corp.pem")]);
  const tls = { key: readFileSync(key), cert: readFileSync(authority) };
  index = createTlsServer(tls, (_request, response) => response.end("the index"));
  // A proxy of a company: it alone knows where the index is.
  proxy = createServer((request, response) => {
    asked.push(`${request.url ?? ""} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    response.writeHead(502).end(`no way: ${request.headers["proxy-authorization"] ?? ""}`);
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ""}`);
    const { port } = index.address() as AddressInfo;
    const there = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.pipe(socket).pipe(there);
    });
    there.on("error", () => socket.destroy());
    socket.on("error", () => there.destroy());
  });
  await Promise.all(
    [index, proxy].map((each) => new Promise<void>((done) => each.listen(0, "127.0.0.1", done))),
  );
});
afterAll(() => {
  for (const each of [index, proxy]) {
    each.closeAllConnections();
    each.close();
  }
  scratch[Symbol.dispose]();
});
beforeEach(() => {
  asked.length = 0;
});

async function get(url: string, variables: Readonly<Record<string, string>>): Promise<string> {
  await using node = nodePorts({ variables });
  try {
    const { status, body } = await node.ports.http.request({ method: "GET", url, timeoutMs: 10_000 });
    return `${status} ${Buffer.from(body).toString("utf8")}`;
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message;
  }
}

const proxyUrl = (credentials = ""): string =>
  `http://${credentials}127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const own = (): string => `https://localhost:${(index.address() as AddressInfo).port}/`;

describe("a proxy", () => {
  test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])("%s", async (name) => {
    const variables = { [name]: proxyUrl(), SSL_CERT_FILE: authority };
    expect(await get(`https://${HOST}/simple/`, variables)).toBe("200 the index");
    expect(asked).toEqual([`CONNECT ${HOST}:443`]);
  });

  test("HTTP_PROXY, whose password it cannot tell us", async () => {
    const words = await get(`http://${HOST}/simple/`, { HTTP_PROXY: proxyUrl("ci:s3kretpw@") });
    expect(asked).toEqual([`http://${HOST}/simple/ Basic ${Buffer.from("ci:s3kretpw").toString("base64")}`]);
    expect(words).toMatch(/^502 no way: /);
    expect(words).not.toContain(Buffer.from("ci:s3kretpw").toString("base64").slice(4));
  });

  test.each([HOST, "corp.test", ".corp.test", "*", `${HOST}:443`])("NO_PROXY=%s", async (exempt) => {
    const variables = { HTTPS_PROXY: proxyUrl(), NO_PROXY: `x.test, ${exempt}` };
    expect(await get(`https://${HOST}/`, variables)).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(asked).toEqual([]);
  });

  test("this very machine needs none", async () => {
    expect(await get(own(), { HTTPS_PROXY: proxyUrl(), SSL_CERT_FILE: authority })).toBe("200 the index");
    expect(asked).toEqual([]);
  });

  test("one that speaks SOCKS is named, and what to set instead; it is not tried again", async () => {
    const variables = { ALL_PROXY: "socks5://127.0.0.1:1" };
    expect(await get(`https://${HOST}/`, variables)).toBe("usage/proxy-protocol");
    await using node = nodePorts({ variables });
    const asked = node.ports.http.request({ method: "GET", url: `https://${HOST}/` });
    const error: unknown = await asked.catch((each: unknown) => each);
    expect(error).toMatchObject({
      remedy: expect.stringContaining("set HTTPS_PROXY to an HTTP proxy") as string,
    });
    expect(permanentFailure(error, { title: "corp" }, `https://${HOST}/`)).toBe(error);
  });
});

describe("a private authority", () => {
  test("is not trusted unasked", async () => {
    expect(await get(own(), {})).toMatch(/SELF_SIGNED/);
  });

  test.each(["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "TWINE_CERT"])(
    "%s",
    async (name) => {
      expect(await get(own(), { [name]: authority })).toBe("200 the index");
    },
  );

  test("the one of --ca, for every request that names none itself", async () => {
    await using node = nodePorts({ variables: {} });
    const client = trusting(node.ports.http, readFileSync(authority, "utf8"));
    expect((await client.request({ method: "GET", url: own() })).status).toBe(200);
    expect((await client.open({ method: "GET", url: own() })).status).toBe(200);
    await expect(client.request({ method: "GET", url: own(), ca: "" })).rejects.toThrow("self");
  });

  test("SSL_CERT_DIR", async () => {
    expect(await get(own(), { SSL_CERT_DIR: join(scratch.path, "directory") })).toBe("200 the index");
  });

  test("a file that is not there is named by its variable", async () => {
    expect(await get(own(), { PIP_CERT: "/nowhere.pem" })).toContain("PIP_CERT");
  });
});
