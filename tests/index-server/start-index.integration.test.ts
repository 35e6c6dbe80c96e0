import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { testIndex } from "../support/index.ts";
import { runTool } from "../support/python-tools.ts";

const JSON_TYPE = { accept: "application/vnd.pypi.simple.v1+json" };

test("what was stored is there after a restart, byte for byte, burnt names included", async () => {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-test-restart-"));
  try {
    const sdist = demoSdist();
    const old = { page: "", path: "" };
    {
      await using it = await testIndex({ directory });
      await it.upload(demoWheel());
      await it.upload(sdist);
      await it.index.deleteFile("demo-pkg", sdist.fileName);
      old.page = (await it.get("/simple/demo-pkg/", JSON_TYPE)).text.replaceAll(it.index.httpOrigin, "");
    }
    await using it = await testIndex({ directory });
    const page = (await it.get("/simple/demo-pkg/", JSON_TYPE)).text.replaceAll(it.index.httpOrigin, "");
    expect(page).toBe(old.page);
    const { files } = JSON.parse(page) as { files: { url: string }[] };
    const bytes = Buffer.from(await (await fetch(it.index.httpOrigin + files[0]?.url)).arrayBuffer());
    expect(bytes.equals(demoWheel().bytes)).toBe(true);
    expect((await it.upload(sdist)).message).toMatch(/^This filename was previously used/);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a refused upload leaves no file behind", async () => {
  await using it = await testIndex();
  await it.upload(demoWheel({ tag: "cp312-cp312-linux_x86_64" }));
  await it.upload(demoWheel(), { authorization: null });
  expect(readdirSync(join(it.directory, "incoming"))).toEqual([]);
  expect(readdirSync(it.directory)).not.toContain("files");
});

test("Python's strictest verification takes the certificate; without the authority it does not", async () => {
  await using it = await testIndex({ tls: true });
  const port = new URL(it.index.httpsOrigin ?? "").port;
  const script = `
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1] or None)
context.verify_flags |= ssl.VERIFY_X509_STRICT
for host in ("localhost", "127.0.0.1"):
    with socket.create_connection(("127.0.0.1", ${port})) as raw, context.wrap_socket(raw, server_hostname=host) as tls:
        print(host, tls.getpeercert()["subject"][0][0][1])
`;
  const run = (ca: string) => runTool(["python3", "-c", script, ca], { home: it.directory });
  expect(await run(it.index.caFile ?? "")).toEqual({
    status: 0,
    output: "localhost localhost\n127.0.0.1 localhost\n",
  });
  expect((await run("")).output).toContain("CERTIFICATE_VERIFY_FAILED");
});

test("the authority is one, and the server's certificate is none", async () => {
  await using it = await testIndex({ tls: true });
  const authority = new X509Certificate(it.index.caPem ?? "");
  const port = Number(new URL(it.index.httpsOrigin ?? "").port);
  const socket = connect({ host: "127.0.0.1", port, ca: it.index.caPem ?? "" });
  await once(socket, "secureConnect");
  const server = socket.getPeerX509Certificate();
  socket.destroy();
  expect(authority.ca).toBe(true);
  expect(server?.ca).toBe(false);
  expect(server?.verify(authority.publicKey)).toBe(true);
  expect(server?.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
});

test("two uploads of one name at once: one is stored, the other is told so", async () => {
  await using it = await testIndex();
  const answers = await Promise.all([
    it.upload(demoWheel()),
    it.upload(demoWheel({ salt: "other" })),
    it.upload(demoWheel()),
  ]);
  const statuses = answers.map((answer) => answer.status).sort((a, b) => a - b);
  expect([
    [200, 200, 400],
    [200, 400, 400],
  ]).toContainEqual(statuses);
});

test("a cut-off upload and a body that is no form are refused, and the index goes on", async () => {
  await using it = await testIndex();
  const bad = await it.upload(demoWheel(), {
    headers: { "content-type": "multipart/form-data; boundary=other" },
  });
  expect([bad.status, bad.message]).toEqual([400, "Malformed upload: the body ends in the middle of a part"]);
  expect((await it.upload(demoWheel(), { headers: { "content-type": "text/plain" } })).status).toBe(400);
  expect((await it.upload(demoWheel())).status).toBe(200);
});

test("paths that leave the index name nothing", async () => {
  await using it = await testIndex();
  await it.upload(demoWheel());
  for (const path of [
    "/files/../index.jsonl",
    "/files/%2e%2e%2findex.jsonl",
    "/refused/..%2f/x",
    "/files/%ff",
    "/nowhere",
  ]) {
    expect((await it.get(path)).status).toBe(404);
  }
  expect((await it.get("/simple/", {}, "DELETE")).status).toBe(405);
});
