import { expect, test } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import { testIndex, type TestIndex } from "../../support/index.ts";
import { upload2 } from "../../support/upload-2.ts";
import { tokenHeader } from "../../support/upload-form.ts";

const META = { "api-version": "2.0" };
const WHEEL = demoWheel();
const SDIST = demoSdist();
const JSON_PAGE = { accept: "application/vnd.pypi.simple.v1+json" };

const offering = (sessions: "immediate" | "deferred" = "immediate"): Promise<TestIndex> =>
  testIndex({ settings: { sessions } });

async function shown(it: TestIndex): Promise<readonly string[]> {
  const page = await it.get("/simple/demo-pkg/", JSON_PAGE);
  if (page.status === 404) return [];
  return (JSON.parse(page.text) as { files: { filename: string }[] }).files.map((file) => file.filename);
}

test("an index that does not offer sessions has none, and announces none", async () => {
  await using it = await testIndex();
  expect(it.index.sessionsUrl).toBeNull();
  expect((await it.get("/legacy/")).headers.get("link")).toBeNull();
  expect((await it.post("/upload/", "{}")).status).toBe(404);
});

test("a session: created, files staged, seen by nobody, published at once", async () => {
  await using it = await offering();
  const client = upload2(it);
  expect((await it.get("/legacy/")).headers.get("link")).toContain(it.index.sessionsUrl);
  const session = await client.create();
  expect([session.status, session.headers.get("content-type")]).toEqual([
    201,
    "application/vnd.pypi.upload.v2+json",
  ]);
  expect(session.headers.get("location")).toBe(session.json.links.session);
  expect(session.json).toMatchObject({ meta: META, status: "open", files: {} });
  expect(session.json["expires-at"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(session.json.links.stage).toContain(session.json["session-token"]);
  for (const file of [WHEEL, SDIST]) expect((await client.stage(session, file)).status).toBe(201);
  expect(await shown(it)).toEqual([]);
  expect((await it.get("/pypi/demo-pkg/json")).status).toBe(404);
  const now = await client.send("GET", session.json.links.session);
  expect(Object.keys(now.json.files).sort()).toEqual([WHEEL.fileName, SDIST.fileName].sort());
  expect(now.json.files[WHEEL.fileName].status).toBe("completed");
  const published = await client.publish(session);
  expect([published.status, published.json.status]).toEqual([201, "published"]);
  expect([...(await shown(it))].sort()).toEqual([WHEEL.fileName, SDIST.fileName].sort());
  expect((await client.send("GET", session.json.links.session)).json.status).toBe("published");
  expect((await client.publish(session)).status).toBe(409);
  expect((await client.send("DELETE", session.json.links.session)).status).toBe(409);
});

test("a published session outlives the index: its files are one line of its journal", async () => {
  await using first = await offering();
  const client = upload2(first);
  const session = await client.create();
  for (const file of [WHEEL, SDIST]) await client.stage(session, file);
  await client.publish(session);
  await first.index.close();
  await using again = await testIndex({ directory: first.directory });
  expect((await shown(again)).length).toBe(2);
});

test("a canceled session leaves nothing, and frees the release and the name", async () => {
  await using it = await offering();
  const client = upload2(it);
  const other = upload2(it, it.index.addUser("other"));
  const session = await client.create();
  await client.stage(session, WHEEL);
  expect((await other.create()).status).toBe(403);
  expect((await it.upload(WHEEL, { authorization: tokenHeader(it.index.addUser("third")) })).status).toBe(
    403,
  );
  expect((await client.send("DELETE", session.json.links.session)).status).toBe(204);
  expect((await client.send("GET", session.json.links.session)).json).toMatchObject({
    status: "canceled",
    files: {},
  });
  expect((await it.get(new URL(`${session.json.links.stage}demo-pkg/`).pathname)).status).toBe(404);
  expect(await shown(it)).toEqual([]);
  const second = await other.create();
  expect(second.status).toBe(201);
  expect(second.json["session-token"]).not.toBe(session.json["session-token"]);
});

test("a second creation points to the session that is there", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  const again = await client.create("demo.pkg", "1.0");
  expect([again.status, again.headers.get("location")]).toEqual([409, session.json.links.session]);
  expect(again.headers.get("content-type")).toBe("application/problem+json");
});

test("who is nobody gets 401 with a challenge, who may not gets 403", async () => {
  await using it = await offering();
  const nobody = await upload2(it, null).create();
  expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([
    401,
    'Basic realm="upload", Bearer',
  ]);
  await it.upload(WHEEL);
  expect((await upload2(it, it.index.addUser("other")).create()).status).toBe(403);
  expect((await upload2(it).create("json")).status).toBe(403);
});

test("what is malformed is refused with its reason", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  const url = it.index.sessionsUrl ?? "";
  const name = "demo";
  const cases = [
    [415, await client.send("POST", url, { meta: META }, { "content-type": "application/json" })],
    [400, await client.send("POST", url, { meta: { "api-version": "1.0" }, name, version: "1" })],
    [400, await client.send("POST", url, { meta: META, name, version: "one" })],
    [400, await client.send("POST", url, { meta: META, name: "-demo", version: "1" })],
    [422, await client.announce(session, WHEEL, { mechanism: "vnd-acmecorp-postal" })],
    [400, await client.announce(session, WHEEL, { hashes: { md5: "00" } })],
    [400, await client.announce(session, WHEEL, { filename: "demo_pkg-2.0.0-py3-none-any.whl" })],
    [400, await client.announce(session, WHEEL, { filename: "notes.txt" })],
    [413, await client.announce(session, WHEEL, { size: 10 ** 12 })],
    [404, await client.send("GET", `${url}nonsense`)],
  ] as const;
  for (const [status, answer] of cases) {
    expect([answer.status, answer.json.status, answer.headers.get("content-type")]).toEqual([
      status,
      status,
      "application/problem+json",
    ]);
    expect(answer.json.title).not.toBe("");
  }
});

