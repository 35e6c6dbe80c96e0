import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sdist } from "../support/sdist.ts";
import { wheel } from "../support/wheel.ts";

const run = promisify(execFile);
const measure = join(import.meta.dirname, "../support/open-and-measure.ts");
const megabyte = 2 ** 20;

interface Cost {
  readonly addedBytes: number;
  readonly cpuSeconds: number;
  readonly problems: number;
  readonly entries: number;
}

let directory = "";
let small = "";

async function open(path: string): Promise<Cost> {
  const { stdout } = await run(process.execPath, [measure, small, path]);
  return JSON.parse(stdout) as Cost;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "shipwheel-cost-"));
  small = await wheel().file("demo/__init__.py", "").write(directory);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Content that does not compress, and is cheap to make: deflate looks back 32 KiB only. */
function noise(bytes: number): Buffer {
  return Buffer.alloc(bytes, randomBytes(megabyte));
}

describe("what reading costs", () => {
  test("a wheel of 100 MB adds less than 60 MB of memory", async () => {
    const builder = wheel({ name: "large" })
      .file("large/stored.bin", noise(40 * megabyte), { method: 0 })
      .file("large/deflated.bin", noise(50 * megabyte))
      .file("large/middling.bin", noise(3 * megabyte));
    for (let index = 0; index < 10; index += 1) builder.file(`large/${index}.bin`, noise(megabyte));
    const cost = await open(await builder.write(directory));
    expect(cost).toMatchObject({ problems: 0, entries: 16 });
    expect(cost.addedBytes).toBeLessThan(60 * megabyte);
  });

  test("an sdist of 60 MB adds less than 60 MB of memory", async () => {
    const builder = sdist({ name: "large" })
      .file("big.bin", noise(50 * megabyte))
      .file("b.bin", noise(10 * megabyte));
    const cost = await open(await builder.write(directory));
    expect(cost).toMatchObject({ problems: 0, entries: 3 });
    expect(cost.addedBytes).toBeLessThan(60 * megabyte);
  });
});
