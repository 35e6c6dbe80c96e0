import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { runStages } from "../../src/engine/executor.ts";
import type { Stage, StageContext } from "../../src/engine/stage.ts";
import { fault } from "../../src/findings/fault.ts";
import type { ProgressEvent } from "../../src/ports/event.ts";

/** Stages over made-up values: the executor knows names only. */
function stage(
  id: string,
  needs: readonly string[],
  gives: readonly string[],
  run: () => Promise<unknown>,
): Stage {
  return { id, title: id, phase: "check", needs, gives, run } as unknown as Stage;
}

function give(...names: string[]): () => Promise<unknown> {
  return () => Promise.resolve({ values: Object.fromEntries(names.map((name) => [name, name])) });
}

function context(events: ProgressEvent[] = []): StageContext {
  const { ports } = nodePorts({ events: (event) => events.push(event) });
  return { ports, closeLater: () => undefined };
}

function outcomes(result: Awaited<ReturnType<typeof runStages>>): Record<string, string> {
  return Object.fromEntries(result.stages.map((each) => [each.id, each.outcome]));
}

describe("runStages", () => {
  test("an interruption begins no further stage, and what it cut short gives no findings", async () => {
    const wired = nodePorts({});
    const result = await runStages(
      [
        stage("before", [], ["a"], give("a")),
        stage("cut", ["a"], ["b"], () => {
          wired.interrupt();
          return Promise.resolve({ values: { b: 1 }, findings: [{ message: "a child was killed" }] });
        }),
        stage("after", ["b"], [], give()),
      ],
      {},
      { ports: wired.ports, closeLater: () => undefined },
    );
    expect(outcomes(result)).toEqual({ before: "ok", cut: "failed" });
    expect(result.findings).toEqual([]);
    expect(result.faults.map((each) => each.code)).toEqual(["run/interrupted"]);
  });

  test("a run that was interrupted before its first stage does not pass", async () => {
    const wired = nodePorts({});
    wired.interrupt();
    const context = { ports: wired.ports, closeLater: (): void => undefined };
    const result = await runStages([stage("never", [], [], give())], {}, context);
    expect(outcomes(result)).toEqual({});
    expect(result.faults.map((each) => each.code)).toEqual(["run/interrupted"]);
  });

  test("a wanted value that no stage of the run gives is not waited for", async () => {
    const wanting = { ...stage("wanting", ["a"], ["b"], give("b")), wants: ["tree"] } as unknown as Stage;
    const result = await runStages([stage("first", [], ["a"], give("a")), wanting], {}, context());
    expect(outcomes(result)).toEqual({ first: "ok", wanting: "ok" });
  });

  test("says of each stage which one it waited for last, by what it needs and what it wants", async () => {
    const slow = async (): Promise<unknown> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return await give("c")();
    };
    const wanting = { ...stage("last", ["a"], [], give()), wants: ["c"] } as unknown as Stage;
    const stages = [stage("first", [], ["a"], give("a")), stage("beside", [], ["c"], slow), wanting];
    const { stages: ended } = await runStages(stages, {}, context());
    expect(ended.map(({ id, after }) => [id, after])).toEqual([
      ["first", undefined],
      ["beside", undefined],
      ["last", "beside"],
    ]);
  });

  test("starts a stage as soon as its values are there: independent ones run side by side", async () => {
    const order: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const result = await runStages(
      [
        stage("slow", [], ["a"], async () => {
          order.push("slow starts");
          await gate;
          order.push("slow ends");
          return { values: { a: 1 } };
        }),
        stage("quick", [], ["b"], () => {
          order.push("quick");
          return give("b")();
        }),
        stage("after quick", ["b"], [], () => {
          order.push("after quick");
          release();
          return give()();
        }),
        stage("last", ["a", "b"], [], () => {
          order.push("last");
          return give()();
        }),
      ],
      {},
      context(),
    );
    expect(order).toEqual(["slow starts", "quick", "after quick", "slow ends", "last"]);
    expect(new Set(Object.values(outcomes(result)))).toEqual(new Set(["ok"]));
  });

  test("a fault blocks only what needs its values, and says why", async () => {
    const result = await runStages(
      [
        stage("broken", [], ["a"], () => Promise.reject(fault("tool/not-found", { program: "uv" }))),
        stage("needs it", ["a"], ["c"], give("c")),
        stage("needs that", ["c"], [], give()),
        stage("independent", [], ["b"], give("b")),
      ],
      {},
      context(),
    );
    expect(outcomes(result)).toEqual({
      broken: "failed",
      "needs it": "skipped",
      "needs that": "skipped",
      independent: "ok",
    });
    expect(result.faults.map((each) => each.code)).toEqual(["tool/not-found"]);
    expect(result.stages[2]?.detail).toBe("broken failed");
  });

  test("a blocked stage keeps its findings", async () => {
    const finding = { rule: "B001", severity: "error" } as never;
    const result = await runStages(
      [
        stage("build", [], ["a"], () =>
          Promise.resolve({ blocked: "the build failed", findings: [finding] }),
        ),
        stage("next", ["a"], [], give()),
      ],
      {},
      context(),
    );
    expect(result.findings).toEqual([finding]);
    expect(outcomes(result)).toEqual({ build: "failed", next: "skipped" });
  });

  test("a bug ends the run", async () => {
    const bug = stage("bug", [], [], () => Promise.reject(new TypeError("broken invariant")));
    await expect(runStages([bug], {}, context())).rejects.toThrow("broken invariant");
  });

  test("values that nobody gives are a bug of the list, not a silent end", async () => {
    await expect(runStages([stage("lost", ["nowhere"], [], give())], {}, context())).rejects.toThrow(
      /no stage provides: lost/,
    );
  });

  test("every started stage ends in the events", async () => {
    const events: ProgressEvent[] = [];
    await runStages(
      [
        stage("a", [], ["a"], () => Promise.resolve({ blocked: "no", findings: [] })),
        stage("b", ["a"], [], give()),
      ],
      {},
      context(events),
    );
    const told = events.filter(({ type }) => type !== "stages");
    expect(told.map((event) => `${event.type} ${"id" in event ? event.id : ""}`)).toEqual([
      "start a",
      "end a",
      "start b",
      "end b",
    ]);
  });
});
