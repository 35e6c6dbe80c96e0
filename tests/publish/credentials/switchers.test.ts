import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { parseTomlFile } from "../../../src/tree/formats/toml-file.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { explainCredentials } from "../../../src/publish/credentials/explain-credentials.ts";
import { chooseCredentials } from "../../../src/publish/credentials/choose-credentials.ts";
import { chooseTarget } from "../../../src/publish/choose-target.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { publishRequest } from "../../../src/release/publish.ts";

const CORP = "https://index.corp.test/upload/";
const OTHER = "https://other.corp.test/upload/";
const SECRET = "s3kret-of-corp";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "shipwheel-switch-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

interface Chosen {
  readonly index: string;
  readonly url: string;
  readonly by: string;
  readonly user: string | null;
  readonly secret: string | null;
}

/** A machine with these variables; a keyring has what `entries` say, as `URL user`. */
function portsOf(
  variables: Readonly<Record<string, string>>,
  entries: Readonly<Record<string, string>> = {},
): NodePorts {
  const node = nodePorts({ variables });
  const run: Ports["processes"]["run"] = ({ argv }) => {
    const stdout = entries[argv.slice(2).join(" ")];
    return Promise.resolve({
      status: stdout === undefined ? 1 : 0,
      signal: null,
      stdout: stdout ?? "",
      stderr: "",
      timedOut: false,
    } as Awaited<ReturnType<Ports["processes"]["run"]>>);
  };
  return {
    ...node,
    ports: { ...node.ports, processes: { ...node.ports.processes, run } },
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}

/** Where `shipwheel publish` would go, and as whom. */
async function chosen(
  variables: Readonly<Record<string, string>>,
  options: { index?: string; token?: string } = {},
): Promise<Chosen | string> {
  await using node = portsOf({ HOME: home, ...variables });
  const request = await publishRequest([], home, options, node.ports);
  try {
    const target = chooseTarget(request.index, request.config, request.said);
    const found = await chooseCredentials(target, "auto", node.ports, request.token);
    if (found.kind !== "token") return found.kind;
    const { user = null, source, token } = found;
    return { index: target.title, url: target.uploadUrl, by: source, user, secret: token.reveal() };
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const PYPIRC = `[distutils]
index-servers =
    corp
    other

[corp]
repository: ${CORP}
username: ci
password: ${SECRET}

[other]
repository = ${OTHER}
username = ci
password = not-for-corp
`;

describe("what another tool was told is read as a set", () => {
  test.each([
    ["twine", { TWINE_REPOSITORY_URL: CORP, TWINE_USERNAME: "ci", TWINE_PASSWORD: SECRET }, "TWINE_PASSWORD"],
    [
      "uv",
      { UV_PUBLISH_URL: CORP, UV_PUBLISH_USERNAME: "ci", UV_PUBLISH_PASSWORD: SECRET },
      "UV_PUBLISH_PASSWORD",
    ],
    [
      "hatch",
      { HATCH_INDEX_REPO: CORP, HATCH_INDEX_USER: "ci", HATCH_INDEX_AUTH: SECRET },
      "HATCH_INDEX_AUTH",
    ],
    ["flit", { FLIT_INDEX_URL: CORP, FLIT_USERNAME: "ci", FLIT_PASSWORD: SECRET }, "FLIT_PASSWORD"],
    [
      "pdm",
      { PDM_PUBLISH_REPO: CORP, PDM_PUBLISH_USERNAME: "ci", PDM_PUBLISH_PASSWORD: SECRET },
      "PDM_PUBLISH_PASSWORD",
    ],
  ])("%s: address, user and password", async (_tool, variables, by) => {
    expect(await chosen(variables)).toEqual({
      index: "index.corp.test",
      url: CORP,
      by,
      user: "ci",
      secret: SECRET,
    });
    expect(await chosen(variables, { index: OTHER })).toMatch(
      /^auth\/no-credentials: .*is not sent to another index/,
    );
  });

  test.each([
    ["uv", { UV_PUBLISH_URL: CORP, UV_PUBLISH_TOKEN: SECRET }, {}],
    ["hatch", { HATCH_INDEX_REPO: CORP, HATCH_INDEX_AUTH: SECRET }, {}],
    ["poetry", { POETRY_REPOSITORIES_CORP_URL: CORP, POETRY_PYPI_TOKEN_CORP: SECRET }, { index: "corp" }],
  ])("%s: a token needs no user", async (_tool, variables, options) => {
    expect(await chosen(variables, options)).toMatchObject({ url: CORP, user: null, secret: SECRET });
  });

  test.each([
    [
      "poetry",
      {
        POETRY_REPOSITORIES_CORP_URL: CORP,
        POETRY_HTTP_BASIC_CORP_USERNAME: "ci",
        POETRY_HTTP_BASIC_CORP_PASSWORD: SECRET,
      },
    ],
    [
      "uv's named index",
      { POETRY_REPOSITORIES_CORP_URL: CORP, UV_INDEX_CORP_USERNAME: "ci", UV_INDEX_CORP_PASSWORD: SECRET },
    ],
  ])("%s: by the name of the index", async (_tool, variables) => {
    expect(await chosen(variables, { index: "corp" })).toMatchObject({
      url: CORP,
      user: "ci",
      secret: SECRET,
    });
    expect(await chosen(variables, { index: OTHER })).toMatch(/^auth\/no-credentials/);
  });

  test(".pypirc: by name, by address, by TWINE_REPOSITORY", async () => {
    writeFileSync(join(home, ".pypirc"), PYPIRC);
    const corp = { url: CORP, by: "~/.pypirc [corp]", user: "ci", secret: SECRET };
    expect(await chosen({}, { index: "corp" })).toMatchObject(corp);
    expect(await chosen({}, { index: CORP })).toMatchObject(corp);
    expect(await chosen({ TWINE_REPOSITORY: "corp" })).toMatchObject(corp);
    expect(await chosen({}, { index: "other" })).toMatchObject({ url: OTHER, secret: "not-for-corp" });
    expect(await chosen({}, { index: "https://third.corp.test/" })).toMatch(/^auth\/no-credentials/);
  });

  test("netrc: by host, and nobody's default", async () => {
    writeFileSync(
      join(home, ".netrc"),
      `machine index.corp.test login ci password "${SECRET}"\ndefault login any password one\n`,
    );
    const by = "the netrc entry of index.corp.test";
    expect(await chosen({}, { index: CORP })).toMatchObject({ by, user: "ci", secret: SECRET });
    expect(await chosen({}, { index: OTHER })).toMatch(/^auth\/no-credentials/);
  });

  test("a job of GitLab CI, for its own registry only", async () => {
    const job = {
      CI_JOB_TOKEN: SECRET,
      CI_API_V4_URL: "https://gitlab.corp.test/api/v4",
      CI_PROJECT_ID: "7",
    };
    const registry = "https://gitlab.corp.test/api/v4/projects/7/packages/pypi";
    const found = { by: "CI_JOB_TOKEN", user: "gitlab-ci-token", secret: SECRET };
    expect(await chosen(job, { index: registry })).toMatchObject(found);
    expect(await chosen(job, { index: CORP })).toMatch(/^auth\/no-credentials/);
  });

  test("the address of PyPI is PyPI", async () => {
    const url = chooseTarget("pypi", readConfig(null).publish).uploadUrl;
    const variables = {
      TWINE_REPOSITORY_URL: url,
      TWINE_USERNAME: "__token__",
      TWINE_PASSWORD: "pypi-token",
    };
    expect(await chosen(variables)).toMatchObject({ index: "PyPI", user: null, secret: "pypi-token" });
  });
});

describe("half of a set is an error that names the other half", () => {
  test.each([
    [{ TWINE_REPOSITORY_URL: CORP, TWINE_USERNAME: "ci" }, "TWINE_USERNAME", "TWINE_PASSWORD"],
    [{ TWINE_REPOSITORY_URL: CORP, TWINE_PASSWORD: SECRET }, "TWINE_PASSWORD", "TWINE_USERNAME"],
    [{ UV_PUBLISH_URL: CORP, UV_PUBLISH_USERNAME: "ci" }, "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD"],
    [{ UV_PUBLISH_URL: CORP, UV_PUBLISH_PASSWORD: SECRET }, "UV_PUBLISH_PASSWORD", "UV_PUBLISH_USERNAME"],
    [{ FLIT_INDEX_URL: CORP, FLIT_PASSWORD: SECRET }, "FLIT_PASSWORD", "FLIT_USERNAME"],
    [{ PDM_PUBLISH_REPO: CORP, PDM_PUBLISH_USERNAME: "ci" }, "PDM_PUBLISH_USERNAME", "PDM_PUBLISH_PASSWORD"],
  ])("%o", async (variables, has, missing) => {
    const words = `auth/half-set: ${has} is set for index.corp.test, but ${missing} is not`;
    expect(await chosen(variables as Record<string, string>)).toContain(words);
  });

  test("what follows is not taken instead", async () => {
    const variables = { UV_PUBLISH_USERNAME: "ci", TWINE_USERNAME: "other", TWINE_PASSWORD: SECRET };
    expect(await chosen(variables, { index: CORP })).toMatch(/^auth\/half-set: UV_PUBLISH_USERNAME/);
  });

  test("a user completes a token of ours, and the user of the settings a password", async () => {
    expect(await chosen({ TWINE_USERNAME: "ci", SHIPWHEEL_TOKEN: SECRET }, { index: CORP })).toMatchObject({
      user: "ci",
      secret: SECRET,
    });
    const config = readConfig(
      parseTomlFile(
        "pyproject.toml",
        Buffer.from(`[tool.shipwheel.publish.indexes.corp]\nurl = "${CORP}"\nuser = "me"\n`),
      ),
    );
    await using node = portsOf({ HOME: home, TWINE_PASSWORD: SECRET });
    const found = await chooseCredentials(chooseTarget("corp", config.publish), "auto", node.ports);
    expect(found).toMatchObject({ user: "me", source: "TWINE_PASSWORD" });
  });
});

test.each([
  ["the user of a variable", { TWINE_USERNAME: "ci" }, { [`${CORP} ci`]: "kept" }, "ci"],
  ["nobody's name: a token", {}, { [`${CORP} __token__`]: "kept" }, undefined],
  [
    "nobody's name: the store knows one",
    {},
    { [`creds get ${CORP}`]: "VssSessionToken\nkept" },
    "VssSessionToken",
  ],
])("the keyring, by %s", async (_title, variables, entries, user) => {
  await using node = portsOf({ HOME: home, ...variables }, entries);
  const request = await publishRequest([], home, { index: CORP }, node.ports);
  const target = chooseTarget(request.index, request.config, request.said);
  const found = await chooseCredentials(target, "auto", node.ports);
  expect(found).toMatchObject({ source: "the keyring", ...(user === undefined ? {} : { user }) });
});

test("a token that PyPI made is shown to no other index, wherever it comes from", async () => {
  const token = "pypi-AgEIcHlwaS5vcmcCJDAwMDA";
  for (const variables of [{ SHIPWHEEL_TOKEN: token }, { UV_PUBLISH_TOKEN: token }]) {
    expect(await chosen(variables, { index: CORP })).toMatch(/^auth\/foreign-token: .*belongs to PyPI/);
    expect(await chosen(variables)).toMatchObject({ index: "PyPI", secret: token });
  }
});

test("what would be used is told without a secret", async () => {
  writeFileSync(join(home, ".pypirc"), PYPIRC);
  await using node = portsOf({ HOME: home, TWINE_USERNAME: "ci", TWINE_PASSWORD: SECRET });
  const request = await publishRequest([], home, { index: CORP }, node.ports);
  const target = chooseTarget(request.index, request.config, request.said);
  const told = await explainCredentials(target, "auto", node.ports);
  expect(told).toMatchObject({ method: "token", source: "TWINE_PASSWORD", user: "ci", missing: null });
  expect(told.read.map(({ source, state }) => [source, state])).toEqual([
    ["TWINE_PASSWORD", "used"],
    ["~/.pypirc [corp]", "not needed"],
    ["~/.pypirc [other]", "not for this index"],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/s3kret|not-for-corp/);
});
