import { expect, test } from "vitest";
import { Secret } from "../../../src/ports/secret.ts";
import { tokenScope } from "../../../src/publish/credentials/token-scope.ts";

/** A macaroon of version 2, as PyPI makes them. */
function token(...caveats: readonly string[]): Secret {
  const field = (type: number, text: string | Buffer): Buffer => {
    const bytes = Buffer.from(text);
    const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
    return Buffer.concat([Buffer.from([type, ...length]), bytes]);
  };
  const head = Buffer.concat([
    Buffer.from([2]),
    field(1, "index.example"),
    field(2, "6f0ad6b1-0000"),
    Buffer.from([0]),
  ]);
  const sections = caveats.map((each) => Buffer.concat([field(2, each), Buffer.from([0])]));
  const bytes = Buffer.concat([head, ...sections, Buffer.from([0]), field(6, Buffer.alloc(32, 7))]);
  return new Secret(`pypi-${bytes.toString("base64url")}`);
}

test.each([
  ["the account's", token('[3,"8f1c"]'), { kind: "user", projects: [] }],
  ["the account's, without a caveat", token(), { kind: "user" }],
  ["one project's", token('[1,["demo"]]', '[3,"8f1c"]'), { kind: "project", projects: ["demo"] }],
  [
    "two projects', and the first form",
    token('{"version":1,"permissions":{"projects":["demo","other"]}}'),
    { kind: "project", projects: ["demo", "other"] },
  ],
  ["the account's in the first form", token('{"version":1,"permissions":"user"}'), { kind: "user" }],
  ["a project by its id", token('[2,["1111"]]', '[3,"8f1c"]'), { kind: "project", projects: [] }],
  [
    "a publisher's, for a quarter of an hour",
    token("[0,1764490000,1764489100]", '[4,"publisher"]', '[1,["demo"]]'),
    { kind: "project", expires: new Date(1764490000_000) },
  ],
  ["a caveat longer than 127 bytes", token(`[1,["${"x".repeat(150)}"]]`), { kind: "project" }],
])("a token's scope is read offline: %s", (_what, given, scope) => {
  expect(tokenScope(given)).toMatchObject(scope);
});

test.each([
  "",
  "ghp_x",
  "pypi-",
  "pypi-AgEI",
  "pypi-!!!!",
  `pypi-${"A".repeat(5000)}`,
  "pypi-Av________________8",
])("%s is none, and no error", (text) => expect(tokenScope(new Secret(text))).toBeNull());
