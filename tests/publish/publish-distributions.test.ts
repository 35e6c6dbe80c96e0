import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDistribution, type Distribution } from "../../src/distribution/distribution.ts";
import { generic } from "../../src/index-client/dialects/generic.ts";
import { pypi } from "../../src/index-client/dialects/pypi.ts";
import { githubIdentity } from "../../src/publish/identity/github.ts";
import type { PublishOptions } from "../../src/publish/publish-distributions.ts";
import { uploadFields } from "../../src/distribution/acceptance/file-form.ts";
import { Secret } from "../../src/ports/secret.ts";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { publishTo, type TestTarget } from "../support/publish.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { publisherOf } from "../index-server/conformance/case.ts";

const TRUSTED = { publishers: [publisherOf("Demo-Pkg", { pending: true })] };

function trustedTarget(it: TestIndex): TestTarget {
  const { oidc } = it.index;
  return {
    title: "the rehearsal index",
    uploadUrl: it.index.uploadUrl,
    simpleUrl: it.index.simpleUrl,
    dialect: pypi,
    credentials: {
      kind: "trusted-publishing",
      provider: githubIdentity(oidc.requestUrl, new Secret(oidc.requestToken), it.ports.http),
    },
  };
}

function tokenTarget(it: TestIndex): TestTarget {
  return {
    ...trustedTarget(it),
    credentials: { kind: "token", token: new Secret(it.index.token), source: "the test" },
  };
}

async function publish(
  it: TestIndex,
  files: readonly DemoFile[],
  target = trustedTarget(it),
  options: PublishOptions = { onRefusal: "tell-all" },
) {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-test-publish-"));
  const opened: Distribution[] = [];
  try {
    for (const file of files) {
      const path = join(directory, file.fileName);
      writeFileSync(path, file.bytes);
      opened.push(await openDistribution(path, it.ports.files));
    }
    return await publishTo(opened, target, it.ports, options);
  } finally {
    for (const distribution of opened) await distribution[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  }
}

test("a pending publisher's first release: minted, wheel before sdist, burnt", async () => {
  await using it = await testIndex(TRUSTED);
  const outcome = await publish(it, [demoSdist(), demoWheel()]);
  expect(outcome.files.map((file) => [file.fileName, file.outcome, file.attempts])).toEqual([
    ["demo_pkg-1.0.0-py3-none-any.whl", "stored", 1],
    ["demo_pkg-1.0.0.tar.gz", "stored", 1],
  ]);
  expect(outcome).toMatchObject({ findings: [], trusted: true, burnt: true });
  const asked = it.index.log.map((entry) => `${entry.method} ${entry.url.split("?")[0]} ${entry.status}`);
  expect(asked.filter((line) => !line.includes("/simple/"))).toEqual([
    "GET /_/oidc/audience 200",
    "GET /oidc/token 200",
    "POST /_/oidc/mint-token 200",
    "POST /legacy/ 200",
    "POST /legacy/ 200",
    "POST /_/oidc/burn-token 202",
  ]);
});

test("over TLS, with the throw-away authority", async () => {
  await using it = await testIndex({ ...TRUSTED, tls: true });
  const { httpsOrigin, caPem } = it.index;
  const target = { ...trustedTarget(it), uploadUrl: `${httpsOrigin}/legacy/`, ca: caPem ?? "" };
  expect((await publish(it, [demoWheel()], target)).files[0]?.outcome).toBe("stored");
  expect(it.index.log.find((entry) => entry.url === "/legacy/")?.secure).toBe(true);
});

test("a second run sends nothing: the index has these bytes", async () => {
  await using it = await testIndex();
  await publish(it, [demoWheel(), demoSdist()], tokenTarget(it));
  const outcome = await publish(it, [demoWheel(), demoSdist()], tokenTarget(it));
  expect(outcome.files.map((file) => file.outcome)).toEqual(["duplicate", "duplicate"]);
  expect(it.index.log.filter((entry) => entry.url === "/legacy/")).toHaveLength(2);
});

test("every refused file is a finding with the index's own words, and the others still go", async () => {
  await using it = await testIndex();
  const bad = demoWheel({ headers: ["Requires-Dist: a @ git+https://example.test/a"] });
  const outcome = await publish(it, [bad, demoSdist()], tokenTarget(it));
  expect(outcome.files.map((file) => [file.outcome, file.reason])).toEqual([
    ["refused", "direct-dependency"],
    ["stored", null],
  ]);
  expect(outcome.findings).toEqual([
    expect.objectContaining({
      rule: "U001",
      slug: "upload-refused",
      phase: "publish",
      subject: bad.fileName,
      symptom: "refusal:direct-dependency",
      why: "the index answered 400 Can't have direct dependency: a @ git+https://example.test/a. See https://packaging.python.org/specifications/core-metadata for more information.",
    }),
  ]);
});

test("503, 429 and a reset after the file was stored are survived", async () => {
  await using it = await testIndex();
  it.index.faults.add({ kind: "unavailable-before" });
  it.index.faults.add({ kind: "too-many", retryAfterSeconds: 0 });
  it.index.faults.add({ kind: "reset-after" });
  const outcome = await publish(it, [demoWheel()], tokenTarget(it));
  expect(outcome.files).toMatchObject([{ outcome: "stored", attempts: 4 }]);
  const page = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+json" });
  expect(JSON.parse(page.text)).toMatchObject({ files: [{}] });
});

test("a publisher that does not fit is a fault with the index's words", async () => {
  await using it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { workflow: "other.yml" })] });
  await expect(publish(it, [demoWheel()])).rejects.toMatchObject({
    code: "auth/mint-refused",
    phase: "auth",
    message: expect.stringContaining(
      "invalid-publisher: valid token, but no corresponding publisher (Publisher with matching claims was not found)",
    ) as string,
    details: { claims: { repository: "rehearsal/project", environment: "pypi" } },
  });
});

