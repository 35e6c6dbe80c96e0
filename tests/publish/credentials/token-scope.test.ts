import { expect, test } from "vitest";
import { Secret } from "../../../src/ports/secret.ts";
import { tokenScope } from "../../../src/publish/credentials/token-scope.ts";
import { apiToken } from "../../support/api-token.ts";

const token = (...caveats: readonly string[]): Secret => new Secret(apiToken(...caveats));

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
