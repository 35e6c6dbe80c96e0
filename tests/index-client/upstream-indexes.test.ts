import { expect, test } from "vitest";
import { outerIndexes } from "../../src/index-client/upstream-indexes.ts";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import type { IndexConfiguration } from "../../src/toolbox/index-configuration.ts";
import { Secret } from "../../src/ports/secret.ts";

const NONE: IndexConfiguration = {
  default: null,
  extra: [],
  findLinks: [],
  certificate: null,
  trustedHosts: [],
  netrc: null,
};

test("without a configuration dependencies come from PyPI", () => {
  expect(outerIndexes(NONE)).toEqual([{ id: "default", url: ENDPOINTS.pypi.simpleUrl }]);
});

test("the user's indexes keep their order; credentials become a header that does not print", () => {
  const address = { username: "me", password: new Secret("s3cret"), source: "test" };
  const made = outerIndexes({
    ...NONE,
    default: { url: "http://127.0.0.1:1/simple/", username: null, password: null, source: "test" },
    extra: [{ ...address, url: "http://127.0.0.1:2/simple/" }],
  });
  expect(made.map((each) => [each.id, each.url])).toEqual([
    ["default", "http://127.0.0.1:1/simple/"],
    ["extra-0", "http://127.0.0.1:2/simple/"],
  ]);
  expect(made[1]?.authorization?.reveal()).toBe(`Basic ${Buffer.from("me:s3cret").toString("base64")}`);
  expect(JSON.stringify(made)).not.toContain(Buffer.from("me:s3cret").toString("base64"));
});
