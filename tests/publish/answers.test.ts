import { expect, test } from "vitest";
import type { ServerReply } from "../../src/ports/http.ts";
import { permanentFailure } from "../../src/publish/connection-failure.ts";
import { html, scriptedIndex, text } from "../support/scripted-index.ts";

const NGINX = (status: number, title: string): ServerReply =>
  html(
    status,
    `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr>nginx</body></html>`,
  );

interface Row {
  readonly title: string;
  readonly reply: ServerReply;
  readonly says: RegExp;
  readonly help: RegExp;
  readonly phase?: string;
}

const ROWS: readonly Row[] = [
  ...[301, 302, 307, 308].map((status): Row => ({
    title: `${status} with its Location`,
    reply: text(status, "moved", { location: "/up/" }),
    says: /redirects the upload to http:\/\/127\.0\.0\.1:\d+\/up\//,
    help: /set the upload URL to http:\/\/127\.0\.0\.1:\d+\/up\//,
  })),
  {
    title: "302 to a login page",
    reply: text(302, "", { location: "https://sso.example.test/login?next=/up" }),
    says: /redirects the upload to https:\/\/sso\.example\.test/,
    help: /accepts API tokens/,
  },
  {
    title: "401",
    reply: text(401, "Unauthorized"),
    says: /user name "ci"/,
    help: /"ci" was sent/,
    phase: "auth",
  },
  { title: "403", reply: text(403, "no"), says: /user name "ci"/, help: /right to upload/, phase: "auth" },
  {
    title: "403 of a firewall",
    reply: NGINX(403, "403 Forbidden"),
    says: /web page/,
    help: /firewall or proxy/,
    phase: "auth",
  },
  {
    title: "404",
    reply: NGINX(404, "404 Not Found"),
    says: /accepts no uploads at http/,
    help: /upload URL.*--index/,
  },
  {
    title: "405",
    reply: text(405),
    says: /accepts no uploads at http/,
    help: /group and proxy repositories/,
  },
  {
    title: "409",
    reply: text(409, "exists"),
    says: /exists, but its page does not show it/,
    help: /new version/,
  },
  { title: "411", reply: NGINX(411, "411 Length Required"), says: /length of the upload/, help: /proxy/ },
  {
    title: "413",
    reply: NGINX(413, "413 Request Entity Too Large"),
    says: /too large/,
    help: /client_max_body_size/,
  },
  {
    title: "429 for an hour",
    reply: text(429, "quota", { "retry-after": "3600" }),
    says: /limit is exceeded/,
    help: /wait/,
  },
  { title: "501", reply: text(501, "no POST"), says: /cannot accept uploads/, help: /--index/ },
  { title: "507", reply: text(507, "full"), says: /no space left/, help: /free space/ },
  {
    title: "200 with a web page",
    reply: html(200, "<html><title>Portal</title></html>"),
    says: /web page.*nothing shows/,
    help: /--index/,
  },
];

test.for(ROWS)(
  "$title: its own cause and remedy, and it is not retried",
  async ({ reply, says, help, phase }) => {
    await using index = await scriptedIndex({ upload: () => reply });
    const { findings, complete } = await index.publish({ user: "ci" });
    expect([complete, index.state.posts, findings.length]).toEqual([false, 1, 1]);
    const [finding] = findings;
    expect(finding).toMatchObject({ rule: "U001", phase: phase ?? "publish" });
    expect(finding?.message).toMatch(says);
    expect(finding?.help).toMatch(help);
  },
);

test("too many new projects: one attempt, PyPI's own reason", async () => {
  await using index = await scriptedIndex({ upload: () => text(429, "Too many new projects created") });
  const { findings } = await index.publish();
  expect(index.state.posts).toBe(1);
  expect(findings).toMatchObject([{ symptom: "refusal:too-many-new-projects" }]);
  expect(findings[0]?.help).toMatch(/wait a few hours/);
});

test.for(["7200", "Fri, 31 Dec 2099 23:59:59 GMT"])("a limit until %s is not tried again", async (until) => {
  await using index = await scriptedIndex({
    upload: () => text(429, "slow down", { "retry-after": until }),
  });
  expect([(await index.publish()).complete, index.state.posts]).toEqual([false, 1]);
});

test("a 429 that passes, and a 503, are waited for", async () => {
  await using index = await scriptedIndex({
    upload(state, store) {
      if (state.posts === 1) return text(429, "slow down", { "retry-after": "2" });
      if (state.posts === 2) return text(503);
      store();
      return text(201);
    },
  });
  expect((await index.publish()).complete).toBe(true);
});

test.for([200, 201, 202, 204])("a %d without a page is an upload's answer", async (status) => {
  await using index = await scriptedIndex({
    upload(_, store) {
      store();
      return text(status);
    },
  });
  expect((await index.publish()).complete).toBe(true);
});

test("the reason of a Nexus is in the body of its page, and is told", async () => {
  const page = `<!DOCTYPE html><html><head><title>400 - Nexus Repository Manager</title><style>a{}</style></head><body><div>Error 400</div><p>releases/demo cannot be updated</p></body></html>`;
  await using index = await scriptedIndex({ upload: () => html(400, page) });
  const { findings } = await index.publish();
  expect(findings[0]?.message).toContain("cannot be updated");
});

test.for([
  ["ENOTFOUND", "publish/no-such-host", /host/],
  ["SELF_SIGNED_CERT_IN_CHAIN", "publish/tls", /--ca/],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "publish/tls", /--ca/],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "publish/tls", /--ca/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "publish/tls", /host name/],
  ["CERT_HAS_EXPIRED", "publish/tls", /renew/],
  ["EPROTO", "publish/tls", /http/],
  ["ECONNRESET", undefined, /^/],
  ["EAI_AGAIN", undefined, /^/],
  ["ECONNREFUSED", undefined, /^/],
] as const)("a connection that fails by %s is %s", ([code, expected, remedy]) => {
  const failure = permanentFailure(
    Object.assign(new Error("it fails"), { code }),
    { title: "house" },
    "https://index.example.test/up/",
  );
  expect(failure?.code).toBe(expected);
  expect(failure?.remedy ?? "").toMatch(remedy);
});
