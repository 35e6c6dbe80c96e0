import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Secret } from "../../src/ports/secret.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { findUv, findPython, runTool } from "../support/python-tools.ts";

const JSON_TYPE = { accept: "application/vnd.pypi.simple.v1+json" };
const DEPENDS = ["Requires-Dist: dep-a"];

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "shipwheel-test-route-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** The user's own index: it has the dependency, and an attacker's newer version of the rehearsed name. */
async function outerIndex(): Promise<TestIndex> {
  const outer = await testIndex();
  await outer.upload(demoWheel({ name: "dep-a", version: "0.5" }));
  await outer.upload(demoWheel({ version: "9.0.0", salt: "attacker" }));
  return outer;
}

function rehearsal(outer: TestIndex, options: Parameters<typeof testIndex>[0] = {}): Promise<TestIndex> {
  return testIndex({ names: ["Demo_Pkg"], outer: [{ id: "main", url: outer.index.simpleUrl }], ...options });
}

describe("the outer index offers the rehearsed name in a higher version", () => {
  test("pip installs the rehearsed one, and the dependency from outside", async () => {
    await using outer = await outerIndex();
    await using it = await rehearsal(outer);
    await it.upload(demoWheel({ headers: DEPENDS }));
    const python = findPython();
    const url = it.index.routes.get("main") ?? "";
    const run = await runTool(
      [python, "-m", "pip", "install", "--target", join(home, "env"), "-i", url, "demo-pkg"],
      { home },
    );
    expect(run.output).toContain("Successfully installed demo-pkg-1.0.0 dep-a-0.5");
    expect(outer.index.log.some((entry) => entry.url.includes("demo"))).toBe(false);
    expect(outer.index.log.map((entry) => entry.url)).toContain("/simple/dep-a/");
  });

  test("uv installs the rehearsed one by pip's route", async () => {
    await using outer = await outerIndex();
    await using it = await rehearsal(outer);
    await it.upload(demoWheel({ headers: DEPENDS }));
    const python = findPython();
    const url = it.index.routes.get("main") ?? "";
    const argv = [
      findUv(),
      "pip",
      "install",
      "--target",
      join(home, "env"),
      "--python",
      python,
      "--default-index",
      url,
      "demo-pkg",
    ];
    const run = await runTool(argv, { home });
    expect(run.output).toMatch(/\+ demo-pkg==1\.0\.0\n/);
    expect(run.output).toMatch(/\+ dep-a==0\.5\n/);
    expect(outer.index.log.some((entry) => entry.url.includes("demo"))).toBe(false);
  });

  test("uv's own routing: the rehearsed index first, the user's as default", async () => {
    await using outer = await outerIndex();
    await using it = await rehearsal(outer);
    await it.upload(demoWheel({ headers: DEPENDS }));
    const python = findPython();
    const { ownRoute } = it.index;
    const argv = [
      findUv(),
      "pip",
      "install",
      "--target",
      join(home, "env"),
      "--python",
      python,
      "--index",
      ownRoute,
    ];
    const run = await runTool([...argv, "--default-index", outer.index.simpleUrl, "demo-pkg"], { home });
    expect(run.output).toMatch(/\+ demo-pkg==1\.0\.0\n/);
    expect(run.output).toMatch(/\+ dep-a==0\.5\n/);
  });

  test("nothing is uploaded yet: the rehearsed name is not found, rather than taken from outside", async () => {
    await using outer = await outerIndex();
    await using it = await rehearsal(outer);
    const python = findPython();
    const url = it.index.routes.get("main") ?? "";
    const run = await runTool([python, "-m", "pip", "download", "-i", url, "demo-pkg"], { home });
    expect(run.status).toBe(1);
    expect(run.output).toContain("No matching distribution found for demo-pkg");
    expect(outer.index.log.some((entry) => entry.url.includes("demo"))).toBe(false);
  });
});

