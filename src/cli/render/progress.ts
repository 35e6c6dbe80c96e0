import { formatSeconds } from "../../text/quantities.ts";
import { printable, printableLine, safeText } from "../../text/printable.ts";
import type { EventSink, ProgressEvent } from "../../ports/event.ts";
import { PhaseBoard, type BoardItem, type BoardPhase } from "./phase-board.ts";
import type { Style } from "./style.ts";
import { fitWidth, padWidth, textWidth } from "./width.ts";

/** Where progress is drawn: standard error, as the command line sees it. */
export interface ProgressTarget {
  readonly write: (text: string) => void;
  /** Columns of a terminal; undefined without one. */
  readonly columns: number | undefined;
  /** Seconds, never going back. */
  readonly elapsed: () => number;
  /** Calls back every so often until the returned function is called. */
  readonly everyTick: (tick: () => void) => () => void;
  /** How much is told: 0 phases, 1 stages too. */
  readonly verbosity: number;
  /** True in a GitHub workflow, whose log folds what stands between two commands. */
  readonly groups: boolean;
  /** What a terminal shows from the start, until something is known to be going on. */
  readonly opening?: string | undefined;
}

/** A progress display. */
export interface Progress {
  readonly sink: EventSink;
  /** Prints a line that stays, above what is live. */
  readonly line: (text: string) => void;
  /** Clears what is live, because something else is written; what goes on comes back with its next event. */
  readonly clear: () => void;
  /** Clears what is live; called once before the result is printed. */
  readonly close: () => void;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;
/** A shorter time tells nobody anything. Seconds. */
const SHORTEST = 0.1;
/** Columns of the mark and of the title of a phase. */
const TITLE = 9;

/**
 * On a terminal: a line for each phase of a run that becomes its result, or, where there are no phases, a line for
 * each step. Without a terminal: a plain line at the end of each.
 */
export function makeProgress(target: ProgressTarget, style: Style): Progress {
  const { verbosity, groups } = target;
  const live = target.columns !== undefined;
  const loose = new Map<string, BoardItem & { readonly begin: number }>();
  let { opening } = target;
  let board: PhaseBoard | null = null;
  const printed = new Set<string>();
  /** Steps whose begin was told: a good end is no news. */
  const told = new Set<string>();
  let drawn = 0;
  let wasDrawn = false;
  let frame = 0;
  let closed = false;

  // The first character: a typed ^C moves the cursor.
  const erase = (): void => {
    if (drawn > 0) wasDrawn = true;
    if (drawn > 0) target.write(`\r\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };

  function draw(): void {
    if (!live) return;
    const now = target.elapsed();
    const spinner = style.info(FRAMES[frame % FRAMES.length] ?? "");
    const lines = (board?.phases(now) ?? []).map((phase) =>
      phase.state === "waiting"
        ? style.faint(`  ${phase.title}`)
        : phaseLine(phase, phase.state === "running" ? spinner : markOf(phase.state, style)),
    );
    if (opening !== undefined) lines.push(`${spinner} ${style.strong(opening)}`);
    for (const item of loose.values()) {
      const text = item.detail === "" ? item.title : `${item.title} · ${item.detail}`;
      lines.push(timed(`${spinner} ${item.parent === undefined ? "" : "  "}`, text, now - item.begin));
    }
    erase();
    if (lines.length > 0) target.write(`${safeText(lines.join("\n"), true)}\n`);
    drawn = lines.length;
  }

  const stopTicking = live
    ? target.everyTick(() => {
        frame += 1;
        draw();
      })
    : (): void => undefined;

  function print(lines: readonly string[]): void {
    erase();
    if (lines.length > 0) target.write(`${safeText(lines.join("\n"), true)}\n`);
    draw();
  }

  /** One line, cut to the terminal, with its time where that says something. */
  function timed(lead: string, text: string, seconds: number): string {
    const time = seconds < SHORTEST ? "" : formatSeconds(seconds);
    const room = (target.columns ?? Infinity) - textWidth(lead) - (time === "" ? 0 : time.length + 2) - 1;
    const shown = room === Infinity ? text : fitWidth(text, Math.max(10, room));
    return `${lead}${shown}${time === "" ? "" : `  ${style.faint(time)}`}`;
  }

  function phaseLine(phase: BoardPhase, mark: string): string {
    return timed(`${mark} ${style.strong(padWidth(phase.title, TITLE))}`, phase.text, phase.seconds);
  }

  /** A phase that is over: its line and, where they are asked for, its stages. */
  function resultLines(phase: BoardPhase): readonly string[] {
    const line = phaseLine(phase, markOf(phase.state, style));
    const inner = verbosity > 0 || groups ? itemLines(phase.items) : [];
    return [line, ...inner];
  }

  function itemLines(items: readonly BoardItem[]): readonly string[] {
    const done = items.filter(({ state }) => state !== "skipped");
    const idle = items.filter(({ state }) => state === "skipped");
    const lines = done.map(({ state, parent, title, detail, seconds }) =>
      timed(
        `  ${parent === undefined ? "" : "  "}${markOf(state, style)} `,
        detail === "" ? title : `${title} · ${detail}`,
        seconds,
      ),
    );
    if (idle.length === 0) return lines;
    const why = idle.map(({ title, detail }) => (detail === "" ? title : `${title} (${detail})`));
    return [...lines, timed(`  ${style.faint("–")} `, `skipped: ${why.join(", ")}`, 0)];
  }

  /** Without a terminal each phase is told when it is over; on one all of them, once the run is over. */
  function settle(isOver: boolean): void {
    if (board === null) return;
    const phases = board.phases(target.elapsed());
    const isDone = (phase: BoardPhase): boolean => phase.state !== "waiting" && phase.state !== "running";
    const ended = phases.every(isDone);
    if (live && !ended && !isOver) return;
    if (live || ended || isOver) board = null;
    for (const phase of phases) {
      if (!isDone(phase) || printed.has(phase.title)) continue;
      printed.add(phase.title);
      if (groups) printGroup(phase);
      else print(resultLines(phase));
    }
    if (board === null) printed.clear();
  }

  function printGroup(phase: BoardPhase): void {
    const [line = "", ...inner] = resultLines(phase);
    target.write(`::group::${safeText(line, true)}\n${safeText(inner.join("\n"), true)}\n::endgroup::\n`);
  }

  function onLoose(event: ProgressEvent & { readonly type: "start" | "update" | "end" }): void {
    if (event.type === "start") {
      const { id, parent } = event;
      const title = printableLine(event.title);
      const item = { id, title, parent, headline: false, state: "running", detail: "", seconds: 0 } as const;
      loose.set(id, { ...item, begin: target.elapsed() });
      if (!live && event.atOnce === true) {
        told.add(id);
        print([`${style.faint("·")} ${title}`]);
      }
      return draw();
    }
    const item = loose.get(event.id);
    if (item === undefined) return;
    item.detail = printable(event.detail ?? "").split("\n")[0] ?? "";
    if (event.type === "update") return draw();
    loose.delete(event.id);
    if (item.parent !== undefined && verbosity === 0) return draw();
    if (told.has(event.id) && event.outcome === "ok") return undefined;
    print(
      itemLines([{ ...item, state: event.outcome, seconds: event.seconds }]).map((line) => line.slice(2)),
    );
  }

  draw();
  return {
    sink(event) {
      // What ends because everything ends is no news.
      if (closed || event.type === "upload-token") return;
      if (event.type !== "note") opening = undefined;
      if (event.type === "stages") {
        settle(true);
        board = new PhaseBoard(event.stages);
        draw();
      } else if (event.type === "note") {
        const isWarning = event.level === "warning";
        if (isWarning || verbosity > 0) {
          const mark = isWarning ? style.warning("!") : style.faint("·");
          print([`${mark} ${printableLine(event.text)}`]);
        }
      } else if (board?.take(event, target.elapsed()) === true) {
        draw();
        if (event.type === "end") settle(false);
      } else onLoose(event);
    },
    line: (text) => {
      if (!closed) print([text]);
    },
    clear() {
      opening = undefined;
      erase();
    },
    close() {
      if (closed) return;
      settle(true);
      closed = true;
      stopTicking();
      erase();
      if (wasDrawn) target.write("\r\u001b[0J");
      loose.clear();
    },
  };
}

function markOf(state: BoardItem["state"], style: Style): string {
  switch (state) {
    case "ok":
      return style.good("✓");
    case "warned":
      return style.warning("!");
    case "failed":
      return style.error("✗");
    case "skipped":
    case "waiting":
    case "running":
      return style.faint("–");
  }
}
