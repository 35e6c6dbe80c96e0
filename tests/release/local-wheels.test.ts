import { expect, test } from "vitest";
import { parseFileName } from "../../src/distribution/file-names.ts";
import { localWheels } from "../../src/release/local-wheels.ts";
import { generic } from "../../src/index-client/dialects/generic.ts";
import { pypi } from "../../src/index-client/dialects/pypi.ts";

const files = [
  "demo-1.0-cp313-cp313-linux_x86_64.whl",
  "demo-1.0-cp313-cp313-manylinux_2_28_x86_64.whl",
  "demo-1.0-py3-none-any.whl",
  "demo-1.0.tar.gz",
].map((fileName) => ({ fileName, parsed: parseFileName(fileName) }));

test("a wheel for this machine only stops a release to PyPI before the tag", () => {
  const found = localWheels(files, { title: "PyPI", dialect: pypi });
  expect(found.map((each) => each.subject)).toEqual([files[0]?.fileName]);
  expect(found).toMatchObject([{ severity: "error", observed: true }]);
});

test("a private index takes it", () => {
  expect(localWheels(files, { title: "ours", dialect: generic })).toEqual([]);
});
