import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readIndexConfiguration, type IndexConfiguration } from "../../src/toolbox/index-configuration.ts";
import { indexEnvironment } from "../../src/toolbox/index-environment.ts";
import { temporaryDirectory, writeFiles, type FileSet } from "../support/git.ts";

const HOST = "packages.example.org";

async function read(variables: Record<string, string>, files: FileSet = {}): Promise<IndexConfiguration> {
  using home = temporaryDirectory("home");
  writeFiles(home.path, files);
  await using wired = nodePorts({ variables: { HOME: home.path, ...variables } });
  const { ports } = wired;
  const environment = { ...ports.environment, platform: "linux", home: home.path } as const;
  return await readIndexConfiguration({ ...ports, environment });
}

test("without settings the installers' own default counts", async () => {
  expect(await read({ PIP_CONFIG_FILE: "/dev/null" })).toMatchObject({
    default: null,
    extra: [],
    netrc: null,
  });
});

test.each(["PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"])("%s is the default index", async (name) => {
  const { default: main } = await read({ [name]: `https://${HOST}/simple/` });
  expect(main).toMatchObject({ url: `https://${HOST}/simple/`, password: null, source: name });
});

test("pip.conf and uv.toml are read", async () => {
  const pip = await read(
    {},
    {
      ".config/pip/pip.conf": `[global]\nindex-url = https://${HOST}/pip/\nextra-index-url =\n    https://${HOST}/a/\n    https://${HOST}/b/\n[install]\ntrusted-host = x\n`,
    },
  );
  expect(pip.default?.url).toBe(`https://${HOST}/pip/`);
  expect(pip.extra.map((index) => index.url)).toEqual([`https://${HOST}/a/`, `https://${HOST}/b/`]);
  expect(pip.trustedHosts).toEqual(["x"]);
  const uv = await read(
    {},
    {
      ".config/uv/uv.toml": `[[index]]\nname = "main"\nurl = "https://${HOST}/uv/"\ndefault = true\n[[index]]\nurl = "https://${HOST}/c/"\n`,
    },
  );
  expect(uv.default?.url).toBe(`https://${HOST}/uv/`);
  expect(uv.extra.map((index) => index.url)).toEqual([`https://${HOST}/c/`]);
});

test("a password is a secret that nothing prints, and reaches the installers by a private netrc only", async () => {
  const configuration = await read({ PIP_INDEX_URL: `https://ada:s3%20cret@${HOST}/simple/` });
  expect(configuration.default).toMatchObject({ url: `https://${HOST}/simple/`, username: "ada" });
  expect(JSON.stringify(configuration)).not.toMatch(/s3.*cret/);
  expect(String(configuration.default?.password)).toBe("***");

  using directory = temporaryDirectory();
  await using wired = nodePorts({});
  const variables = await indexEnvironment(configuration, directory.path, wired.ports);
  expect(JSON.stringify(variables)).not.toMatch(/s3.*cret/);
  const netrc = variables["NETRC"] ?? "";
  expect(readFileSync(netrc, "utf8")).toBe(`machine ${HOST} login ada password "s3 cret"\n`);
  if (process.platform !== "win32") expect(statSync(netrc).mode & 0o777).toBe(0o600);
});

test("find-links directories without a file are left out: uv would refuse them", async () => {
  using links = temporaryDirectory("links");
  writeFiles(links.path, { "demo-1.0-py3-none-any.whl": "" });
  const missing = join(links.path, "missing");
  expect((await read({ PIP_FIND_LINKS: `${missing} ${links.path}` })).findLinks).toEqual([links.path]);
});