test("an index that is not there is unavailable, a retry is safe", async () => {
  await using it = await testIndex();
  const target = { ...tokenTarget(it), uploadUrl: "http://127.0.0.1:9/legacy/", simpleUrl: null };
  await expect(publish(it, [demoWheel()], target)).rejects.toMatchObject({
    code: "publish/unreachable",
    phase: "unavailable",
  });
});

test("a token is never sent over plain http to another machine", async () => {
  await using it = await testIndex();
  const target = { ...tokenTarget(it), uploadUrl: "http://index.example.test/legacy/" };
  await expect(publish(it, [demoWheel()], target)).rejects.toMatchObject({ code: "auth/insecure-index" });
});

test("fields that an index wants even when they are empty are sent", async () => {
  const file = demoWheel();
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-test-publish-"));
  try {
    await using it = await testIndex();
    const path = join(directory, file.fileName);
    writeFileSync(path, file.bytes);
    await using distribution = await openDistribution(path, it.ports.files);
    const sent = uploadFields(distribution, ["requires_python"]).filter(
      ([name]) => name === "requires_python",
    );
    expect(sent).toEqual([["requires_python", ""]]);
    expect(uploadFields(distribution).some(([name]) => name === "requires_python")).toBe(false);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("no token stands in the index's journal", async () => {
  await using it = await testIndex(TRUSTED);
  await publish(it, [demoWheel()]);
  const journal = readFileSync(join(it.directory, "index.jsonl"), "utf8");
  expect(journal).toContain("demo_pkg-1.0.0-py3-none-any.whl");
  expect(journal + JSON.stringify(it.index.log)).not.toMatch(/pypi-[\w-]{20}/);
});

test("wheels behind the first go together where the index allows it, the sdist after them", async () => {
  await using it = await testIndex();
  let release = (): void => undefined;
  const until = new Promise<void>((done) => (release = done));
  it.index.faults.add({ kind: "slow", milliseconds: 0 });
  it.index.faults.add({ kind: "held", until });
  const wheels = ["py3-none-any", "cp312-cp312-win_amd64", "cp313-cp313-win_amd64"].map((tag) =>
    demoWheel({ tag }),
  );
  const publishing = publish(it, [...wheels, demoSdist()], { ...tokenTarget(it), dialect: generic });
  const stored = (): readonly (string | null | undefined)[] =>
    it.index.log.flatMap(({ upload }) => (upload === undefined ? [] : upload.fileName));
  await expect.poll(() => stored().length, { timeout: 20_000 }).toBe(2);
  expect(stored()).toEqual([wheels[0]?.fileName, wheels[2]?.fileName]);
  release();
  const outcome = await publishing;
  expect(stored().at(-1)).toBe(demoSdist().fileName);
  expect(outcome.files.map((file) => file.fileName)).toEqual(
    [...wheels, demoSdist()].map((file) => file.fileName),
  );
});
