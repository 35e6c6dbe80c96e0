import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { chooseTarget } from "../../src/publish/choose-target.ts";
import type { PublishRequest } from "../../src/release/publish-files.ts";
import { publishRequest } from "../../src/release/publish.ts";
import { temporaryDirectory } from "../support/git.ts";

const [ONE, OTHER] = ["https://one.corp.test/upload/", "https://other.corp.test/upload/"];

const WAIT = "[tool.shipwheel.publish]\nwait = 4\n";

interface Machine {
  readonly index?: string;
  readonly settings?: string;
}

async function indexBy(variables: Readonly<Record<string, string>>, index?: string): Promise<string> {
  return (await requestOf(variables, index === undefined ? {} : { index })).index;
}

async function requestOf(
  variables: Readonly<Record<string, string>>,
  { index, settings }: Machine,
): Promise<PublishRequest> {
  using scratch = temporaryDirectory("publish-request");
  if (settings !== undefined) writeFileSync(join(scratch.path, "pyproject.toml"), settings);
  await using node = nodePorts({});
  const ports = { ...node.ports, environment: { ...node.ports.environment, home: scratch.path, variables } };
  return await publishRequest([], scratch.path, index === undefined ? {} : { index }, ports);
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

test.each([
  ["nobody", {}, {}, "pypi", "the default"],
  ["settings without an index", {}, { settings: WAIT }, "pypi", "the default"],
  ["the settings", {}, { settings: `${WAIT}index = "testpypi"\n` }, "testpypi", "[tool.shipwheel.publish]"],
  [
    "settings that say PyPI, beside a variable",
    { TWINE_REPOSITORY_URL: ONE },
    { settings: `${WAIT}index = "pypi"\n` },
    "pypi",
    "[tool.shipwheel.publish]",
  ],
  [
    "our variable",
    { SHIPWHEEL_INDEX: "http://u:p@host.test/" },
    { index: "http://u:p@host.test/" },
    "http://host.test/",
    "SHIPWHEEL_INDEX",
  ],
  ["the option beside it", { SHIPWHEEL_INDEX: "testpypi" }, { index: ONE }, ONE, "--index"],
  ["a tool's variable", { TWINE_REPOSITORY_URL: ONE }, { settings: WAIT }, ONE, "TWINE_REPOSITORY_URL"],
] as const)("%s: who named the index is said", async (_title, variables, machine, index, indexSource) => {
  expect(await requestOf(variables, machine)).toMatchObject({ index, indexSource });
});

test("a name that only a variable knows: the variable and where names are read are said", async () => {
  const { index, config, said } = await requestOf({ TWINE_REPOSITORY: "corp" }, {});
  expect(() => chooseTarget(index, config, said)).toThrow(
    "there is no index corp (named by TWINE_REPOSITORY)",
  );
  expect(() => chooseTarget(index, config, said)).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining("~/.pypirc") as unknown }),
  );
});
