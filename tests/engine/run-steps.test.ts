import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/adapters/node-files.ts";
import { openJournal, type Journal } from "../../src/engine/journal/journal.ts";
import { runSteps } from "../../src/engine/steps/run-steps.ts";
import type { Observation, ReleaseStep } from "../../src/engine/steps/step.ts";
import { fault } from "../../src/findings/fault.ts";
import type { Finding } from "../../src/findings/finding.ts";

let root = "";
let journal: Journal;
let pauses: number[] = [];
const clock = { now: () => new Date("2026-11-21T12:00:00Z"), elapsed: () => 0 };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "steps-"));
  journal = await openJournal(join(root, "journal.jsonl"), { files: nodeFiles(tmpdir()), clock });
  pauses = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

const DONE: Observation = { state: "done", detail: "there", proof: { id: 1 } };
const ABSENT: Observation = { state: "absent", detail: "not there" };
const REFUSED: Finding = {
  rule: "U001",
  slug: "upload-refused",
  phase: "publish",
  severity: "error",
  confidence: "certain",
  message: "the index refuses it",
};

/** A step that sees these observations, one after the other, the last one again and again. */
function step(
  id: string,
  seen: readonly Observation[],
  act: ReleaseStep["act"] = async () => [],
): ReleaseStep {
  let looks = 0;
  return {
    id,
    title: `do ${id}`,
    phase: "publish",
    reversible: true,
    subject: id,
    act,
    observe: () => Promise.resolve(seen[Math.min(looks++, seen.length - 1)] ?? ABSENT),
  };
}

function run(...steps: readonly ReleaseStep[]): ReturnType<typeof runSteps> {
  const pause = (seconds: number): Promise<void> => {
    pauses.push(seconds);
    return Promise.resolve();
  };
  return runSteps(steps, journal, {
    clock,
    events: () => undefined,
    signal: new AbortController().signal,
    pause,
  });
}

const types = (): readonly string[] => journal.entries.map((entry) => entry.type);

test("what is done already is seen and not done again", async () => {
  const act = (): never => {
    throw new Error("must not act");
  };
  const result = await run(step("a", [DONE], act));
  expect(result).toMatchObject({ complete: true, steps: [{ outcome: "already", proof: { id: 1 } }] });
  expect(types()).toEqual(["done"]);
});

test("an action is announced in the journal before it is begun, and proved after", async () => {
  let seenAtAct: readonly string[] = [];
  const result = await run(
    step("a", [ABSENT, DONE], async () => {
      seenAtAct = types();
      return [];
    }),
  );
  expect(seenAtAct).toEqual(["begin"]);
  expect(types()).toEqual(["begin", "done"]);
  expect(result.complete).toBe(true);
});

test("an action that shows nowhere is not done", async () => {
  const result = await run(step("a", [ABSENT]), step("b", [DONE]));
  expect(result.fault?.code).toBe("release/unproven");
  expect(result.steps.map((each) => each.outcome)).toEqual(["failed", "open"]);
  expect(types()).toEqual(["begin", "failed"]);
});

test("what lags is looked for again, with the pauses that the step asks for", async () => {
  const pending: Observation = { state: "pending", detail: "not yet", waitSeconds: 3 };
  const result = await run(step("a", [ABSENT, pending, pending, DONE]));
  expect(result.complete).toBe(true);
  expect(pauses).toEqual([3, 3]);
});

test("a lag without end is incomplete, not failed for good", async () => {
  const pending: Observation = { state: "pending", detail: "not yet", waitSeconds: 3 };
  const result = await run(step("a", [pending]));
  expect(result.fault).toMatchObject({ code: "release/unproven", phase: "incomplete" });
});

test("something else in its place stops everything, untouched", async () => {
  const result = await run(
    step("a", [{ state: "conflict", findings: [REFUSED] }], () => {
      throw new Error("must not act");
    }),
  );
  expect(result).toMatchObject({ complete: false, fault: null, findings: [REFUSED] });
});

test("a refusal during the action ends the run with its finding", async () => {
  const result = await run(
    step("a", [ABSENT], async () => [REFUSED]),
    step("b", [DONE]),
  );
  expect(result.findings).toEqual([REFUSED]);
  expect(result.steps.map((each) => each.outcome)).toEqual(["failed", "open"]);
});

test("a fault ends the run and is told; a bug is thrown", async () => {
  const broken = step("a", [ABSENT], () => {
    throw fault("publish/unreachable", { index: "PyPI", reason: "reset" });
  });
  expect((await run(broken)).fault?.code).toBe("publish/unreachable");
  const buggy = step("a", [ABSENT], () => {
    throw new TypeError("oops");
  });
  await expect(run(buggy)).rejects.toThrow("oops");
});