test("a file in parts: what broke off goes on where it stopped", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  const made = await client.announce(session, SDIST, { mechanism: "vnd-shipwheel-http-parts" });
  const { parts_url: url } = made.json.mechanism;
  const size = SDIST.bytes.length;
  const part = (start: number, end: number) =>
    client.send("POST", url, SDIST.bytes.subarray(start, end), {
      "content-type": "application/octet-stream",
      "content-range": `bytes ${start}-${end - 1}/${size}`,
    });
  expect((await part(0, 100)).json.mechanism.received).toBe(100);
  expect((await part(200, 300)).status).toBe(409);
  const early = await client.send("GET", made.json.links["file-upload-session"]);
  expect([early.json.status, early.json.mechanism.received]).toEqual(["pending", 100]);
  expect((await part(100, size)).status).toBe(200);
  expect((await client.send("POST", made.json.links.complete, { meta: META })).status).toBe(201);
  await client.publish(session);
  expect(await shown(it)).toEqual([SDIST.fileName]);
});

test("a file that fails is in error, and blocks the publication until it is deleted", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  await client.stage(session, WHEEL);
  const broken = { ...SDIST, bytes: Buffer.from("not an archive") };
  const refused = await client.stage(session, broken);
  expect([refused.status, refused.json.title]).toEqual([
    400,
    "Invalid distribution file. File is not a tarfile",
  ]);
  const wrong = await client.announce(session, { ...SDIST, fileName: "Demo_Pkg-1.0.0.tar.gz" });
  expect(wrong.status).toBe(202);
  const blocked = await client.publish(session);
  expect([blocked.status, blocked.json.errors.length]).toEqual([409, 2]);
  expect((await client.announce(session, SDIST)).status).toBe(409);
  const state = await client.send("GET", session.json.links.session);
  for (const name of [SDIST.fileName, "Demo_Pkg-1.0.0.tar.gz"])
    expect((await client.send("DELETE", state.json.files[name].link)).status).toBe(204);
  expect((await client.stage(session, SDIST)).status).toBe(201);
  expect((await client.publish(session)).status).toBe(201);
  expect((await shown(it)).length).toBe(2);
});

test("bytes that are not those that were announced are refused", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  const made = await client.announce(session, WHEEL, { hashes: { sha256: "0".repeat(64) } });
  await client.send("POST", made.json.mechanism.file_url, WHEEL.bytes);
  const ended = await client.send("POST", made.json.links.complete, { meta: META });
  expect([ended.status, ended.json.title]).toEqual([400, expect.stringContaining("sha256")]);
  const state = await client.send("GET", made.json.links["file-upload-session"]);
  expect([state.json.status, state.json.notices.length]).toEqual(["error", 1]);
});

