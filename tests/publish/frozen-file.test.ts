import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { freezeFile, listeningFiles } from "../../src/publish/frozen-file.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";

test("what is heard while a file is read is what a reading of its own gives", async () => {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-frozen-"));
  await using node = nodePorts({});
  const { files } = node.ports;
  try {
    const data = Buffer.alloc(900_000, "random enough? ").toString("base64");
    const big = demoWheel({
      fileName: "demo_pkg-1.0.0-7-py3-none-any.whl",
      members: { "demo_pkg/data.txt": data },
    });
    for (const file of [demoWheel(), demoSdist(), big]) {
      const path = join(directory, file.fileName);
      writeFileSync(path, file.bytes);
      const heard = listeningFiles(files);
      await using distribution = await openDistribution(path, heard);
      const frozen = await freezeFile(path, file.fileName, { files });
      expect([distribution.digests.sha256, heard.blake2(path)]).toEqual([frozen.sha256, frozen.blake2_256]);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a file that was read in part only has no digest", async () => {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-frozen-"));
  await using node = nodePorts({});
  try {
    const path = join(directory, "file");
    writeFileSync(path, "0123456789");
    const heard = listeningFiles(node.ports.files);
    await using source = await heard.open(path);
    await source.read(0, 4);
    await source.read(6, 4);
    expect(heard.blake2(path)).toBeNull();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
