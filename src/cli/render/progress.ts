import { formatSeconds } from "../../text/quantities.ts";
import { printable, printableLine, safeText } from "../../text/printable.ts";
import type { EventSink, ProgressEvent } from "../../ports/event.ts";
import type { Style } from "./style.ts";

/** Where progress is drawn: standard error, as the command line sees it. */
export interface ProgressTarget {
  readonly write: (text: string) => void;
  /** Columns of a terminal; undefined without one. */
  readonly columns: number | undefined;
  /** Seconds, never going back. */
  readonly elapsed: () => number;
  /** Calls back every so often until the returned function is called. */
  readonly everyTick: (tick: () => void) => () => void;
}

/** A progress display. */
export interface Progress {
  readonly sink: EventSink;
  /** Clears what is live; called once before the result is printed. */
  readonly close: () => void;
}

interface Row {
  readonly title: string;
  readonly parent: string | undefined;
  readonly begin: number;
  detail: string;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;

/**
 * On a terminal: a line for each ended stage, and below them a live line for each that runs, so that
 * what runs side by side is seen side by side. Without a terminal: a plain line at each end.
 */
export function makeProgress(target: ProgressTarget, style: Style): Progress {
  const running = new Map<string, Row>();
  const live = target.columns !== undefined;
  let drawn = 0;
  let frame = 0;
  let closed = false;

  function erase(): void {
    if (drawn > 0) target.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  }

  function draw(): void {
    if (!live) return;
    const mark = style.info(FRAMES[frame % FRAMES.length] ?? "");
    const columns = target.columns ?? 80;
    const lines: string[] = [];
    const tell = (row: Row, indent: string): void => {
      const time = formatSeconds(target.elapsed() - row.begin);
      const text = fit(
        `${row.title}${row.detail === "" ? "" : ` · ${row.detail}`}`,
        columns - indent.length - 14,
      );
      lines.push(`${indent}${mark} ${text} ${style.faint(time)}`);
    };
    for (const [id, row] of running) {
      if (row.parent !== undefined && running.has(row.parent)) continue;
      tell(row, "");
      for (const child of running.values()) if (child.parent === id) tell(child, "  ");
    }
    erase();
    if (lines.length > 0) target.write(`${lines.join("\n")}\n`);
    drawn = lines.length;
  }

  const stopTicking = live
    ? target.everyTick(() => {
        frame += 1;
        draw();
      })
    : (): void => undefined;

  function print(line: string): void {
    erase();
    target.write(`${safeText(line, true)}\n`);
    draw();
  }

  function onEnd(event: ProgressEvent & { readonly type: "end" }): void {
    const row = running.get(event.id);
    running.delete(event.id);
    if (row === undefined) return;
    const mark = {
      ok: style.good("✓"),
      warned: style.warning("!"),
      failed: style.error("✗"),
      skipped: style.faint("–"),
    }[event.outcome];
    const detail = event.detail === undefined ? "" : ` · ${printable(event.detail).split("\n")[0] ?? ""}`;
    const time = event.outcome === "skipped" ? "" : ` ${style.faint(formatSeconds(event.seconds))}`;
    const indent = row.parent === undefined ? "" : "  ";
    print(`${indent}${mark} ${row.title}${detail}${time}`);
  }

  return {
    sink(event) {
      // What ends because everything ends is no news.
      if (closed) return;
      switch (event.type) {
        case "start":
          running.set(event.id, {
            title: printableLine(event.title),
            parent: event.parent,
            begin: target.elapsed(),
            detail: "",
          });
          draw();
          break;
        case "update": {
          const row = running.get(event.id);
          if (row) row.detail = printable(event.detail).split("\n")[0] ?? "";
          draw();
          break;
        }
        case "end":
          onEnd(event);
          break;
        case "note":
          print(
            `${event.level === "warning" ? style.warning("!") : style.faint("·")} ${printableLine(event.text)}`,
          );
          break;
      }
    },
    close() {
      if (closed) return;
      closed = true;
      stopTicking();
      erase();
      running.clear();
    },
  };
}

function fit(text: string, columns: number): string {
  const room = Math.max(10, columns);
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
