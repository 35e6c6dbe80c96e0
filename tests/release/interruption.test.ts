import { expect, test } from "vitest";
import type { JournalEntry } from "../../src/engine/journal/chain.ts";
import { Fault } from "../../src/findings/fault.ts";
import { tellingInterruption } from "../../src/release/state/interruption.ts";

const DEMO = { project: "demo", version: "1.0", index: "PyPI" };

function entry(type: string, data: Readonly<Record<string, unknown>>): JournalEntry {
  return { type, data } as unknown as JournalEntry;
}

const done = (step: string, proof: Readonly<Record<string, unknown>> = {}): JournalEntry =>
  entry("done", { step, proof });
const answered = (file: string, outcome: string): readonly JournalEntry[] => [
  entry("sending", { file }),
  entry("answered", { file, outcome }),
];

async function told(entries: readonly JournalEntry[]): Promise<readonly [string, string]> {
  const stop = new AbortController();
  stop.abort();
  try {
    await tellingInterruption(DEMO, { entries }, { signal: stop.signal }, () =>
      Promise.reject(new Error("aborted")),
    );
  } catch (error) {
    if (error instanceof Fault) return [error.phase, error.message];
  }
  throw new Error("it was not told");
}

test("a tag that was pushed and a push that was under way", async () => {
  const tag = done("tag", { tag: "v1.0" });
  const pushing = entry("begin", { step: "push-tag", title: "push the tag v1.0 to origin" });
  expect(await told([tag, pushing])).toEqual([
    "interrupted",
    "interrupted: no file of demo 1.0 was taken by PyPI; the tag v1.0 exists in this repository; it is unknown whether this step is done: push the tag v1.0 to origin",
  ]);
  const pushed = done("push-tag", { tag: "v1.0", remote: "origin" });
  const [phase, message] = await told([tag, pushing, pushed]);
  expect(phase).toBe("incomplete");
  expect(message).toContain("the tag v1.0 exists here and on origin");
});

test("a file that was sent and not answered for may be there", async () => {
  expect(await told([entry("sending", { file: "a.whl" })])).toEqual([
    "interrupted",
    "interrupted: PyPI has not confirmed any file; whether PyPI accepted a.whl is not known",
  ]);
});

test("what was refused is not taken; what was there before is", async () => {
  expect(await told(answered("a.whl", "refused"))).toEqual([
    "interrupted",
    "interrupted: no file of demo 1.0 was taken by PyPI",
  ]);
  expect((await told(answered("a.whl", "present")))[0]).toBe("incomplete");
});

test("an announced release is public", async () => {
  const [phase, message] = await told([...answered("a.whl", "stored"), done("draft"), done("announce")]);
  expect([phase, message]).toEqual([
    "incomplete",
    "interrupted while a part of demo 1.0 is public: PyPI accepted a.whl; the release is announced",
  ]);
});