test("a name that was published meanwhile conflicts when the session is published, and nothing of it is", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  for (const file of [WHEEL, SDIST]) await client.stage(session, file);
  await it.upload(demoWheel({ salt: "theirs" }));
  const conflict = await client.publish(session);
  expect([conflict.status, conflict.json.errors.map((each: { source: string }) => each.source)]).toEqual([
    409,
    [WHEEL.fileName],
  ]);
  expect(await shown(it)).toEqual([WHEEL.fileName]);
  expect((await client.send("GET", session.json.links.session)).json.status).toBe("open");
  expect((await client.create("demo-pkg", "1.0.0")).status).toBe(409);
});

test("deferred: 202, the names are held meanwhile, and the session tells how it ended", async () => {
  await using it = await offering("deferred");
  const client = upload2(it);
  const session = await client.create();
  const staged = await client.stage(session, WHEEL);
  expect([staged.status, staged.json.status]).toEqual([202, "processing"]);
  await until(
    async () =>
      (await client.send("GET", staged.json.links["file-upload-session"])).json.status === "completed",
  );
  let release = (): void => undefined;
  it.index.faults.processing = new Promise<void>((done) => (release = done));
  const asked = await client.publish(session);
  expect([asked.status, asked.json.status, asked.headers.get("location")]).toEqual([
    202,
    "processing",
    session.json.links.session,
  ]);
  expect((await client.send("DELETE", session.json.links.session)).status).toBe(409);
  expect((await it.upload(demoWheel({ salt: "theirs" }))).status).toBe(409);
  expect(await shown(it)).toEqual([]);
  release();
  await until(async () => (await client.send("GET", session.json.links.session)).json.status === "published");
  expect(await shown(it)).toEqual([WHEEL.fileName]);
});

test("deferred: a conflict puts the session into error, with its reason; it can be mended", async () => {
  await using it = await offering("deferred");
  const client = upload2(it);
  const session = await client.create();
  const staged = await client.stage(session, WHEEL);
  await until(
    async () =>
      (await client.send("GET", staged.json.links["file-upload-session"])).json.status === "completed",
  );
  await it.upload(demoWheel({ salt: "theirs" }));
  await client.publish(session);
  await until(async () => (await client.send("GET", session.json.links.session)).json.status === "error");
  const state = await client.send("GET", session.json.links.session);
  expect(state.json.notices.join()).toContain("File already exists");
  expect((await client.send("DELETE", state.json.files[WHEEL.fileName].link)).status).toBe(204);
  expect((await client.send("DELETE", session.json.links.session)).status).toBe(204);
});

test("a session ends in time, unless it is extended", async () => {
  await using it = await offering();
  const client = upload2(it);
  const session = await client.create();
  const longer = await client.send("POST", session.json.links.extend, { meta: META, "extend-for": 3600 });
  const gained = Date.parse(longer.json["expires-at"]) - Date.parse(session.json["expires-at"]);
  expect([longer.status, gained]).toEqual([200, 3_600_000]);
  const much = await client.send("POST", session.json.links.extend, { meta: META, "extend-for": 10 ** 9 });
  expect(Date.parse(much.json["expires-at"]) - Date.parse(session.json["expires-at"])).toBe(21 * 86_400_000);
  it.advance(29 * 86_400_000);
  expect((await client.send("GET", session.json.links.session)).json.status).toBe("canceled");
  expect((await client.create()).status).toBe(201);
});

test("a session without files registers the name", async () => {
  await using it = await offering();
  const client = upload2(it);
  expect((await client.publish(await client.create("Demo-Pkg", "0.0.0a0"))).status).toBe(201);
  expect((await upload2(it, it.index.addUser("other")).create()).status).toBe(403);
});

test("a session ignores what a token may no longer do", async () => {
  await using it = await offering();
  const client = upload2(it);
  await it.upload(demoSdist({ version: "0.9.0" }));
  const session = await client.create();
  await it.index.setStatus("demo-pkg", "archived");
  expect((await client.stage(session, WHEEL)).status).toBe(403);
  await it.index.setStatus("demo-pkg", "active");
  expect((await client.stage(session, WHEEL)).status).toBe(201);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 5));
}
