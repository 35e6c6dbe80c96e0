import { expect, test } from "vitest";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

async function worldOf(version: string): Promise<ReleaseWorld> {
  const pyproject = DEMO_PYPROJECT.replace('"1.2.3"', `"${version}"`);
  const files = {
    ...DEMO_PROJECT,
    "pyproject.toml": `${pyproject}\n[tool.shipwheel.changelog]\nstyle = "conventional"\n`,
  };
  return releaseWorld(files, "demo-pkg");
}

async function planned({ repository, index, env }: ReleaseWorld): Promise<readonly unknown[]> {
  const where = ["--index", index.index.uploadUrl, "--json"];
  const ended = await run(["plan", repository.root, ...where], { env });
  return [ended.exit, document(ended)["version"]];
}

test("a version with an epoch is planned and released", async () => {
  await using world = await worldOf("1!2.0.0");
  expect(await planned(world)).toEqual([0, "1!2.0.0"]);
  const ended = await world.release();
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  expect(document(ended)).toMatchObject({ complete: true, version: "1!2.0.0", tag: "v1!2.0.0" });
  expect(document(await world.status())).toMatchObject({ complete: true });
});

test("a local version for a private index: check, plan and the release's rehearsal take it", async () => {
  await using world = await worldOf("1.0+corp.1");
  const { root } = world.repository;
  const checked = await run(["check", root, "--target", "private", "--json"], { env: world.env });
  expect(JSON.stringify(document(checked)["findings"])).not.toContain('"N011"');
  expect(await planned(world)).toEqual([0, "1.0+corp.1"]);
  // The index that plays the private one is PyPI's kind, and rejects it: that far the release comes.
  const { steps } = document(await world.release()) as unknown as {
    steps: readonly { readonly id: string; readonly outcome: string }[];
  };
  expect(steps.filter((step) => step.outcome === "failed").map((step) => step.id)).toEqual(["upload"]);
});
