import { expect, test } from "vitest";
import { document } from "../acceptance/cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld } from "../acceptance/release-world.ts";
import { demoWheel } from "../support/demo-files.ts";
import { testIndex } from "../support/index.ts";

const NAME = "demo-of-a-shipwheel-difference";

test("a release that loses a module in a patch stops before anything is tagged", async () => {
  await using own = await testIndex();
  const members = { "demo_pkg/gone.py": "" };
  expect((await own.upload(demoWheel({ name: NAME, version: "1.2.2", members }))).status).toBe(200);
  const pyproject = DEMO_PYPROJECT.replace('"demo-pkg"', `"${NAME}"`);
  const settings =
    '[tool.flit.module]\nname = "demo_pkg"\n\n[tool.shipwheel.diff]\nlevel = "error"\napi = false\n';
  const files = { ...DEMO_PROJECT, "pyproject.toml": `${pyproject}\n${settings}` };
  await using world = await releaseWorld(files, NAME, { PIP_EXTRA_INDEX_URL: own.index.simpleUrl });
  const ended = await world.release();
  const told = document(ended) as unknown as { findings: { rule: string; message: string }[] };
  expect(ended.exit, ended.stdout + ended.stderr).toBe(1);
  expect(told.findings.map(({ rule }) => rule)).toContain("U023");
  expect(told.findings.find(({ rule }) => rule === "U023")?.message).toContain(
    "is a patch release after 1.2.2, and its changes ask for a major one",
  );
  expect(world.repository.git("tag").trim()).toBe("");
  expect(await world.shown(NAME)).toEqual([]);
});
