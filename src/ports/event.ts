import type { Secret } from "./secret.ts";

/** A stage of a run before it starts; `headline`: its detail belongs on the line of its phase. */
export interface AnnouncedStage {
  readonly id: string;
  readonly title: string;
  /** The kind of failure that an error of it is. */
  readonly phase: string;
  readonly headline: boolean;
}

/**
 * What a stage tells while it works. Renderers draw progress from these and the record keeps them;
 * no stage prints. `id` is unique within a run; `parent` nests a step in a stage.
 */
export type ProgressEvent =
  /** The stages that a run will go through; their ends are told one by one. */
  | { readonly type: "stages"; readonly stages: readonly AnnouncedStage[] }
  | StartEvent
  | { readonly type: "update"; readonly id: string; readonly detail: string }
  | {
      readonly type: "end";
      readonly id: string;
      readonly outcome: "ok" | "warned" | "failed" | "skipped";
      readonly detail?: string;
      readonly seconds: number;
    }
  | { readonly type: "note"; readonly level: "info" | "warning"; readonly text: string }
  | UploadTokenEvent;

/** A stage or a step begins. */
interface StartEvent {
  readonly type: "start";
  readonly id: string;
  readonly parent?: string;
  readonly title: string;
  /** Told when it begins, also where only results are: it may take long, and people want to know why. */
  readonly atOnce?: boolean;
}

/** An upload token came about, to be made useless at the end in any case; null: the last one is useless now. */
export interface UploadTokenEvent {
  readonly type: "upload-token";
  readonly minted: { readonly token: Secret; readonly uploadUrl: string; readonly ca?: string } | null;
}

/** Receives progress events; never throws. */
export type EventSink = (event: ProgressEvent) => void;
