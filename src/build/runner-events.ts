import * as v from "valibot";

const stage = v.picklist(["sdist", "wheel", "metadata"]);

const runnerEvent = v.variant("event", [
  v.object({ event: v.literal("done"), stage, result: v.string() }),
  v.object({ event: v.literal("wants"), stage, requirements: v.array(v.string()) }),
  v.object({ event: v.literal("outside"), path: v.string(), denied: v.boolean() }),
  v.object({ event: v.literal("died"), stage, how: v.string() }),
  v.object({
    event: v.literal("failed"),
    stage,
    kind: v.picklist(["exception", "no-back-end", "no-hook", "no-artefact", "bad-sdist"]),
    type: v.string(),
    message: v.string(),
    place: v.nullable(v.object({ file: v.string(), line: v.number(), text: v.string() })),
  }),
]);

type RunnerStage = "sdist" | "wheel" | "metadata";

/** What the runner tells, one JSON line each. */
export type RunnerEvent =
  | { readonly event: "done"; readonly stage: RunnerStage; readonly result: string }
  | { readonly event: "wants"; readonly stage: RunnerStage; readonly requirements: readonly string[] }
  | { readonly event: "outside"; readonly path: string; readonly denied: boolean }
  | { readonly event: "died"; readonly stage: RunnerStage; readonly how: string }
  | {
      readonly event: "failed";
      readonly stage: RunnerStage;
      readonly kind: "exception" | "no-back-end" | "no-hook" | "no-artefact" | "bad-sdist";
      readonly type: string;
      readonly message: string;
      readonly place: { readonly file: string; readonly line: number; readonly text: string } | null;
    };

/** Null for a line that is none of the runner's. */
export function parseRunnerEvent(line: string): RunnerEvent | null {
  try {
    const parsed = v.safeParse(runnerEvent, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
