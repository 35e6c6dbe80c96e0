import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { run } from "../acceptance/cli.ts";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";

test("verify --simple-url: requirements are asked of that index, whatever the machine is set to", async () => {
  using scratch = temporaryDirectory("run-index");
  await using node = nodePorts({});
  const asked: string[] = [];
  await using index = await node.ports.servers.listen(({ url }) => {
    asked.push(url);
    return Promise.resolve({ status: 404, headers: {}, body: "" });
  });
  const wheel = demoWheel({ headers: ["Requires-Dist: only-in-house"] });
  writeFileSync(join(scratch.path, wheel.fileName), wheel.bytes);
  const simple = `${index.origin}/house/simple/`;
  const { exit } = await run([
    "verify",
    join(scratch.path, wheel.fileName),
    "--installer",
    "uv",
    "--simple-url",
    simple,
  ]);
  expect(exit).not.toBe(0);
  expect(asked).toContain("/house/simple/only-in-house/");
});

test("an address that is none is said, with the option", async () => {
  const { exit, stderr } = await run(["rehearse", ".", "--simple-url", "nowhere"]);
  expect(exit).toBe(2);
  expect(stderr).toContain("--simple-url");
});
