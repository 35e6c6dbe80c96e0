import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { openJournal, type Journal } from "../../src/engine/journal/journal.ts";
import { runSteps, type StepsResult } from "../../src/engine/steps/run-steps.ts";
import { gatesAction, type ReleaseGates } from "../../src/release/steps/gates.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";

const COMMIT = "a".repeat(40);
const NAMED = { id: "gates", title: "gates", phase: "check", reversible: true, subject: "" } as const;
let place: TemporaryDirectory;
let node: NodePorts;
let journal: Journal;
beforeEach(async () => {
  place = temporaryDirectory("gates");
  const PATH = process.env["PATH"] ?? "";
  node = nodePorts({ variables: { PATH, SHIPWHEEL_TOKEN: "s3cret", GITHUB_TOKEN: "s3cret" } });
  journal = await openJournal(join(place.path, "journal.jsonl"), node.ports);
  writeFileSync(
    join(place.path, "gate.py"),
    "import os, sys\nopen('ran', 'a').write('x')\nprint(sorted(k for k in os.environ if 'TOKEN' in k))\nprint('the 3 of 4')\nsys.exit(int(sys.argv[1]))\n",
  );
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

function run(commands: ReleaseGates["commands"], commit = COMMIT): Promise<StepsResult> {
  return runSteps(
    [{ ...NAMED, ...gatesAction({ commands, directory: place.path, commit }, journal, node.ports) }],
    journal,
    node.ports,
  );
}

test("gates that end with 0 are open, and are not run again for the same commit", async () => {
  const commands = ["python3 gate.py 0", ["python3", "gate.py", "0"]];
  expect(await run(commands)).toMatchObject({ complete: true, steps: [{ outcome: "done" }] });
  expect(await run(commands)).toMatchObject({ steps: [{ outcome: "already" }] });
  expect(await node.ports.files.readText(join(place.path, "ran"))).toBe("xx");
  expect(await run(commands, "b".repeat(40))).toMatchObject({ steps: [{ outcome: "done" }] });
  expect(await run([...commands, "python3 gate.py 0"])).toMatchObject({ steps: [{ outcome: "done" }] });
  expect(await node.ports.files.readText(join(place.path, "ran"))).toBe("xxxxxxx");
});

test("a gate that fails is told with its last words, and those behind it are not run", async () => {
  const result = await run(["python3 gate.py 0", "python3 gate.py 3", "python3 gate.py 0"]);
  expect(result).toMatchObject({ complete: false, steps: [{ outcome: "failed" }] });
  expect(result.findings).toMatchObject([
    {
      rule: "U009",
      message: "the gate python3 gate.py 3 exited with status 3",
      why: expect.stringContaining("the 3 of 4") as string,
    },
  ]);
  expect(await node.ports.files.readText(join(place.path, "ran"))).toBe("xx");
  expect(result.findings[0]?.why).toContain("[]");
});

test("a gate that cannot be started, and nothing is expanded as a shell would", async () => {
  expect((await run(["no-such-program-here x"])).findings[0]?.message).toContain("cannot be started");
  const result = await run([["python3", "-c", "import sys; sys.exit(sys.argv[1])", "$HOME; false"]]);
  expect(result.findings[0]?.why).toContain("$HOME; false");
});
