import { expect, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { BOTH, html, jsonPage, scriptedIndex, text } from "../support/scripted-index.ts";

const LOGIN =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input type="password"></form></body></html>';
const WHEEL = demoWheel().fileName;

test("a 2xx with a login page is no publication", async () => {
  await using index = await scriptedIndex({ upload: () => html(200, LOGIN), page: () => text(403) });
  const { complete, findings, report } = await index.publish();
  expect([complete, index.state.posts, report?.isPartly]).toEqual([false, 1, false]);
  expect(findings).toMatchObject([{ rule: "U001", severity: "error" }]);
  expect(findings[0]?.message).toMatch(/web page.*Sign in/);
  expect(findings[0]?.help).toContain("--index");
});

test("a web page as the response of an upload that was stored all the same is settled by the index's page", async () => {
  await using index = await scriptedIndex({
    upload(_, store) {
      store();
      return html(200, "<html><title>Thanks</title></html>");
    },
  });
  expect((await index.publish({ files: BOTH })).complete).toBe(true);
});

test.for([
  ["a login page", () => html(200, LOGIN), "login page"],
  ["a 403", () => text(403), "answers 403"],
  [
    "a redirect to another host",
    () => text(302, "", { location: "https://sso.example.test/" }),
    "sso.example.test",
  ],
  [
    "a page that lists other things",
    () => html(200, '<a href="/login">Log in</a>'),
    "lists no distributions",
  ],
] as const)("%s in the place of the page proves nothing", async ([, page, words]) => {
  await using index = await scriptedIndex({ page });
  const { complete, fault } = await index.publish();
  expect([complete, fault?.code]).toEqual([false, "publish/page-unreadable"]);
  expect(fault?.message).toContain(words);
  expect(fault?.message).toContain(`${index.state.origin}/up/simple/demo-pkg/`);
  expect(fault?.remedy).toMatch(/--index-kind.*--simple-url/);
});

test.for([
  ["a lost answer, then a 403 in words that nobody knows", 403, "You may not delete all artifacts"],
  ["a 422", 422, "Unprocessable"],
  ["a 400", 400, "Artifact with the same checksum"],
] as const)("%s: the page shows our bytes, so it is done", async ([, status, words]) => {
  await using index = await scriptedIndex({
    upload(state, store) {
      store();
      return state.posts === 1 ? null : text(status, words);
    },
  });
  expect((await index.publish()).complete).toBe(true);
});

test.for([400, 403, 409, 422])("a %d to the first upload, and the page shows the file", async (status) => {
  let isHidden = true;
  await using index = await scriptedIndex({
    upload(_, store) {
      store();
      isHidden = false;
      return text(status, "words of nobody");
    },
    page: () => (isHidden ? text(404) : undefined),
  });
  expect((await index.publish()).complete).toBe(true);
});

test("an answer that is lost every time: the page decides in the end", async () => {
  await using index = await scriptedIndex({
    upload(_, store) {
      store();
      return null;
    },
  });
  expect((await index.publish()).complete).toBe(true);
});

test("other bytes of the name after a refusal are told, with both digests", async () => {
  await using index = await scriptedIndex({
    upload(_, store) {
      store();
      return text(200);
    },
  });
  await index.publish({ machine: "theirs", files: [demoWheel({ salt: "theirs" })] });
  const { findings } = await index.publish({ machine: "ours" });
  expect(findings).toMatchObject([{ rule: "U002", subject: WHEEL }]);
  expect(findings[0]?.message.match(/[0-9a-f]{64}/g)).toHaveLength(2);
});

test.for([
  ["md5 only", { hashes: { md5: "0".repeat(32) } }],
  ["no digest", { hashes: {} }],
] as const)("a page with %s: the file is downloaded and hashed", async ([, change]) => {
  await using index = await scriptedIndex({
    page: (state, { url }) =>
      url.endsWith("/demo-pkg/") && state.files.size > 0
        ? jsonPage(state, (file) => ({ ...file, ...change }))
        : undefined,
  });
  expect((await index.publish({ files: BOTH })).complete).toBe(true);
  const again = await index.publish({ files: BOTH, machine: "another" });
  expect([again.complete, index.state.posts]).toEqual([true, 2]);
  const other = await index.publish({ files: [demoWheel({ salt: "other" })], machine: "third" });
  expect(other.findings).toMatchObject([{ rule: "U002" }]);
});

test("no digest and no download: our own journal counts, and another machine claims nothing", async () => {
  await using index = await scriptedIndex({
    page(state, { url }) {
      if (url.startsWith("/files/")) return text(403);
      return state.files.size > 0 ? jsonPage(state, (file) => ({ ...file, hashes: {} })) : undefined;
    },
  });
  expect((await index.publish()).complete).toBe(true);
  const other = await index.publish({ machine: "another" });
  expect(other.findings).toMatchObject([{ rule: "U013", subject: WHEEL }]);
  expect(other.findings[0]?.message).toContain("answers 403");
});

test.for([
  ["answer 404", (url: string) => url, "answers 404"],
  ["are none", () => "file:///etc/passwd", "is not a server URL"],
] as const)(
  "no digest, and links that %s: not even our journal makes it a publication",
  async ([, link, words]) => {
    await using index = await scriptedIndex({
      page(state, { url }) {
        if (url.startsWith("/files/")) return text(404);
        return state.files.size > 0
          ? jsonPage(state, (file) => ({ ...file, hashes: {}, url: link(String(file["url"])) }))
          : undefined;
      },
    });
    const { complete, findings } = await index.publish();
    expect([complete, findings]).toMatchObject([false, [{ rule: "U013", subject: WHEEL }]]);
    expect(findings[0]?.message).toContain(words);
    expect(findings[0]?.help).toContain("links");
  },
);

test.for([false, true])(
  "a page that lists a file with two digests proves neither (ours last: %s)",
  async (isLast) => {
    await using index = await scriptedIndex({
      page(state, { url }) {
        if (!url.endsWith("/demo-pkg/") || state.files.size === 0) return undefined;
        const page = jsonPage(state);
        const read = JSON.parse(page.body as string) as { files: Record<string, unknown>[] };
        const theirs = read.files.map((file) => ({ ...file, hashes: { sha256: "0".repeat(64) } }));
        const files = isLast ? [...theirs, ...read.files] : [...read.files, ...theirs];
        return { ...page, body: JSON.stringify({ ...read, files }) };
      },
    });
    const { complete, fault } = await index.publish();
    expect([complete, fault?.code]).toEqual([false, "publish/page-unreadable"]);
    expect(fault?.message.match(/[0-9a-f]{64}/g)).toHaveLength(2);
  },
);

test.for([
  ["another project", { name: "other" }, "belongs to the project other"],
  ["an unknown version of the API", { meta: { "api-version": "9.0" } }, "unknown API version 9.0"],
] as const)("a page of %s is no proof", async ([, change, words]) => {
  await using index = await scriptedIndex({
    page(state, { url }) {
      if (!url.endsWith("/demo-pkg/")) return undefined;
      const page = jsonPage(state);
      return { ...page, body: JSON.stringify({ ...(JSON.parse(page.body as string) as object), ...change }) };
    },
  });
  const { fault } = await index.publish();
  expect(fault?.message).toContain(words);
});

test("yanked files are no publication", async () => {
  await using index = await scriptedIndex({
    page: (state, { url }) =>
      url.endsWith("/demo-pkg/") && state.files.size > 0
        ? jsonPage(state, (file) => ({ ...file, yanked: "broken" }))
        : undefined,
  });
  const { complete, findings } = await index.publish();
  expect([complete, findings]).toMatchObject([false, [{ rule: "U012" }]]);
});

test("a page that is not where it was guessed: which address answered what, and what corrects it", async () => {
  await using index = await scriptedIndex({
    page: (state, { url }) =>
      url === "/elsewhere/demo-pkg/" && state.files.size > 0 ? jsonPage(state) : text(404),
  });
  const { fault } = await index.publish();
  expect(fault?.message).toContain(`${index.state.origin}/up/simple/demo-pkg/ answers 404`);
  expect(fault?.remedy).toMatch(/--index-kind.*--simple-url/);
  const said = { simple: `${index.state.origin}/elsewhere/` };
  expect([(await index.publish({ said })).complete, index.state.posts]).toEqual([true, 1]);
});

test.for([
  ["/team/pypi/upload/", "/team/pypi/simple/"],
  ["/team/prod/", "/team/prod/+simple/"],
  ["/team/prod/", "/simple/"],
] as const)(
  "uploads to %s, pages at %s: the option that corrects it is named with the address",
  async ([path, pages]) => {
    await using index = await scriptedIndex({
      page: (state, { url }) =>
        url === `${pages}demo-pkg/` && state.files.size > 0 ? jsonPage(state) : text(404),
    });
    const { fault } = await index.publish({ path });
    const simple = `${index.state.origin}${pages}`;
    expect([fault?.code, fault?.remedy]).toEqual([
      "publish/pages-elsewhere",
      expect.stringContaining(`--simple-url ${simple}`),
    ]);
    expect((await index.publish({ path, said: { simple } })).complete).toBe(true);
    expect(index.state.posts).toBe(1);
  },
);

test("an index that shows its software by an answer needs no option", async () => {
  await using index = await scriptedIndex({
    page: (state, { url }) =>
      url === "/root/prod/"
        ? text(200, "", { "x-devpi-api-version": "2" })
        : url === "/root/prod/+simple/demo-pkg/" && state.files.size > 0
          ? jsonPage(state)
          : text(404),
  });
  expect((await index.publish({ path: "/root/prod/", files: BOTH })).complete).toBe(true);
});

test("a dry run reads with the credentials that there are", async () => {
  await using index = await scriptedIndex({
    page(state, { headers }) {
      if (headers["authorization"] === undefined) return text(401, "who are you");
      return state.files.size > 0 ? jsonPage(state) : undefined;
    },
  });
  expect((await index.publish()).complete).toBe(true);
  const preview = await index.preview();
  expect(preview).toMatchObject({ unreadable: null, files: [{ state: "present" }] });
  const blind = await index.preview({ token: null, machine: "another" });
  expect(blind.files).toMatchObject([{ state: "unknown" }]);
  expect(blind.unreadable).toMatch(/answers 401 without credentials/);
});
