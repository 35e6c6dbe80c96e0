import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { publishRequest } from "../../src/release/publish.ts";
import { temporaryDirectory } from "../support/git.ts";

const [ONE, OTHER] = ["https://one.corp.test/upload/", "https://other.corp.test/upload/"];

async function indexBy(variables: Readonly<Record<string, string>>, index?: string): Promise<string> {
  using scratch = temporaryDirectory("publish-request");
  await using node = nodePorts({});
  const ports = { ...node.ports, environment: { ...node.ports.environment, home: scratch.path, variables } };
  return (await publishRequest([], scratch.path, index === undefined ? {} : { index }, ports)).index;
}

test("two tools that name different indexes: the command line has to say which", async () => {
  const both = { TWINE_REPOSITORY_URL: ONE, UV_PUBLISH_URL: OTHER };
  await expect(indexBy(both)).rejects.toMatchObject({
    code: "usage/several-indexes",
    message: expect.stringMatching(/UV_PUBLISH_URL and TWINE_REPOSITORY_URL/) as unknown,
    remedy: expect.stringContaining("--index") as unknown,
  });
  expect(await indexBy(both, OTHER)).toBe(OTHER);
  expect(await indexBy({ TWINE_REPOSITORY_URL: ONE, UV_PUBLISH_URL: ONE })).toBe(ONE);
});
