/** Plays GitHub's settings for a test in another process: prints its address, and runs until its input ends. */
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { freshRepository, playGitHub } from "./played-github.ts";

await using node = nodePorts({});
await using played = await playGitHub(freshRepository(process.argv[2] ?? "ada/greeter"), node.ports);
process.stdout.write(`${played.api}\n`);
for await (const _ of process.stdin);
