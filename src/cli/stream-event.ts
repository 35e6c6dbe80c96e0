import type { FaultFields } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { AnnouncedStage } from "../ports/event.ts";
import type { DocumentHead } from "../text/document-head.ts";

/** One line of `--json-stream`. */
export type StreamEvent =
  /** The first line. */
  | ({ readonly event: "begin"; readonly command: string } & DocumentHead)
  /** The stages that follow, in no order of time. */
  | { readonly event: "stages"; readonly stages: readonly Pick<AnnouncedStage, "id" | "title" | "phase">[] }
  /** A stage, or with `parent` a part of one. */
  | { readonly event: "started"; readonly id: string; readonly parent?: string; readonly title: string }
  | { readonly event: "progress"; readonly id: string; readonly detail: string }
  | {
      readonly event: "finished";
      readonly id: string;
      readonly outcome: "ok" | "warned" | "failed" | "skipped";
      readonly detail?: string;
      readonly seconds: number;
    }
  | { readonly event: "note"; readonly level: "info" | "warning"; readonly text: string }
  /** At the end: what counts is decided over all stages. */
  | { readonly event: "finding"; readonly finding: Finding }
  | { readonly event: "error"; readonly error: FaultFields }
  /** The last line. */
  | {
      readonly event: "verdict";
      readonly verdict: "green" | "red";
      readonly exitCode: number;
      /** What `--json` prints, as in the definition that it names; null when nothing was done. */
      readonly document: object | null;
    };
