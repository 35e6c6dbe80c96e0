/** Preloaded into our own process by the benchmark: counts the bytes that are read of wheels. */
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";

const file = process.env["SHIPWHEEL_BENCH_READS"];
if (file !== undefined) {
  const probe = await open(process.execPath, "r");
  const prototype = Object.getPrototypeOf(probe) as {
    read: (...args: unknown[]) => Promise<{ bytesRead: number }>;
  };
  await probe.close();
  const { read } = prototype;
  let total = 0;
  prototype.read = async function (...args) {
    const result = await read.apply(this, args);
    total += result.bytesRead;
    return result;
  };
  process.on("exit", () => writeFileSync(file, String(total)));
}
