/**
 * What a stage tells while it works. Renderers draw progress from these and the record keeps them;
 * no stage prints. `id` is unique within a run; `parent` nests a step in a stage.
 */
export type ProgressEvent =
  | { readonly type: "start"; readonly id: string; readonly parent?: string; readonly title: string }
  | { readonly type: "update"; readonly id: string; readonly detail: string }
  | {
      readonly type: "end";
      readonly id: string;
      readonly outcome: "ok" | "warned" | "failed" | "skipped";
      readonly detail?: string;
      readonly seconds: number;
    }
  | { readonly type: "note"; readonly level: "info" | "warning"; readonly text: string };

/** Receives progress events; never throws. */
export type EventSink = (event: ProgressEvent) => void;
