import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBytes } from "../support/open-bytes.ts";
import { paxHeader, sdist } from "../support/sdist.ts";
import { wheel } from "../support/wheel.ts";

const wheelBytes = wheel()
  .file("demo/__init__.py", "x = 1\n")
  .file("demo/data.txt", "abc".repeat(500))
  .entryPoints("[console_scripts]\ndemo = demo:main\n")
  .zip({ zip64: true })
  .build();

const tarBytes = sdist()
  .file("demo.py", "x = 1\n")
  .member(paxHeader({ path: `demo-1.0/${"d".repeat(120)}` }))
  .member({ name: "cut", content: "pax" })
  .member({ name: "demo-1.0/link", type: "2", linkTarget: "demo.py" })
  .buildTar();

/** A few changed bytes, a cut, a repeated piece. */
const damage = fc.record({
  flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 4,
  }),
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }),
  repeat: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 6 }),
});

type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

function apply(bytes: Uint8Array, { flips, cut, repeat }: Damage): Uint8Array {
  let result = Uint8Array.from(bytes);
  for (const [where, value] of flips) result[Math.floor(where * (result.length - 1))] = value;
  if (cut !== null) result = result.slice(0, Math.floor(cut * result.length));
  if (repeat !== null) result = Buffer.concat([result, result.subarray(Math.floor(repeat * result.length))]);
  return result;
}

describe("damaged archives", () => {
  test.each([
    ["demo-1.0-py3-none-any.whl", wheelBytes, (bytes: Uint8Array): Uint8Array => bytes],
    ["demo-1.0.tar.gz", gzipSync(tarBytes), (bytes: Uint8Array): Uint8Array => bytes],
    ["demo-1.0.tar.gz", tarBytes, (bytes: Uint8Array): Uint8Array => gzipSync(bytes)],
  ])(
    "%s: no crash, no hang, and nothing is sound that is not the original",
    async (fileName, bytes, pack) => {
      const original = await openBytes(fileName, pack(bytes));
      expect(original.problems).toEqual([]);
      await fc.assert(
        fc.asyncProperty(damage, async (how) => {
          const broken = apply(bytes, how);
          const distribution = await openBytes(fileName, pack(broken));
          for (const [name, { size }] of distribution.entryDigests) {
            const content = await distribution.read(name, 1 << 20);
            expect(content === null || content.length === size).toBe(true);
          }
          if (distribution.problems.length === 0)
            for (const name of ["demo/__init__.py", "demo-1.0/demo.py"])
              if (distribution.entryDigests.has(name) && fileName.endsWith(".whl"))
                expect(distribution.entryDigests.get(name)).toEqual(original.entryDigests.get(name));
        }),
        { numRuns: 400 },
      );
    },
  );
});

interface FuzzReport {
  readonly rounds: number;
  readonly slowest: { readonly ms: number; readonly target: string; readonly round: number };
  readonly peakBytes: number;
  readonly thrown: readonly { readonly target: string; readonly round: number; readonly message: string }[];
}

describe("a fuzzed reading in a process of its own", () => {
  test.each([1, 20_261_121])(
    "seed %i: zip, tar, METADATA, RECORD, entry points, requirements, names: nothing is thrown, all end, memory stays below 200 MB",
    async (seed) => {
      const program = join(import.meta.dirname, "../support/fuzz-run.ts");
      const argv = [program, String(seed), "2000", "1800"];
      const { stdout } = await promisify(execFile)(process.execPath, argv);
      const report = JSON.parse(stdout) as FuzzReport;
      expect(report.thrown).toEqual([]);
      expect(report.rounds).toBe(2000);
      expect(report.slowest.ms, JSON.stringify(report.slowest)).toBeLessThan(5_000);
      expect(report.peakBytes).toBeLessThan(200 * 2 ** 20);
    },
  );
});
