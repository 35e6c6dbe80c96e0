import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readChain } from "../../src/engine/journal/chain.ts";
import { document } from "./cli.ts";
import { demoWheel } from "../support/demo-files.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

const FILES = ["demo_pkg-1.2.3-py3-none-any.whl", "demo_pkg-1.2.3.tar.gz"];

interface Told {
  readonly verdict: string;
  readonly directory: string;
  readonly steps: readonly { readonly id: string; readonly outcome: string }[];
}

const outcomes = (told: Told): readonly string[] => told.steps.map((step) => `${step.id} ${step.outcome}`);
const tagged = (world: ReleaseWorld): string =>
  execFileSync("git", ["--git-dir", world.remote, "for-each-ref", "--format=%(objecttype) %(refname)"], {
    encoding: "utf8",
  }).trim();

test("a whole release: tag, draft, upload, trial from the index, announcement, seal", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const ended = await world.release();
  const told = document(ended) as unknown as Told;
  expect(ended.exit, ended.stderr + ended.stdout).toBe(0);
  expect(outcomes(told)).toEqual([
    "prove done",
    "rehearse done",
    "credentials done",
    "tag done",
    "push-tag done",
    "draft done",
    "assets done",
    "upload done",
    "verify-published done",
    "announce done",
    "seal done",
  ]);
  expect(await world.shown("demo-pkg")).toEqual(FILES);
  expect(tagged(world)).toBe("tag refs/tags/v1.2.3");
  const [release] = world.forge.releases;
  expect(world.forge.releases).toHaveLength(1);
  expect(release).toMatchObject({ tag_name: "v1.2.3", draft: false, immutable: true, prerelease: false });
  expect(release?.assets.map((asset) => asset.name).sort()).toEqual(
    expect.arrayContaining([...FILES, "SHA256SUMS"].sort()),
  );
  const journal = readFileSync(join(told.directory, "journal.jsonl"), "utf8");
  expect(readChain(journal).broken).toBeNull();

  const { report } = document(ended) as unknown as { readonly report: string };
  const page = (): string => readFileSync(report, "utf8");
  expect(page()).toContain("<b>RELEASED:</b> demo-pkg 1.2.3 is on");
  expect(page()).toContain("What the release did");
  expect(page()).not.toContain("was done");

  const again = await world.release();
  expect(again.exit).toBe(0);
  expect(document(again)["report"]).toBe(report);
  expect(page()).toContain("was done");
  expect(outcomes(document(again) as unknown as Told).every((each) => each.endsWith(" already"))).toBe(true);
  expect(world.forge.releases).toHaveLength(1);
  for (const secret of [world.env["GITHUB_TOKEN"], world.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"], "pypi-"]) {
    const written = readFileSync(join(told.directory, "journal.jsonl"), "utf8");
    expect(ended.stdout + ended.stderr + written).not.toContain(secret);
  }
});

test("killed after the upload began, it ends with the same bytes", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  world.index.index.faults.add({ kind: "slow", milliseconds: 1 });
  world.index.index.faults.add({ kind: "slow", milliseconds: 60_000 });
  const running = world.startRelease();
  await expect.poll(() => world.shown("demo-pkg")).toEqual([FILES[0]]);
  running.kill();
  await running.ended;
  expect(world.forge.releases).toMatchObject([{ draft: true }]);
  const half = document(await world.status());
  expect(half).toMatchObject({ complete: false, next: "shipwheel release" });
  expect(half["places"]).toContainEqual(expect.objectContaining({ place: "index", state: "partly" }));
  const ended = await world.release();
  expect(ended.exit, ended.stderr).toBe(0);
  expect(document(ended)["rehearsal"]).toBeNull();
  expect(await world.shown("demo-pkg")).toEqual(FILES);
  expect(world.forge.releases).toMatchObject([{ draft: false }]);
  expect(document(await world.status())).toMatchObject({ complete: true });
});

test("--dry-run tells every step and does none of them", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const ended = await world.release("--dry-run");
  const told = document(ended) as unknown as { steps: { title: string; reversible: boolean }[] };
  expect(told.steps.filter((step) => !step.reversible)).toHaveLength(2);
  expect(tagged(world)).toBe("");
  expect(world.forge.log).toEqual([]);
  expect(existsSync(join(world.state, "shipwheel"))).toBe(false);
});

test("a red rehearsal: nothing is tagged, nothing is sent", async () => {
  const broken = {
    ...DEMO_PROJECT,
    "demo_pkg/__init__.py": '"""A demo."""\nimport not_there_at_all\n\n\ndef main() -> None:\n    pass\n',
  };
  await using world = await releaseWorld(broken, "demo-pkg");
  const ended = await world.release();
  expect(ended.exit).not.toBe(0);
  // The repository host was only asked whether it knows the token.
  const written = world.forge.log.filter((line) => !line.startsWith("GET "));
  expect([tagged(world), written, await world.shown("demo-pkg")]).toEqual(["", [], []]);
  expect(world.repository.git("tag", "--list")).toBe("");
});

test("a version that is not above what the index has is told before anything is built", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  await world.index.upload(demoWheel({ version: "2.0.0" }));
  const ended = await world.release();
  expect([ended.exit, world.forge.log]).toEqual([1, []]);
  expect(document(ended)["findings"]).toMatchObject([{ rule: "V023", severity: "error" }]);
});

test("changes that are not committed are named, and nothing is begun", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  world.repository.write({ "README.md": "# Changed\n" });
  const ended = await world.release();
  expect(document(ended).error).toMatchObject({
    code: "release/dirty",
    message: expect.stringContaining("README.md") as string,
  });
});

test("a development version does not go to PyPI by an option given in haste", async () => {
  const dev = {
    ...DEMO_PROJECT,
    "pyproject.toml": DEMO_PYPROJECT.replace("1.2.3", "1.2.3.dev1"),
  };
  await using world = await releaseWorld(dev, "demo-pkg");
  const ended = await world.release("--index", "pypi");
  expect(document(ended).error).toMatchObject({ code: "release/dev-to-pypi" });
});
