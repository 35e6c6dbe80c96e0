import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { missingTools } from "../tools.ts";
import { changed, demoWorld, failedJobsOf } from "./world.ts";

const missing = missingTools("act", "@actions/artifact", "@actions/core");
const isWhole = process.env["SHIPWHEEL_ACT"] === "all";
const title = missing || (isWhole ? "" : " [left out: npm run act]");

const FILES = ["demo_pkg-1.2.3-py3-none-any.whl", "demo_pkg-1.2.3.tar.gz"];

/** A job that runs between build and verify with no permission at all, and has the steps. */
function withIntruder(text: string, steps: string): string {
  const job = `  intruder:\n    runs-on: ubuntu-latest\n    needs: [build]\n    permissions: {}\n    steps:\n${steps}\n`;
  return changed(
    changed(text, "  verify:\n", `${job}\n  verify:\n`),
    "needs: [plan, build]",
    "needs: [plan, build, intruder]",
  );
}

/** The line of an action as the workflow pins it. */
function usesOf(text: string, action: string): string {
  return new RegExp(`uses: ${action}@[0-9a-f]{40}`).exec(text)?.[0] ?? "";
}

describe.skipIf(!isWhole || missing !== "")(`what must not be published is not, through act${title}`, () => {
  test("a byte flipped in the stored artifact", async () => {
    await using world = await demoWorld();
    world.rehearsal.services.artifacts.flipByteOf("release");
    const run = await world.run("tag");
    expect(run.log("verify")).toMatch(/Digest validation failed|CRC|invalid|Unable to download artifact/);
    expect(run.results).toMatchObject({ verified: "failure", "publish-pypi": "skipped" });
    expect(await world.shown("pypi", "demo-pkg")).toEqual([]);
  });

  test("a publisher that is registered with another environment; the draft that is left is used by the next run", async () => {
    await using world = await demoWorld({ publisher: { environment: "production" } });
    const { services } = world.rehearsal;
    const refused = await world.run("tag");
    expect(refused.results).toMatchObject({ "draft-release": "success", "publish-pypi": "failure" });
    expect(refused.log("publish-pypi")).toContain("invalid-publisher");
    expect(refused.log("publish-pypi")).toContain("Environment");
    expect(await world.shown("pypi", "demo-pkg")).toEqual([]);
    expect(services.github.releases).toMatchObject([{ draft: true }]);

    await services.indexes.pypi.addPublisher({
      project: "demo-pkg",
      repository: "demo/demo",
      workflow: "release.yml",
      environment: "pypi",
      pending: true,
    });
    const again = await world.run("tag", {
      edit: (text, file) => (file === "release.yml" ? failedJobsOf(text, refused) : text),
    });
    expect(again.results, again.log("publish-pypi")).toMatchObject({
      "publish-pypi": "success",
      "publish-release": "success",
    });
    expect(services.github.releases).toMatchObject([{ draft: false }]);
    expect(await world.shown("pypi", "demo-pkg")).toEqual(FILES);
  });

  test("a publishing job without id-token: write", async () => {
    await using world = await demoWorld();
    const run = await world.run("tag", {
      edit: (text) =>
        text.replace("id-token: write # trusted publishing and its attestations", "contents: read"),
    });
    expect(run.results).toMatchObject({ "publish-pypi": "failure" });
    expect(run.log("publish-pypi")).toMatch(/id-token: write/);
    expect(await world.shown("pypi", "demo-pkg")).toEqual([]);
  });

  test("an artifact that a job without permissions replaced: by its id it is gone, by its name it has other digests", async () => {
    await using world = await demoWorld();
    const replace = (text: string, file: string): string =>
      file === "release.yml"
        ? withIntruder(
            text,
            `      - run: mkdir -p evil/dist && echo evil > evil/dist/demo_pkg-1.2.3.tar.gz\n      - ${usesOf(text, "actions/upload-artifact")}\n        with: { name: release, path: evil, overwrite: true }`,
          )
        : text;
    const byId = await world.run("tag", { edit: replace });
    expect(byId.log("verify")).toContain("None of the provided artifact IDs were found");
    expect(byId.results).toMatchObject({ verified: "failure", "publish-pypi": "skipped" });
    const byName = await world.run("tag", {
      edit: (text, file) =>
        replace(text, file).replaceAll(
          "artifact-ids: ${{ needs.build.outputs.artifact-id }}",
          "name: release",
        ),
    });
    expect(byName.log("verify")).toMatch(/workflow\/other-bytes/);
    expect(byName.log("verify")).toMatch(/sha256 is/);
    expect(await world.shown("pypi", "demo-pkg")).toEqual([]);
  });

  test("results that are missing, doubled, foreign or failed are each named", async () => {
    const fails = "python -c 'import sys; sys.exit(sys.version_info[:2] == (3, 13))'";
    await using world = await demoWorld({
      pythons: ["3.11", "3.12", "3.13"],
      settings: `\n[tool.shipwheel.verify]\ncommands = [${JSON.stringify(fails)}]\n`,
    });
    const run = await world.run("tag", {
      edit: (text, file) =>
        file !== "release.yml"
          ? text
          : changed(
              text,
              "      - name: Hand over results\n        if: ${{ !cancelled() }}\n",
              `      - if: \${{ matrix.python == '3.11' }}\n        run: cp results/*.json results/copy.json && sed 's/"cell":"[^"]*"/"cell":"plan9"/' results/copy.json > results/foreign.json\n      - name: Hand over results\n        if: \${{ !cancelled() && matrix.python != '3.12' }}\n`,
            ),
    });
    const said = run.log("verified").replaceAll(/\s+/g, " ");
    expect(said).toContain("2 results for ubuntu-latest-3.11");
    expect(said).toContain("no result for ubuntu-latest-3.12");
    expect(said).toContain("ubuntu-latest-3.13 failed");
    expect(said).toContain("a result for plan9, which was not planned");
    expect(run.results).toMatchObject({
      verified: "failure",
      "draft-release": "skipped",
      "publish-pypi": "skipped",
    });
    expect(world.rehearsal.services.github.log).toEqual([]);
  });

  test("a publish that failed leaves its journal, and one that was killed leaves nothing: both are resumed on a fresh machine", async () => {
    await using world = await demoWorld();
    const { indexes, artifacts } = world.rehearsal.services;
    for (let attempt = 0; attempt < 40; attempt += 1) indexes.pypi.faults.add({ kind: "unavailable-before" });
    const failed = await world.run("tag");
    expect(failed.results).toMatchObject({ "publish-pypi": "failure" });
    expect(artifacts.names()).toContain("journal-pypi");
    while (indexes.pypi.faults.next() !== null);

    const held = Promise.withResolvers<void>();
    indexes.pypi.faults.add({ kind: "held", until: held.promise });
    const abort = new AbortController();
    const failedOnly = (text: string, file: string): string =>
      file === "release.yml" ? failedJobsOf(text, failed) : text;
    const killed = world.run("tag", { edit: failedOnly, signal: abort.signal }).catch(() => null);
    const minted = (): number => indexes.pypi.log.filter(({ url }) => url.includes("mint-token")).length;
    const before = minted();
    while (minted() === before) await sleep(100);
    await sleep(500);
    abort.abort();
    await killed;
    held.resolve();

    const resumed = await world.run("tag", { edit: failedOnly });
    expect(resumed.log("publish-pypi")).toContain("Total of 1 artifact(s) downloaded");
    expect(resumed.results, resumed.log("publish-pypi")).toMatchObject({
      "publish-pypi": "success",
      "installed-pypi": "success",
      "publish-release": "success",
    });
    expect(await world.shown("pypi", "demo-pkg")).toEqual(FILES);
  });
});
