import type { Ports } from "../ports/ports.ts";
import type { EventSink } from "../ports/event.ts";

/** The append-only record of a run: JSON lines, each with its number and time. */
export interface RunRecord {
  /** Writes one entry; entries keep their order. */
  readonly add: (entry: { readonly type: string } & Readonly<Record<string, unknown>>) => void;
  /** Forwards progress into the record. */
  readonly sink: EventSink;
  /** Waits until all is on the disk. Throws what writing threw. */
  readonly close: () => Promise<void>;
}

/** Opens a record at `path`; `update` events are talk and are not kept. */
export function openRecord(path: string, ports: Pick<Ports, "files" | "clock">): RunRecord {
  let count = 0;
  let pending = "";
  let writing: Promise<void> = Promise.resolve();
  let failure: Error | undefined;

  function flush(sync: boolean): Promise<void> {
    writing = writing.then(async () => {
      if (pending === "" || failure !== undefined) return;
      const text = pending;
      pending = "";
      try {
        await ports.files.append(path, text, { sync });
      } catch (error) {
        failure = error as Error;
      }
    });
    return writing;
  }

  const record: RunRecord = {
    add(entry) {
      count += 1;
      pending += `${JSON.stringify({ n: count, time: ports.clock.now().toISOString(), ...entry })}\n`;
      void flush(false);
    },
    sink(event) {
      if (event.type === "start") record.add({ type: "stage-started", id: event.id, parent: event.parent });
      else if (event.type === "end") {
        const { id, outcome, detail, seconds } = event;
        record.add({ type: "stage-ended", id, outcome, detail, seconds: Number(seconds.toFixed(3)) });
      } else if (event.type === "note") record.add({ type: "note", level: event.level, text: event.text });
    },
    async close() {
      await flush(true);
      if (failure !== undefined) throw failure;
    },
  };
  return record;
}
