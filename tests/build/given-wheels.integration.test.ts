import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openGivenWheels } from "../../src/build/given-wheels.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { gitRepository, temporaryDirectory } from "../support/git.ts";
import { wheel } from "../support/wheel.ts";
import { buildProject } from "./build-project.ts";
import { SOUND_PROJECTS } from "./projects.ts";

test("wheels from elsewhere are taken all or none, held to what was built here", async () => {
  using repository = gitRepository();
  using scratch = temporaryDirectory("given");
  repository.commit("first", SOUND_PROJECTS["flit-core"] ?? {});
  await using build = await buildProject(repository.root);
  const { files } = build.ports;
  await using sdist = await openDistribution(build.outcome.sdist ?? "", files);
  await using own = await openDistribution(build.outcome.wheel ?? "", files);
  const python = { major: 3, minor: 13, platform: "linux-x86_64" };
  const given = async (directory: string) => {
    const found = await openGivenWheels(directory, { sdist, wheel: own }, python, [], files);
    for (const each of found.wheels) await each[Symbol.asyncDispose]();
    return found;
  };

  const good = join(scratch.path, "good");
  mkdirSync(good);
  const name = basename(own.path);
  copyFileSync(own.path, join(good, name));
  copyFileSync(own.path, join(good, name.replace("py3-none-any", "cp313-cp313-manylinux_2_28_x86_64")));
  copyFileSync(own.path, join(good, name.replace("py3-none-any", "cp313-cp313-macosx_11_0_arm64")));
  const taken = await given(good);
  expect(taken.findings).toEqual([]);
  expect(taken.wheels).toHaveLength(3);
  // What this machine can try is first.
  expect(taken.wheels.at(-1)?.fileName).toContain("macosx");

  const bad = join(scratch.path, "bad");
  mkdirSync(bad);
  copyFileSync(own.path, join(bad, name));
  await wheel({ name: "demo-pkg", version: "9.9" }).write(bad);
  await wheel({ name: "demo-pkg", version: "1.2.3", tag: "cp313-cp313-win_amd64" }).write(bad);
  const { findings } = await given(bad);
  expect(findings.map(({ rule }) => rule)).toEqual(["B010", "B010"]);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(
    /is demo-pkg 9\.9, and the sdist is demo-pkg 1\.2\.3/,
  );
  expect(findings.map(({ message }) => message).join("\n")).toMatch(
    /win_amd64\.whl has other metadata .*requires-python/,
  );

  const none = join(scratch.path, "none");
  mkdirSync(none);
  expect((await given(none)).findings).toMatchObject([{ rule: "B010", message: `${none} has no wheel` }]);
});
