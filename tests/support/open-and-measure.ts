import { createHash } from "node:crypto";
import { nodeFiles } from "../../src/adapters/node-files.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";

/** Run by itself: opens a small file to warm up, then a large one, and prints what that cost as JSON. */
const [small = "", large = ""] = process.argv.slice(2);
const files = nodeFiles("/nonexistent");

const peak = (): number => process.resourceUsage().maxRSS * 1024;
const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

{
  await using _warm = await openDistribution(small, files);
}
const before = peak();
const started = process.cpuUsage();
await using distribution = await openDistribution(large, files);
const cpu = seconds(process.cpuUsage(started));
const digests = [...distribution.entryDigests.values()].map(({ sha256 }) => sha256).join("");
process.stdout.write(
  JSON.stringify({
    addedBytes: peak() - before,
    cpuSeconds: cpu,
    problems: distribution.problems.length,
    entries: distribution.entries.length,
    content: createHash("sha256").update(digests).digest("hex"),
  }),
);
