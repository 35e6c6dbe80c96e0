import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { demoSdist, demoWheel, type DemoFile } from "../../support/demo-files.ts";
import type { TestIndex } from "../../support/index.ts";
import { findUv, findPython, runTool } from "../../support/python-tools.ts";
import { publishByFlit, uploadWith } from "../../support/uploaders.ts";
import { publisherOf, type ConformanceCase } from "./case.ts";

const JSON_TYPE = { accept: "application/vnd.pypi.simple.v1+json" };

/** Runs with a temporary home directory. */
async function withHome(run: (home: string) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "shipwheel-test-client-"));
  try {
    await run(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function writeFiles(directory: string, files: readonly DemoFile[]): readonly string[] {
  mkdirSync(directory, { recursive: true });
  return files.map((file) => {
    const path = join(directory, file.fileName);
    writeFileSync(path, file.bytes);
    return path;
  });
}

async function runOk(...args: Parameters<typeof runTool>): Promise<string> {
  const { status, output } = await runTool(...args);
  expect(`${output}\nexit ${status}`).toMatch(/\nexit 0$/);
  return output;
}

/** What clients asked for, without methods of testing. */
function asked(it: TestIndex): readonly string[] {
  return it.index.log.map(
    ({ method, url }) => `${method} ${url.replace(/\/files\/.*\//, "/files/…/").split("?")[0]}`,
  );
}

const DEP = { name: "dep-a", version: "0.5" };

export const CLIENTS: readonly ConformanceCase[] = [
  {
    id: 62,
    title: "upload with twine, uv, poetry, hatch, pdm and flit: exit 0, and every file is there",
    realClient: true,
    run: (it) =>
      withHome(async (home) => {
        const { uploadUrl, token } = it.index;
        const expected: string[] = [];
        for (const [minor, name] of (["twine", "uv", "poetry", "hatch", "pdm"] as const).entries()) {
          const version = `1.${minor}.0`;
          const files = [demoSdist({ version }), demoWheel({ version })];
          const { status, output } = await uploadWith(name, { home, uploadUrl, token, files, version });
          expect(`${output}\n${name} exits ${status}`).toMatch(/ exits 0$/);
          expected.push(...files.map((file) => file.fileName));
        }
        const flit = await publishByFlit({ home, uploadUrl, token });
        expect(`${flit.output}\nflit exits ${flit.status}`).toMatch(/ exits 0$/);
        const names = async (project: string): Promise<readonly string[]> => {
          const { text } = await it.get(`/simple/${project}/`, JSON_TYPE);
          return (JSON.parse(text) as { files: { filename: string }[] }).files.map((file) => file.filename);
        };
        expect((await names("demo-pkg")).toSorted()).toEqual(expected.toSorted());
        expect(await names("flit-demo")).toHaveLength(2);
      }),
  },
  {
    id: 72,
    title: "yanked: the reason, data-yanked in HTML; pip skips it unless pinned",
    realClient: true,
    run: (it) =>
      withHome(async (home) => {
        await it.upload(demoWheel());
        await it.upload(demoWheel({ version: "2.0" }));
        await it.index.yank("demo-pkg", "2.0", "broken");
        const page = await it.get("/simple/demo-pkg/", JSON_TYPE);
        expect(JSON.parse(page.text)).toMatchObject({ files: [{ yanked: false }, { yanked: "broken" }] });
        expect((await it.get("/simple/demo-pkg/")).text).toContain('data-yanked="broken"');
        const python = findPython();
        const download = async (requirement: string) =>
          runOk([python, "-m", "pip", "download", "-i", it.index.simpleUrl, requirement], { home });
        expect(await download("demo-pkg")).toContain("demo_pkg-1.0.0-py3-none-any.whl");
        expect(await download("demo-pkg==2.0")).toContain("demo_pkg-2.0-py3-none-any.whl");
      }),
  },
  {
    id: 76,
    title: "pip install, pip download, uv pip install, uv add with dependencies from the index",
    realClient: true,
    run: (it) =>
      withHome(async (home) => {
        await it.upload(demoWheel(DEP));
        await it.upload(demoWheel({ headers: ["Requires-Dist: dep-a"] }));
        const { simpleUrl } = it.index;
        const python = findPython();
        const before = it.index.log.length;
        await runOk(
          [python, "-m", "pip", "install", "--target", join(home, "env"), "-i", simpleUrl, "demo-pkg"],
          { home },
        );
        expect(asked(it).slice(before)).toEqual([
          "GET /simple/demo-pkg/",
          "GET /files/…/demo_pkg-1.0.0-py3-none-any.whl.metadata",
          "GET /simple/dep-a/",
          "GET /files/…/dep_a-0.5-py3-none-any.whl.metadata",
          "GET /files/…/demo_pkg-1.0.0-py3-none-any.whl",
          "GET /files/…/dep_a-0.5-py3-none-any.whl",
        ]);
        expect(
          await runOk([python, join(home, "env", "bin", "demo-pkg")], {
            home,
            env: { PYTHONPATH: join(home, "env") },
          }),
        ).toBe("demo 1.0.0\n");
        await runOk([python, "-m", "pip", "download", "-d", join(home, "got"), "-i", simpleUrl, "demo-pkg"], {
          home,
        });
        const uv = findUv();
        await runOk(
          [
            uv,
            "pip",
            "install",
            "--target",
            join(home, "env2"),
            "--python",
            python,
            "--index-url",
            simpleUrl,
            "demo-pkg",
          ],
          {
            home,
          },
        );
        const project = join(home, "project");
        mkdirSync(project);
        writeFileSync(
          join(project, "pyproject.toml"),
          '[project]\nname = "user"\nversion = "1"\nrequires-python = ">=3.9"\n',
        );
        const add = [uv, "add", "--python", python, "--no-config", "--default-index", simpleUrl, "demo-pkg"];
        await runOk(add, { home, cwd: project });
      }),
  },
  {
    id: 92,
    title: "uv publish --trusted-publishing always over TLS: five requests in order",
    realClient: true,
    options: { tls: true, publishers: [publisherOf("Demo-Pkg", { pending: true })] },
    run: (it) =>
      withHome(async (home) => {
        const paths = writeFiles(join(home, "dist"), [demoWheel()]);
        const { httpsOrigin, caFile, oidc } = it.index;
        const env = {
          SSL_CERT_FILE: caFile ?? "",
          GITHUB_ACTIONS: "true",
          ACTIONS_ID_TOKEN_REQUEST_URL: oidc.requestUrl,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.requestToken,
        };
        const publish = [
          findUv(),
          "publish",
          "--trusted-publishing",
          "always",
          "--publish-url",
          `${httpsOrigin}/legacy/`,
        ];
        await runOk([...publish, ...paths], { home, env });
        expect(asked(it)).toEqual([
          "GET /_/oidc/audience",
          "GET /oidc/token",
          "POST /_/oidc/mint-token",
          "POST /legacy/",
          "POST /_/oidc/burn-token",
        ]);
        expect(it.index.log.map((entry) => entry.status)).toEqual([200, 200, 200, 200, 202]);
      }),
  },
];