test("a second outer index's route refuses the rehearsed name", async () => {
  await using outer = await outerIndex();
  const url = outer.index.simpleUrl;
  await using it = await rehearsal(outer, {
    outer: [
      { id: "main", url },
      { id: "extra", url },
    ],
  });
  await it.upload(demoWheel());
  const page = (id: string, name: string) => it.get(`${it.index.routes.get(id) ?? ""}${name}/`, JSON_TYPE);
  expect((await page("main", "demo-pkg")).status).toBe(200);
  expect((await page("extra", "demo-pkg")).status).toBe(404);
  for (const id of ["main", "extra"]) {
    const other = await page(id, "dep-a");
    expect([other.status, other.headers.get("location")]).toEqual([302, `${url}dep-a/`]);
  }
  expect((await it.get(`${it.index.ownRoute}dep-a/`)).status).toBe(404);
});

test("a refused file reaches installers, and not the public pages", async () => {
  await using outer = await outerIndex();
  await using it = await rehearsal(outer);
  const wheel = demoWheel({ headers: ["Classifier: Private :: Do Not Upload"] });
  expect((await it.upload(wheel, { fields: { classifiers: "Private :: Do Not Upload" } })).status).toBe(400);
  const path = join(home, wheel.fileName);
  writeFileSync(path, wheel.bytes);
  expect(await it.index.offerRefused(path)).toMatchObject({ project: "demo-pkg", version: "1.0.0" });
  expect((await it.get("/simple/demo-pkg/")).status).toBe(404);
  const python = findPython();
  const url = it.index.routes.get("main") ?? "";
  const run = await runTool(
    [python, "-m", "pip", "install", "--target", join(home, "env"), "-i", url, "demo-pkg"],
    { home },
  );
  expect(run.output).toContain("Successfully installed demo-pkg-1.0.0");
  // By way of its metadata, as from PyPI.
  expect(it.index.log.some((entry) => entry.url.endsWith(".whl.metadata") && entry.status === 200)).toBe(
    true,
  );
});

describe("an outer index that wants credentials", () => {
  /** Demands a password, and links to its files by relative addresses. */
  async function privateIndex(seen: string[]) {
    const wheel = demoWheel({ name: "dep-a", version: "0.5" });
    const server = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? "none"}`);
      if (request.headers.authorization !== "Basic c2VjcmV0") response.writeHead(401).end();
      else if (request.url === "/simple/dep-a/") {
        response.writeHead(200, { "content-type": "text/html" });
        response.end(
          `<a href="../../f/${wheel.fileName}#sha256=00">x</a><a href='https://files.test/y.whl'>y</a>`,
        );
      } else if (request.url === `/f/${wheel.fileName}`) response.writeHead(200).end(wheel.bytes);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`;
    return { url, wheel, [Symbol.dispose]: () => server.close() };
  }

  test("is fetched for the client, which never sees them; links are absolute", async () => {
    const seen: string[] = [];
    using outer = await privateIndex(seen);
    await using it = await testIndex({
      outer: [{ id: "main", url: outer.url, authorization: new Secret("Basic c2VjcmV0") }],
    });
    const page = await it.get(`${it.index.routes.get("main") ?? ""}dep-a/`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("c2VjcmV0");
    expect(page.text).toContain('href="https://files.test/y.whl"');
    const link = /href="(http:\/\/127[^"]*)"/.exec(page.text)?.[1] ?? "";
    expect(link).toMatch(new RegExp(`^${it.index.httpOrigin}/route/.*/${outer.wheel.fileName}#sha256=00$`));
    const file = await fetch(link);
    expect(Buffer.from(await file.arrayBuffer()).equals(outer.wheel.bytes)).toBe(true);
    expect(seen.every((line) => line.endsWith("Basic c2VjcmV0"))).toBe(true);
    expect((await it.get(`${it.index.routes.get("main") ?? ""}missing/`)).status).toBe(404);
  });
});

test("every run has other route addresses, for installers remember pages by address", async () => {
  await using one = await testIndex();
  await using two = await testIndex();
  const path = (it: TestIndex) => new URL(it.index.ownRoute).pathname;
  expect(path(one)).not.toBe(path(two));
});

test("an sdist and a wheel are both offered on the route", async () => {
  await using it = await testIndex();
  for (const file of [demoSdist(), demoWheel()]) await it.upload(file);
  const page = await it.get(`${it.index.ownRoute}demo-pkg/`, JSON_TYPE);
  expect(JSON.parse(page.text)).toMatchObject({ files: [{}, {}] });
  expect(page.headers.get("cache-control")).toBe("no-cache");
});
