import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { openJournal, type Journal } from "../../src/engine/journal/journal.ts";
import { runSteps, type StepsResult } from "../../src/engine/steps/run-steps.ts";
import { applySkips, planGates, type GateSkips } from "../../src/gates/plan-gates.ts";
import { gatesAction } from "../../src/release/steps/gates.ts";
import { runGates } from "../../src/verify/gates/run-gates.ts";
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

type Commands = readonly (string | readonly string[])[];

function run(commands: Commands, commit = COMMIT, skips: GateSkips | null = null): Promise<StepsResult> {
  const { run: gates, skipped } = applySkips(planGates({ gates: {}, release: { gates: commands } }), skips);
  const around = { tree: { root: place.path } } as Omit<Parameters<typeof runGates>[0], "gates">;
  const action = gatesAction(
    { gates, skipped, commit, run: (chosen) => runGates({ ...around, gates: chosen }, node.ports) },
    journal,
  );
  return runSteps([{ ...NAMED, ...action }], journal, node.ports);
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
      message: "the gate python3 gate.py 3 failed: exited with status 3",
      why: expect.stringContaining("the 3 of 4") as string,
    },
  ]);
  expect(await node.ports.files.readText(join(place.path, "ran"))).toBe("xx");
  expect(result.findings[0]?.why).toContain("[]");
});

test("a gate that cannot be started, and nothing is expanded as a shell would", async () => {
  expect((await run(["no-such-program-here x"])).findings).toMatchObject([
    {
      rule: "U026",
      message: expect.stringContaining("the gate no-such-program-here x could not run") as string,
    },
  ]);
  const result = await run([["python3", "-c", "import sys; sys.exit(sys.argv[1])", "$HOME; false"]]);
  expect(result.findings[0]?.why).toContain("$HOME; false");
});

test("a gate that exits with 0 and checked nothing fails, by the rule of its own", async () => {
  const result = await run([["python3", "-c", "print('===== 3 skipped in 0.01s =====')"]]);
  expect(result).toMatchObject({ complete: false, findings: [{ rule: "U025", observed: true }] });
  expect(result.findings[0]?.message).toContain("pytest skipped every test");
});

test("what was left out is in the journal with its reason, and runs as soon as nobody leaves it out", async () => {
  const skips = { names: ["python3 gate.py 4"], reason: "the service is down" };
  const commands = ["python3 gate.py 0", "python3 gate.py 4"];
  const first = await run(commands, COMMIT, skips);
  expect(first.complete).toBe(true);
  expect(first.steps[0]?.detail).toBe("1 gate passed; python3 gate.py 4 skipped: the service is down");
  expect(journal.last("done")?.data["proof"]).toMatchObject({
    gates: [{ name: "python3 gate.py 0", outcome: "passed" }],
    skipped: [{ name: "python3 gate.py 4", reason: "the service is down" }],
  });
  expect(await run(commands, COMMIT, skips)).toMatchObject({ steps: [{ outcome: "already" }] });
  expect(await run(commands)).toMatchObject({ complete: false, steps: [{ outcome: "failed" }] });
});
