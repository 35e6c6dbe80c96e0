import { expect, test } from "vitest";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld } from "./release-world.ts";

test("a release is built again to the byte from its tag, with what the record names", async () => {
  await using world = await releaseWorld(
    {
      ...DEMO_PROJECT,
      "pyproject.toml": `${DEMO_PYPROJECT}\n[tool.shipwheel.build]\nnormalize = true\n`,
    },
    "demo-pkg",
  );
  const { env } = world;
  const cwd = world.repository.root;
  expect((await world.release()).exit).toBe(0);
  const rebuilt = async (...more: readonly string[]) => {
    const ended = await run(["verify-release", "v1.2.3", "--rebuild", "--json", ...more], { env, cwd });
    const { checks } = document(ended) as unknown as {
      checks: { title: string; outcome: string; detail: string }[];
    };
    return checks
      .filter(({ title }) => title === "the same bytes when built again")
      .map(({ outcome, detail }) => `${outcome}: ${detail}`);
  };
  expect(await rebuilt()).toEqual([
    "holds: demo_pkg-1.2.3-py3-none-any.whl from v1.2.3",
    "holds: demo_pkg-1.2.3.tar.gz from v1.2.3",
  ]);
  // What is no repository with the tag proves nothing, and is said.
  expect(await rebuilt("--repository", world.remote)).toEqual([
    expect.stringMatching(/^not-checked: .*is not in a git repository/),
  ]);
});
