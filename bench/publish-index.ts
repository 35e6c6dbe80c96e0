/**
 * A fresh index in a process of its own, until its standard input is closed: `node bench/publish-index.ts DIR`. Each line
 * that it is sent is answered by the seconds of CPU that it has used since it started.
 */
import { createInterface } from "node:readline";
import { nodePorts } from "../src/adapters/node-ports.ts";
import { startIndex } from "../src/index-server/start-index.ts";

const started = performance.now();
const [directory = ""] = process.argv.slice(2);
await using node = nodePorts({});
const settings = { maxFileBytes: 200 * 1024 * 1024 };
await using index = await startIndex({ directory, tls: false, settings }, node.ports);
const { uploadUrl, simpleUrl, token } = index;
const begun = process.cpuUsage();
process.stdout.write(`${JSON.stringify({ uploadUrl, simpleUrl, token, ms: performance.now() - started })}\n`);
for await (const line of createInterface(process.stdin)) {
  const { user, system } = process.cpuUsage(begun);
  process.stdout.write(`${line}${(user + system) / 1e6}\n`);
}
