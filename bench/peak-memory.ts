/** Preloaded into our own process by the benchmark: writes its peak memory, in kB, into the file that the environment names. */
import { writeFileSync } from "node:fs";

const file = process.env["SHIPWHEEL_BENCH_PEAK"];
if (file !== undefined) {
  process.on("exit", () => {
    writeFileSync(file, String(process.resourceUsage().maxRSS));
  });
}
