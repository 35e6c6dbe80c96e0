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

  test("3,700 small files cost at most 2.5 times what Python's zipfile and hashlib need", async () => {
    const builder = wheel({ name: "many" });
    const text = randomBytes(1500).toString("hex");
    for (let index = 0; index < 3700; index += 1)
      builder.file(`many/file${index}.py`, `${index}\n${text}${"x = 1\n".repeat(700)}`);
    const path = await builder.write(directory);
    // The same work: every member's sha256 against RECORD, and the file's own. Start-up is nobody's.
    const script = [
      "import base64, csv, hashlib, io, sys, time, zipfile",
      "start = time.process_time()",
      "with zipfile.ZipFile(sys.argv[1]) as z:",
      "  rows = {r[0]: r[1] for r in csv.reader(io.StringIO(z.read('many-1.0.dist-info/RECORD').decode()))}",
      "  for i in z.infolist():",
      "    d = base64.urlsafe_b64encode(hashlib.sha256(z.read(i)).digest()).rstrip(b'=').decode()",
      "    assert rows[i.filename] in ('', 'sha256=' + d)",
      "hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest()",
      "print(time.process_time() - start)",
    ].join("\n");
    const python: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      python.push(Number((await run("python3", ["-c", script, path])).stdout));
      ours.push((await open(path)).cpuSeconds);
    }
    // The best of each: what the machine does besides only adds. Small members are the worst case (1.9 measured, 1.35
    // with Django's wheel): what zlib's engine costs to make counts for more than what it unpacks.
    expect(Math.min(...ours) / Math.min(...python)).toBeLessThan(2.5);
  });
});
