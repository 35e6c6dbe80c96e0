import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { describeDistribution } from "../../src/distribution/describe-distribution.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";

const LARGE = demoWheel({ members: { "demo_pkg/data.txt": "0123456789".repeat(300_000) } });
const FOREIGN_FOLDER = demoWheel({
  fileName: "demo_pkg-1.0.0-py3-none-any.whl",
  members: {
    "demo_pkg-1.0.0.dist-info/METADATA": null,
    "Demo_Pkg-1.0.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Demo-Pkg\nVersion: 1.0.0\n\n",
  },
});
const NO_ZIP = { ...demoWheel({ tag: "cp312-cp312-win_amd64" }), bytes: Buffer.from("not a zip") };

test.each([
  ["a wheel", demoWheel()],
  ["a wheel with a large member", LARGE],
  ["a wheel whose folder is spelled otherwise", FOREIGN_FOLDER],
  ["a wheel that is no zip", NO_ZIP],
  ["an sdist", demoSdist()],
])("%s is described as it is when it is opened whole", async (_, file) => {
  using scratch = temporaryDirectory();
  await using node = nodePorts({});
  const path = join(scratch.path, file.fileName);
  writeFileSync(path, file.bytes);
  const head = await describeDistribution(path, node.ports.files);
  await using whole = await openDistribution(path, node.ports.files);
  const { fileName, kind, size, parsed, digests, metadata } = whole;
  expect(head).toEqual({ path, fileName, kind, size, parsed, digests, metadata });
});

test("members that are not metadata are not unpacked", async () => {
  using scratch = temporaryDirectory();
  await using node = nodePorts({});
  const path = join(scratch.path, LARGE.fileName);
  // Damage in the data of the large member: who unpacks it sees it.
  const bytes = Buffer.from(LARGE.bytes);
  const at = bytes.indexOf("demo_pkg/data.txt") + "demo_pkg/data.txt".length + 8;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  writeFileSync(path, bytes);
  expect((await describeDistribution(path, node.ports.files)).metadata?.name).toBe("Demo-Pkg");
  await using whole = await openDistribution(path, node.ports.files);
  expect(whole.problems.map(({ code }) => code)).toContain("A020");
});
