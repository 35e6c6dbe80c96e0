import { describe, expect, test } from "vitest";
import {
  differingFields,
  mayFit,
  sameTags,
  unfitWheel,
} from "../../../src/distribution/given/given-wheels.ts";
import { parseFileName } from "../../../src/distribution/file-names.ts";
import { openBuilt } from "../../support/open-bytes.ts";
import { wheel } from "../../support/wheel.ts";

const RELEASE = { project: "Demo", version: "1.0" };
const MANY = "cp313-cp313-manylinux_2_28_x86_64";

test.each([
  [wheel({ tag: MANY }), null],
  [wheel({ version: "1.1" }), /is demo 1.1, and the sdist is Demo 1.0/],
  [wheel({ name: "other" }), /is other 1.0/],
  [wheel({ tag: "cp313-cp313-linux_x86_64" }), /for the machine that built it only/],
])("%#: a wheel of the release, or the reason why not", async (builder, reason) => {
  await using opened = await openBuilt(builder);
  if (reason === null) expect(unfitWheel(opened, RELEASE)).toBeNull();
  else expect(unfitWheel(opened, RELEASE)).toMatch(reason);
});

test("the fields in which metadata differs are named; order and form do not count", async () => {
  await using one = await openBuilt(wheel().metadata("Requires-Dist: a", "Requires-Dist: b"));
  await using same = await openBuilt(wheel({ tag: MANY }).metadata("Requires-Dist: b", "Requires-Dist: a"));
  await using other = await openBuilt(
    wheel({ tag: MANY }).metadata("Requires-Dist: a", "Requires-Python: >=3.9"),
  );
  expect(differingFields(one, same)).toEqual([]);
  expect(differingFields(one, other)).toEqual(["requires-dist", "requires-python"]);
});

const named = (tag: string) => {
  const fileName = `demo-1.0-${tag}.whl`;
  return { fileName, parsed: parseFileName(fileName), metadata: null };
};

test("two wheels for the same machines are found, also within a compressed set of tags", () => {
  expect(sameTags([named(MANY), named("cp312-cp312-win_amd64")])).toEqual([]);
  expect(
    sameTags([named(MANY), named("cp313-cp313-manylinux_2_17_x86_64.manylinux_2_28_x86_64")]),
  ).toHaveLength(1);
});

describe("on CPython 3.13 of Linux", () => {
  const python = { major: 3, minor: 13, platform: "linux-x86_64" };
  test.each([
    [MANY, true],
    ["py3-none-any", true],
    ["cp39-abi3-musllinux_1_2_x86_64", true],
    ["cp312-cp312-manylinux_2_28_x86_64", false],
    ["cp313-cp313-manylinux_2_28_aarch64", false],
    ["cp313-cp313-win_amd64", false],
    ["cp313-cp313-macosx_11_0_arm64", false],
  ])("%s: %s", (tag, expected) => {
    expect(mayFit(named(tag), python)).toBe(expected);
  });
});
