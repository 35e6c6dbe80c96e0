/** Preloaded into our own process by the benchmark: counts the bytes that are read of files, however they are read. */
import fs, { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

type Counted = (error: Error | null, bytesRead: number, ...rest: unknown[]) => void;

const file = process.env["SHIPWHEEL_BENCH_READS"];
if (file !== undefined) {
  let total = 0;
  const probe = await open(process.execPath, "r");
  const prototype = Object.getPrototypeOf(probe) as {
    read: (...args: unknown[]) => Promise<{ bytesRead: number }>;
  };
  await probe.close();
  const { read } = prototype;
  prototype.read = async function (...args) {
    const result = await read.apply(this, args);
    total += result.bytesRead;
    return result;
  };
  const mutable = fs as unknown as { read: (...args: unknown[]) => void };
  const plain = mutable.read;
  mutable.read = (...args) => {
    const done = args.pop() as Counted;
    plain(...args, (error: Error | null, bytesRead: number, ...rest: unknown[]) => {
      total += bytesRead;
      done(error, bytesRead, ...rest);
    });
  };
  syncBuiltinESMExports();
  process.on("exit", () => writeFileSync(file, String(total)));
}
