import type { StreamEvent } from "../stream-event.ts";
import type { FaultFields } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import type { ProgressEvent } from "../../ports/event.ts";
import { documentHead, type DocumentHead } from "../../text/document-head.ts";

/** The first line. */
export function beginning(command: string): StreamEvent {
  return { event: "begin", command, ...documentHead("event") };
}

/** What a progress event is in the stream; null for what stays inside: a token. */
export function streamEvent(event: ProgressEvent): StreamEvent | null {
  switch (event.type) {
    case "stages":
      return {
        event: "stages",
        stages: event.stages.map(({ id, title, phase }) => ({ id, title, phase })),
      };
    case "start": {
      const { type: _, ...rest } = event;
      return { event: "started", ...rest };
    }
    case "update": {
      const { type: _, ...rest } = event;
      return { event: "progress", ...rest };
    }
    case "end": {
      const { type: _, ...rest } = event;
      return { event: "finished", ...rest };
    }
    case "note": {
      const { type: _, ...rest } = event;
      return { event: "note", ...rest };
    }
    case "upload-token":
      return null;
  }
}

/** What a document is read for here; each command has some of it. */
interface Ending extends DocumentHead {
  readonly findings?: readonly Finding[];
  readonly error?: FaultFields;
  readonly errors?: readonly FaultFields[];
}

/** The last lines: findings, errors, verdict. */
export function ending(exitCode: number, document: DocumentHead | null): readonly StreamEvent[] {
  const { findings = [], error, errors = error === undefined ? [] : [error] } = (document ?? {}) as Ending;
  return [
    ...findings.map((finding) => ({ event: "finding", finding }) as const),
    ...errors.map((each) => ({ event: "error", error: each }) as const),
    { event: "verdict", verdict: exitCode === 0 ? "green" : "red", exitCode, document },
  ];
}
