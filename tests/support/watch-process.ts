/**
 * Preloaded into our own process by tests: writes its peak memory and the longest time that it computed without
 * hearing a signal into the file that the environment names. Processor time, so that a busy machine changes nothing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const file = process.env["SHIPWHEEL_TEST_WATCH"];
if (file !== undefined) {
  let longest = 0;
  let last = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longest = Math.max(longest, user + system);
  };
  setInterval(look, 5).unref();
  process.on("exit", () => {
    look();
    const peakMegabytes = peakKilobytes() / 1024;
    writeFileSync(file, JSON.stringify({ peakMegabytes, deafSeconds: longest / 1e6 }));
  });
}

/** Linux counts to `maxRSS` what the parent had when it forked. */
function peakKilobytes(): number {
  const own = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(own)?.[1] ?? process.resourceUsage().maxRSS);
}
